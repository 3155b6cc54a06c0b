"""Runs a command, and says which units of a work folder it has mapped.

usage: mapped.py FOLDER COMMAND...

Prints "mapped: a.c b.c", sorted, after what the command prints, and ends with
the command's status.
"""

import pathlib
import subprocess
import sys


def shards(folder):
    """A shard is replaced by another file, so its number tells, too."""
    found = {}
    for path in pathlib.Path(folder, "units").glob("*.shard"):
        status = path.stat()
        found[path.name] = (status.st_ino, status.st_mtime_ns)
    return found


folder, *command = sys.argv[1:]
before = shards(folder)
status = subprocess.run(command).returncode
new = sorted(name.rsplit("-", 1)[0] for name, what in shards(folder).items()
             if before.get(name) != what)
print("mapped:", *new or ["nothing"], flush=True)
sys.exit(status)
