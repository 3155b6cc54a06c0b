"""Compiles a source with a patch as the kernel would: compile.py TREE BUILD SOURCE PATCH OUT

The patched copy and an overlay that puts it over the tree's own are left in OUT.
"""

import json
import pathlib
import shlex
import shutil
import subprocess
import sys

tree, build, name, patch, out = sys.argv[1:]
tree, out = pathlib.Path(tree), pathlib.Path(out)
copy = out / name
copy.parent.mkdir(parents=True, exist_ok=True)
shutil.copy(tree / name, copy)
subprocess.run(["patch", "-s", "-p1", "-d", out, "-i", patch], check=True)
overlay = out / "overlay.yaml"
overlay.write_text(json.dumps({"version": 0, "use-external-names": False, "roots": [
    {"type": "file", "name": str((tree / name).resolve()), "external-contents": str(copy)}]}))
for unit in json.loads((pathlib.Path(build) / "compile_commands.json").read_text()):
    if pathlib.Path(unit["file"]).resolve() == (tree / name).resolve():
        words = unit.get("arguments") or shlex.split(unit["command"])
        words = [word for word in words if not word.startswith("-Wp,-M")]
        words[words.index("-o") + 1] = str(out / "unit.o")
        words[1:1] = ["-ivfsoverlay", str(overlay), "-Werror"]
        sys.exit(subprocess.run(words, cwd=unit["directory"]).returncode)
sys.exit(f"{name} is no unit")
