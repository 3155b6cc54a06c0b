#!/usr/bin/env python3
"""Prints what pages link to, and which of it is not there.

usage: links.py ROOT PAGE...    pages are names or patterns below ROOT
"""

import pathlib
import re
import sys

# A page may name reread's own source, which no package has.
SOURCE = ("bench", "lib", "test", "tools", "include", "annotations/linux")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    status = 0
    for page in sorted(page for pattern in sys.argv[2:] for page in root.glob(pattern)):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            target = (page.parent / link).resolve()
            name = target.relative_to(root)
            if str(name).startswith(SOURCE):
                continue
            there = target.exists()
            print(f"{page.relative_to(root)}: {name}{'' if there else ': missing'}")
            status |= not there
    sys.exit(status)


if __name__ == "__main__":
    main()
