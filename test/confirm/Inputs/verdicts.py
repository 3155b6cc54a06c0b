"""Compares verdicts with what a source says: verdicts.py SOURCE OFF ALL.

A function whose definition follows /* confirmed */, /* refuted */ or
/* unknown: REASON */ must be proposed without confirmation (OFF), and get that
verdict with it (ALL); others must have no findings. Prints how many there are."""

import collections
import json
import re
import sys

source, off, everything = sys.argv[1:]
wanted = {}
with open(source) as file:
    for mark, name in re.findall(
            r"/\* ((?:confirmed|refuted|unknown)[^*]*) \*/\n(?:[^\n(]*\n)?[^\n(]*?([\w:]+)\(",
            file.read()):
        wanted[name.split("::")[-1]] = mark


def verdicts(path):
    result = collections.defaultdict(set)
    with open(path) as file:
        for line in file:
            finding = json.loads(line)
            rules = {answer["rule"] for answer in finding.get("dismissed", [])}
            if rules - {"path"}:
                continue
            text = finding["verdict"]
            if text == "unknown" and "verdictReason" in finding:
                text += ": " + finding["verdictReason"]
            result[finding["function"]].add(text)
    return result


proposed, said = verdicts(off), verdicts(everything)
wrong = [f"{name}: not proposed" for name in wanted if proposed.get(name) != {"unknown"}]
wrong += [f"{name}: not expected" for name in proposed if name not in wanted]
wrong += [f"{name}: {sorted(said[name])}, not {mark}" for name, mark in wanted.items()
          if said.get(name) != {mark}]
if wrong:
    sys.exit("\n".join(wrong))
for mark, count in sorted(collections.Counter(wanted.values()).items()):
    print(f"{count} {mark}")
