"""Writes sources whose text or names no split-file can have.

usage: sarif_sources.py texts|names DIRECTORY
"""

import json
import os
import sys

RACY = 'struct s { __attribute__((annotate("reread::racy"))) int *p; };'
FUNCTION = ["int f(struct s *s) {{", "  if (s->p)", "    return {}*s->p;", "  return 0; }}"]


def source(before="", name="f"):
    """The second read stands in the third line behind the struct."""
    lines = [line.format(before) for line in FUNCTION]
    return "\n".join([RACY + lines[0].replace("f(", name + "("), *lines[1:]]) + "\n"


def texts():
    plain = source()
    yield "bom.c", b"\xef\xbb\xbf" + plain.encode()
    yield "crlf.c", ("\r\n" + plain.replace("\n", "\r\n")).encode()
    yield "last.c", (RACY + "int f(struct s *s) {\nreturn s->p ? *s->p:0;}").encode()
    yield "latin1.c", source("/* \xe9\xe8 */ ").encode("latin-1")
    yield "long.c", ("/* a line */\n" * 397 + plain).encode()
    yield "twice.c", (plain + "/* " + "x" * 100 + " */\n").encode() \
        + source(name="g").replace(RACY, "").encode() + b"/* " + b"x" * 100 + b" */\n"
    yield "utf8.c", source("/* \u00e9\U0001d11e */ ").replace("s->", "gr\u00f6\u00dfe->") \
        .replace("s)", "gr\u00f6\u00dfe)").encode()
    yield "over.c", b"int over;\n"
    yield "edited.c", source("/*\U0001d11e*/ ").encode()


def names():
    for name in (b"a b", b"c#d", b"e%20f", b"g?h", b"i+j", b"k:l", b"m[n]", b"caf\xc3\xa9",
                 b"latin\xe9", b"back\\slash", b'quote"'):
        yield name + b".c", source().encode()
        yield b"d " + name + b"/x.c", source().encode()


def main():
    kind, folder = sys.argv[1:]
    for name, data in {"texts": texts, "names": names}[kind]():
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    folder = os.path.realpath(folder)
    with open(os.path.join(folder, "overlay.yaml"), "w", encoding="utf-8") as file:
        json.dump({"version": 0, "use-external-names": False, "roots": [{
            "type": "file", "name": folder + "/over.c",
            "external-contents": folder + "/edited.c"}]}, file)


if __name__ == "__main__":
    main()
