#!/usr/bin/env python3
"""Unpacks Debian's kernel source packages and makes a compile database of each.

Both are slow (about 50 s a version), so it happens once: the result stays in a
cache folder, $REREAD_KERNEL_CACHE or the one that is given. A version whose
package is not installed is left out, and the tests that need it are reported
as unsupported.
"""

import argparse
import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

# The symbols to set on top of defconfig. Linear address masking is off there,
# and is only offered without the CPU mitigations.
SETTINGS = {
    "6.12": {"ADDRESS_MASKING": "y", "CPU_MITIGATIONS": "n"},
    "6.1": {},
}


def cache_dir(default):
    return pathlib.Path(os.environ.get("REREAD_KERNEL_CACHE") or default)


def archive(version):
    return pathlib.Path(f"/usr/src/linux-source-{version}.tar.xz")


def source_dir(cache, version):
    return cache / f"linux-source-{version}"


def build_dir(cache, version):
    return cache / f"build-{version}"


@contextlib.contextmanager
def locked(cache):
    """Two test runs at once must not unpack into the same folder."""
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def unpack(cache, version):
    """Unpacks beside the final folder, which so exists only when complete."""
    target = source_dir(cache, version)
    if target.exists():
        return
    partial = cache / f"unpacking-{version}"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    print(f"unpacking {archive(version)}", flush=True)
    subprocess.run(["tar", "-C", partial, "-xf", archive(version)], check=True)
    (partial / target.name).rename(target)
    partial.rmdir()


def configure(cache, version, reread):
    """Runs `reread kernel`, unless this was done with the same settings."""
    build = build_dir(cache, version)
    settings = [f"{key}={value}" for key, value in SETTINGS[version].items()]
    stamp = build / "reread-test-settings"
    wanted = "\n".join([str(source_dir(cache, version)), *settings])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(build, ignore_errors=True)
    command = [reread, "kernel", source_dir(cache, version), "-O", build]
    for setting in settings:
        command += ["--set", setting]
    print(" ".join(map(str, command)), flush=True)
    subprocess.run(command, check=True)
    if not (build / "compile_commands.json").exists():
        sys.exit(f"prepare.py: {build} has no compile_commands.json")
    stamp.write_text(wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", required=True, help="cache folder")
    parser.add_argument("--reread", required=True, help="the built tool")
    parser.add_argument("versions", nargs="*", default=list(SETTINGS))
    options = parser.parse_args()
    cache = cache_dir(options.cache)
    with locked(cache):
        for version in options.versions:
            if not archive(version).exists():
                print(f"linux-source-{version} is not installed")
                continue
            unpack(cache, version)
            configure(cache, version, options.reread)
            print(f"{build_dir(cache, version)} is ready")


if __name__ == "__main__":
    main()
