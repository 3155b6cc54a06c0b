"""Damages the shard of writer.c in every way.

usage: damage.py WORK REREAD

Prints what `reread merge` says of it; `reread check` must repair it each time.
Run in the folder of db.json, with `whole` what an undamaged folder gives.
"""

import os
import pathlib
import subprocess
import sys

work, reread = sys.argv[1:]
path = next(pathlib.Path(work, "units").glob("writer.c-*.shard"))
other = next(pathlib.Path(work, "units").glob("locked.c-*.shard")).read_bytes()
good = path.read_bytes()


def merge():
    run = subprocess.run([reread, "merge", work], capture_output=True, text=True)
    return [line for line in run.stderr.splitlines()
            if line.startswith("writer.c")]


def noticed(variants):
    """Not every one, for the time it takes."""
    count = 0
    for text in variants:
        path.write_bytes(text)
        assert len(merge()) == 1, (len(good), count, text)
        count += 1
    return count


print("cut:", noticed(good[:size] for size in range(0, len(good), 13)),
      "lengths noticed")
print("changed:", noticed(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:]
                          for at in range(0, len(good), 13)), "bytes noticed")

version = good.index(b" with ")
for what, text in {
        "empty": b"",
        "cut": good[:-1],
        "changed": good[:-30] + bytes([good[-30] ^ 1]) + good[-29:],
        "version": good[:version - 1] + b"9" + good[version:],
        "another": other,
        "directory": None,
}.items():
    if text is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(text)
    print(f"{what}:", *merge())
    run = subprocess.run([reread, "check", "-p", "db.json", "--work", work,
                          "--tier", "3"], stdout=subprocess.PIPE)
    assert run.returncode == 1 and run.stdout == open("whole", "rb").read()
    assert path.read_bytes() == good, what
