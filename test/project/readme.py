#!/usr/bin/env python3
"""Runs the command of every `output` block of a page and compares.

usage: readme.py PAGE REREAD

A block is `<!-- output: COMMAND -->`, a fenced text, `<!-- end of output -->`.
Commands that start with bench/ are measurements, whose figures differ.
"""

import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"<!-- output: (.*?) -->\n```text\n(.*?)```\n"
                   r"<!-- end of output -->", re.S)


def main():
    page, reread = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    if not blocks:
        sys.exit(f"{page}: no output block")
    for command, expected in blocks:
        if command.startswith("bench/"):
            if not expected.strip():
                sys.exit(f"{page}: no figures under `{command}`")
            continue
        words = shlex.split(command)
        if words[0] != "build/bin/reread":
            sys.exit(f"{page}: cannot run `{command}`")
        run = subprocess.run([reread, *words[1:]], capture_output=True,
                             text=True, check=False)
        if run.stdout != expected:
            sys.exit(f"{page}: `{command}` prints\n{run.stdout}{run.stderr}\n"
                     f"and not\n{expected}")


if __name__ == "__main__":
    main()
