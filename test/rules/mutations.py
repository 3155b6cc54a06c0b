#!/usr/bin/env python3
"""Checks that the test of every rule fails when the rule is not asked.

usage: mutations.py REREAD SOURCE RULE-FLAGS

Names the rules whose test passes without them.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
import run_lines  # noqa: E402  (the folder is known only now)


def main():
    reread, source, rule_flags = sys.argv[1:]
    source = pathlib.Path(source)
    rules = re.findall(r'(?m)^RULE\(\w+, "(.+)"\)',
                       (source / "lib/Rules/Rules.def").read_text())
    runner = run_lines.Runner(reread, {"%rule_flags": rule_flags})
    wrong = []
    for rule in rules:
        test = source / "test/rules" / f"{rule}.c"
        if not runner.passes(test, []):
            wrong.append(f"{rule}: the test fails with the rule, too")
        elif runner.passes(test, ["--without-rule", rule]):
            wrong.append(f"{rule}: the test passes without the rule, too")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(rules)} rules, each with a test that fails without it")


if __name__ == "__main__":
    main()
