"""A tree whose sources are what sources should not be: sources.py FOLDER."""

import json
import os
import sys

GOOD = ("struct s { __attribute__((annotate(\"reread::racy\"))) int *p; };\n"
        "int good(struct s *s) { return s->p ? *s->p : 0; }\n")
folder = os.fsencode(sys.argv[1])
os.makedirs(folder + b"/tree/sub")
os.chdir(folder + b"/tree")

good = [b"two words.c", b"new\nline.c", b"quo'te\".c", b"$(touch made).c", b"`touch made`.c", b"-o.c",
        b"; touch made ;.c", b"%s%n.c", b"\x1b[2J.c", b"back\\slash.c", b"\xc3\xa4.c", b"a" * 240 + b".c", b"<script>.c"]
for name in good + [b"latin\xe4.c"]:
    with open(name, "wb") as file:
        file.write(GOOD.encode())
with open("../outside.c", "w") as file:
    file.write(GOOD)
os.mkfifo("fifo.c")
os.symlink("loop.c", "loop.c")
os.symlink("..", "sub/again")
os.mkdir("folder.c")
with open("unreadable.c", "w") as file:
    file.write(GOOD)
for name, text in {
    "takes-fifo.c": '#include "fifo.c"\n', "takes-zero.c": '#include "/dev/zero"\n',
    "takes-loop.c": '#include "loop.c"\n', "takes-itself.c": '#include "takes-itself.c"\n',
    "embeds.c": "char all[] = {\n#embed \"/dev/zero\"\n};\n",
    "null.c": '#include "/dev/null"\n' + GOOD,
    "nul-bytes.c": GOOD + "\0\0\0\n" + "/* \0 */\n", "binary.c": "".join(map(chr, range(1, 128))) * 40,
    "empty.c": "",
}.items():
    with open(name, "w") as file:
        file.write(text)

files = [os.fsdecode(name) for name in good] + [
    "../outside.c", "sub/again/sub/again/null.c", "fifo.c", "/dev/zero", "/dev/null", "loop.c", "folder.c",
    "takes-fifo.c", "takes-zero.c", "takes-loop.c", "takes-itself.c", "embeds.c", "null.c",
    "nul-bytes.c", "binary.c", "empty.c", "no-such.c", "b" * 300 + ".c"]
database = [{"directory": ".", "file": name, "arguments": ["cc", "-xc", "-c", "./" + name if name[0] != "/" else name]}
            for name in files]
database.append({"directory": "no-such-folder", "file": "x.c", "arguments": ["cc", "-c", "x.c"]})
database.append({"directory": "loop.c", "file": "x.c", "arguments": ["cc", "-c", "x.c"]})
with open("db.json", "w") as file:
    json.dump(database, file)
with open("latin.json", "wb") as file:
    file.write(b'[{"directory": ".", "file": "latin\xe4.c", "arguments": ["cc", "-c", "latin\xe4.c"]}]')
