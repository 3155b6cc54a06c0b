"""Prints the patch that makes unfix.py's copies of the current tree: patch.py OUT"""

import difflib
import pathlib
import sys

out = pathlib.Path(sys.argv[1])
for copy in sorted(out.rglob("*.[ch]")):
    name = copy.relative_to(out)
    old, new = (path.read_text().splitlines(True) for path in (name, copy))
    patch = list(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
    sys.stdout.writelines(patch)
sys.exit(not list(out.rglob("*.c")))
