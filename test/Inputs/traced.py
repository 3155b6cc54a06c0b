"""Runs a command under strace and tells what it tried to do to the world.

traced.py MAY_WRITE_BELOW[:...] COMMAND...: one line for each program run and
for each try to write a file elsewhere, whether or not it came off."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

CALLS = ("execve,execveat,open,openat,openat2,creat,truncate,rename,renameat,renameat2,"
         "unlink,unlinkat,mkdir,mkdirat,rmdir,mknod,mknodat,link,linkat,symlink,symlinkat,"
         "chdir,fork,vfork,clone,clone3,chmod,fchmodat,chown,lchown,fchownat,utimensat,setxattr,connect,sendto,socket")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)(.*)$")

allowed = [os.path.realpath(name) for name in sys.argv[1].split(":") if name]
with tempfile.TemporaryDirectory() as folder:
    log = os.path.join(folder, "log")
    # -y shows the path of a folder that a name is relative to.
    status = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "4096", "-e", "trace=" + CALLS, "-e", "signal=none",
         "-o", log, *sys.argv[2:]]).returncode
    text = pathlib.Path(log).read_text(errors="surrogateescape")

FORKS = ("fork", "vfork", "clone", "clone3")
events = [found.groups() for line in text.splitlines() if (found := LINE.match(line))]
# A child may show before the call returns that made it.
parents = {child[1]: process for process, call, rest in events
           if call in FORKS and (child := re.search(r"= (\d+)", rest))}
tried = set()
# Where each process is: names may be relative to that.
inside = {}
for process, call, rest in events:
    here = inside.setdefault(process, inside.get(parents.get(process), os.getcwd()))
    if call in FORKS:
        continue
    names = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
    if call == "chdir" and names:
        inside[process] = os.path.join(here, names[0])
        continue
    if call.startswith("exec"):
        if names:
            tried.add("runs: " + os.path.basename(names[0]))
        continue
    if call in ("connect", "sendto", "socket"):
        tried.add(f"network: {call}({rest}")
        continue
    if call.startswith("open") and (not WRITING.search(rest) or "O_TMPFILE" in rest):
        continue
    base = re.match(r"(?:AT_FDCWD|\d+)<([^>]*)>", rest)
    for name in names:
        path = os.path.realpath(os.path.join(base[1] if base else here, name))
        if path in ("/dev/null", "/dev/tty") or any(
                path == at or path.startswith(at + "/") for at in allowed):
            continue
        tried.add(f"writes: {call} {path}")
print(f"status: {status}")
print("\n".join(sorted(tried)))
