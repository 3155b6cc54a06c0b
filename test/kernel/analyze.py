#!/usr/bin/env python3
"""Runs clang --analyze with the plugin on one unit of a compile database.

usage: analyze.py BUILD UNIT PLUGIN CLANG [OPTION...]

UNIT is the end of a path. Its own command is run, but by CLANG with the
OPTIONs, with --analyze in place of the compilation, and with no checker but the
plugin's. Every warning is one line, and so is every note.
"""

import json
import pathlib
import shlex
import subprocess
import sys


def command_of(build, unit):
    database = json.loads((build / "compile_commands.json").read_text())
    found = [entry for entry in database if entry["file"].endswith("/" + unit)]
    if len(found) != 1:
        sys.exit(f"analyze.py: {len(found)} units are called {unit}")
    return shlex.split(found[0]["command"]), found[0]["directory"]


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    build, unit, plugin, *clang = sys.argv[1:]
    words, directory = command_of(pathlib.Path(build), unit)
    at = words.index("-o")
    del words[at:at + 2]
    words.remove("-c")
    ours = ["--analyze", "--analyzer-no-default-checks",
            "--analyzer-output", "text", "-fno-caret-diagnostics",
            "-Xclang", "-load", "-Xclang", plugin,
            "-Xclang", "-analyzer-checker=reread.DoubleRead"]
    sys.exit(subprocess.run([*clang, *words[1:], *ours],
                            cwd=directory).returncode)


if __name__ == "__main__":
    main()
