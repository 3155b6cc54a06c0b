#!/usr/bin/env python3
"""Prints what findings on stdin (jsonl) say about linear address masking.

One line a finding: its tier, function, place, the sinks that must agree, and the
functions that write the place. Findings about something else are left out.
"""

import json
import re
import sys

# Whatever names the masks, the register or the CPU's copy of it, in any key.
ABOUT_LAM = re.compile(r"(\b|_)lam(\b|_)|LAM|untag|cr3", re.I)


def main():
    for line in sys.stdin:
        finding = json.loads(line)
        if not ABOUT_LAM.search(line):
            continue
        sinks = ", ".join(finding["sinks"]) or "none"
        writers = sorted({writer["function"] for writer in finding["writers"]})
        print(f"tier {finding['tier']} {finding['function']}: "
              f"{finding['place']}, sinks {sinks}, "
              f"written by {', '.join(writers) or 'nobody'}")


if __name__ == "__main__":
    main()
