"""Runs a kernel's own make with reread as its checker: kbuild.py DIR CC ARG...

The build folder of %kernel_cache is used for the configuration only. Each
compiler has a folder of its own, which is kept: C=2 checks what is up to date,
too, so that a second run compiles nothing.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

import prepare

parser = argparse.ArgumentParser()
parser.add_argument("--cache", type=pathlib.Path, required=True)
parser.add_argument("--reread", type=pathlib.Path, required=True)
parser.add_argument("compiler", choices=["clang", "gcc"])
parser.add_argument("arguments", nargs="+", help="of make")
options = parser.parse_args()

version = "6.12"
cache = options.cache
build = cache / f"kbuild-{options.compiler}-{version}"
make = ["make", "-s", "-C", prepare.source_dir(cache, version), f"O={build}"]
make.append("LLVM=-19" if options.compiler == "clang" else "CC=gcc")

# Kbuild looks for its checker as for any program.
environment = dict(os.environ)
environment["PATH"] = f"{options.reread.parent}{os.pathsep}{os.environ['PATH']}"
for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    environment.pop(name, None)

with prepare.locked(cache):
    if not (build / ".config").exists():
        build.mkdir(exist_ok=True)
        shutil.copy(prepare.build_dir(cache, version) / ".config", build)
        subprocess.run([*make, "olddefconfig"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
    sys.exit(subprocess.run([*make, *options.arguments], env=environment).returncode)
