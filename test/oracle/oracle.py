"""Compares reread with a run of the same programs.

oracle.py REREAD [--programs N] [--seed S] [--keep FOLDER]: one line for each
disagreement, and a last one with the figures. The exit status is 1 if there are
any."""

import collections
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from execute import Unusable, differing  # noqa: E402
from program import FACTS, Maker, argument_parser, parsed, text_of  # noqa: E402

# Rules that say what programmers mean are no business of an interpreter.
MEANINGS = """barrier-between cmpxchg-loop disjoint-bits double-checked-locking independent-calls own-snapshot
polling-loop rechecked refreshed revalidation wait-condition""".split()
IN_FILE, HELPERS = 200, 40


def made(seed):
    """The functions of one file, and what is to be found in each."""
    maker = Maker(seed)
    functions, surely, perhaps = [], set(), set()
    for number in range(IN_FILE):
        helper = number < HELPERS
        function = maker.function(f"{'h' if helper else 'f'}{seed}_{number}", helper)
        try:
            sure, maybe = differing(function)
        except Unusable:
            if helper:
                maker.helpers.pop()
            continue
        functions.append(function)
        surely |= sure
        perhaps |= maybe
    return functions, surely, perhaps


def reported(reread, folder, name, rules, options):
    command = [reread, "check", name, "--facts", "oracle.yaml", "--tier", "3", "--format", "jsonl", *options]
    for rule in rules:
        command += ["--without-rule", rule]
    run = subprocess.run([*command, "--"], cwd=folder, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{name}: exit status {run.returncode}: {run.stderr}")
    result = set()
    for line in run.stdout.splitlines():
        f = json.loads(line)
        result.add((f["function"], f["place"].removeprefix("object."), f["object"]))
    return result


def main():
    parser = argument_parser()
    parser.add_argument("--confirm", default="off")
    parser.add_argument("--without-rule", action="append", default=[])
    parser.add_argument("--with-rule", action="append", default=[])
    args = parsed(parser)
    count, seed, pairs, between = 0, args.seed, 0, 0
    rules = sorted({*MEANINGS, *args.without_rule} - set(args.with_rule))
    disagreements = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = args.keep or folder
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "oracle.yaml"), "w") as file:
            file.write(FACTS)
        while count < args.programs:
            functions, surely, perhaps = made(seed)
            name = f"{seed}.c"
            with open(os.path.join(folder, name), "w") as file:
                file.write(text_of(functions))
            found = reported(args.reread, folder, name, rules, ["--confirm", args.confirm])
            for kind, which in (("missed", surely - found), ("wrong", found - perhaps)):
                for function, field, thing in sorted(which):
                    disagreements[kind] += 1
                    print(f"{name}: {kind}: {function}: {thing}->{field}")
            count += len(functions)
            pairs += len(surely)
            between += len(found & perhaps - surely)
            seed += 1
    print(f"{count} programs, seeds {args.seed} to {seed - 1}: {pairs} places to be found, "
          f"{disagreements['missed']} missed, {disagreements['wrong']} wrong, "
          f"{between} whose uses exclude each other")
    sys.exit(bool(disagreements))


main()
