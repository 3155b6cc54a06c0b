"""Random C programs, as csmith writes them, with racy fields and variables.

csmith.py REREAD [--programs N] [--seed S] [--keep FOLDER]

Half of the fields and of the variables, pointers and arrays too, are declared
racy; a few are atomic. Every program is analysed, and a path is looked for of
every finding. Exit status 1: a unit was lost, or the second run says something
else than the first one, or nothing was found at all.
"""

import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FIELD = re.compile(r"^   (?!\*)(?=\w.* [*\s]*f\d+( : \d+)?;)", re.MULTILINE)
VARIABLE = re.compile(r"^static (?=[^()]*\bg_\d+(\[\d+\])* = )", re.MULTILINE)
WORDS = ("", "", "", "REREAD_RACY ", "REREAD_RACY ", "REREAD_RACY REREAD_MONOTONE ",
         'REREAD_RACY REREAD_GROUP("all") ')


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reread")
    parser.add_argument("--programs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="of the first program")
    parser.add_argument("--keep", metavar="FOLDER", help="leave the programs there")
    return parser.parse_args()


def program(seed):
    text = subprocess.run(["csmith", "--seed", str(seed)], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    pick = random.Random(seed)
    text = FIELD.sub(lambda match: match[0] + pick.choice(WORDS), text)
    text = VARIABLE.sub(lambda match: pick.choice(WORDS) + match[0], text)
    return '#include "reread/annotate.h"\n' + text


def check(options, folder, work):
    annotations = pathlib.Path(__file__).resolve().parents[3] / "annotations" / "include"
    names = [f"{seed}.c" for seed in range(options.seed, options.seed + options.programs)]
    (folder / "db.json").write_text(json.dumps([
        {"directory": str(folder), "file": name,
         "arguments": ["cc", "-w", "-I/usr/include/csmith", f"-I{annotations}", "-c", name]}
        for name in names]))
    return subprocess.run(
        [options.reread, "check", "-p", folder / "db.json", "--work", folder / work, "--strict",
         "--tier", "3", "--confirm", "all", "--confirm-budget", "2000", "--unit-timeout", "120", "--unit-memory", "2048",
         "--format", "jsonl"], cwd=folder, text=True, capture_output=True)


def main():
    options = parse_arguments()
    options.reread = os.path.abspath(options.reread)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary).resolve()
        folder.mkdir(exist_ok=True)
        for seed in range(options.seed, options.seed + options.programs):
            (folder / f"{seed}.c").write_text(program(seed))
        run, again = check(options, folder, "w"), check(options, folder, "w2")
    sys.stderr.write(run.stderr)
    verdicts = [json.loads(line).get("verdict", "none") for line in run.stdout.splitlines()
                if '"fingerprint"' in line]
    counts = ", ".join(f"{verdicts.count(what)} {what}" for what in sorted(set(verdicts)))
    lost = run.stderr.count(" error: ")
    print(f"{options.programs} programs, seeds {options.seed} to {seed}: "
          f"{len(verdicts)} findings ({counts}), {lost} units lost")
    same = run.stdout == again.stdout
    if not same:
        print("two runs differ")
    sys.exit(not (run.returncode == 1 and same and verdicts and not lost))


main()
