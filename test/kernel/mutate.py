#!/usr/bin/env python3
"""Runs a command with the shipped facts about Linux, less some of them.

usage: mutate.py FOLDER SECTION=TEXT... -- COMMAND...

Leaves out every item of SECTION that contains TEXT, in all files of FOLDER; it
is an error if there is none. The COMMAND gets a --facts for each file.
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def items_of(text):
    """The text in pieces, each with its section: comments, headings, items."""
    section = ""
    for piece in re.split(r"(?m)^(?=\w|  - )", text):
        heading = re.match(r"(\w+):", piece)
        section = heading.group(1) if heading else section
        yield section, bool(heading), piece


def without(text, mutations, applied):
    pieces = []
    for section, heading, piece in items_of(text):
        hits = [] if heading else [m for m in mutations
                                   if m[0] == section and m[1] in piece]
        applied.update(hits)
        if not hits:
            pieces.append((section, heading, piece))
    # A heading whose items are all gone goes too.
    left = {section for section, heading, _ in pieces if not heading}
    return "".join(piece for section, _, piece in pieces
                   if section in left or not section)


def main():
    end = sys.argv.index("--")
    mutations = [tuple(word.split("=", 1)) for word in sys.argv[2:end]]
    command, applied = sys.argv[end + 1:], set()
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
            text = without(file.read_text(), mutations, applied)
            if re.search(r"(?m)^\w", text):
                copy = pathlib.Path(folder, file.name)
                copy.write_text(text)
                command += ["--facts", str(copy)]
        if applied != set(mutations):
            sys.exit(f"mutate.py: {set(mutations) - applied} names no item")
        sys.exit(subprocess.run(command).returncode)


if __name__ == "__main__":
    main()
