"""Checks that README names every key and word that the facts reader accepts.

Usage: documented.py README FOLDER READER. The reader tells what it accepts when
it is given something else.
"""

import re
import subprocess
import sys

readme, folder, *reader = sys.argv[1:]
with open(readme, encoding="utf-8") as file:
    explained = set(re.findall(r"`([a-z-]+)`", file.read()))

WRONG = {
    "top": "x: [a]",
    "place": "places: [{x: a}]",
    "sink": "sinks: [{x: a}]",
    "group": "groups: [{x: a}]",
    "function": "functions: [{x: a}]",
    "asm": "asm: [{x: a}]",
    "macro": "macros: [{x: a}]",
    "is": "places: [{global: a, is: x}]",
    "role": "functions: [{role: x, names: [a]}]",
    "kind": "functions: [{role: lock, kind: x, names: [a]}]",
    "success": "functions: [{role: trylock, success: x, names: [a]}]",
    "macro-role": "macros: [{role: x, names: [a]}]",
}
for name, text in WRONG.items():
    path = f"{folder}/{name}.yaml"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    command = [*reader, "check", "--facts", path, f"{folder}/unit.c", "--"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    message = run.stdout + run.stderr
    accepted = re.search(r"; expected ([a-z, -]+)$", message, re.M)
    if not accepted:
        sys.exit(f"{name}: no expectation in: {message}")
    words = re.split(r", | or ", accepted[1])
    missing = [word for word in words if word not in explained]
    if len(words) < 2 or missing:
        sys.exit(f"{name}: not in {readme}: {missing} of {words}")
