"""The suite: what a RUN line may use, and what each test can ask for."""

import os
import shutil
import socket
import subprocess
import sys

import lit.formats

config.name = "reread"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "include", "targets"]
config.test_source_root = os.path.join(config.reread_src_root, "test")
config.test_exec_root = os.path.join(config.reread_obj_root, "test")

# FileCheck, not, count and split-file are found by name.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, config.environment["PATH"]]
)
# Variables by which clang changes what it includes.
for name in ("CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "COMPILER_PATH"):
    config.environment.pop(name, None)

# Where results of whole trees are kept.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "cache")

clang = config.clang
if config.sanitized:
    # A sanitised plugin needs the runtime, which this clang does not bring.
    runtime = subprocess.check_output(
        [clang, "-print-file-name=libclang_rt.asan-x86_64.so"], text=True
    ).strip()
    clang = f"env LD_PRELOAD={runtime} {clang}"
    config.available_features.add("sanitized")
    # libLLVM is not sanitised, so its containers and arenas, which both sides
    # fill, would look broken; Clang frees nothing at its end.
    config.environment["ASAN_OPTIONS"] = (
        "allow_user_poisoning=0:detect_container_overflow=0:detect_leaks=0"
    )
    config.environment["UBSAN_OPTIONS"] = "halt_on_error=1:print_stacktrace=1"

sys.path.insert(0, os.path.join(config.test_source_root, "kernel"))
import prepare  # noqa: E402  (the folder is known only now)

test = config.test_source_root
annotations = os.path.join(config.reread_src_root, "annotations")
resource_dir = subprocess.check_output(
    [config.clang, "-print-resource-dir"], text=True
).strip()
clang_cc1 = (
    f"{clang} -cc1 -internal-isystem {resource_dir}/include -nostdsysteminc"
)
rule_flags = (
    f"-D__KERNEL__ -std=gnu11 -I{test}/corpus/kernel/include "
    f"-I{annotations}/include -Wno-everything"
)

substitutions = {
    "reread": os.path.join(config.reread_obj_root, "bin", "reread"),
    "annotations": annotations,
    "kernel_flags": f"{rule_flags} -fms-extensions",
    "rule_flags": rule_flags,
    "plugin": config.reread_plugin,
    "tidy_module": os.path.join(os.path.dirname(config.reread_plugin), "RereadTidyModule.so"),
    "clang": clang,
    "clangxx": f"{clang} --driver-mode=g++",
    "clang_cc1": clang_cc1,
    "clang_analyze_cc1": f"{clang_cc1} -analyze -setup-static-analyzer",
    "scan_build": f"{config.scan_build} --use-analyzer={config.clang}",
    "switch_path_dir": config.switch_path_dir,
    "mapped": f"{config.python} {test}/tree/Inputs/mapped.py",
    "traced": f"{test}/Inputs/traced.py",
    "expect-status": f"{config.python} {test}/Inputs/status.py",
    "python": config.python,
    "cmake": config.cmake,
    "cpack": os.path.join(os.path.dirname(config.cmake), "cpack"),
    "build_dir": config.reread_obj_root,
    "kernel_cache": str(prepare.cache_dir(os.path.join(config.reread_obj_root, "kernel"))),
    "source_dir": config.reread_src_root,
}

cache = prepare.cache_dir(os.path.join(config.reread_obj_root, "kernel"))
for version in prepare.SETTINGS:
    if os.path.exists(prepare.archive(version)):
        config.available_features.add(f"linux-{version}")
    name = "linux" + version.replace(".", "")
    substitutions[name] = str(prepare.source_dir(cache, version))
    substitutions[f"{name}_build"] = str(prepare.build_dir(cache, version))

# lit's substitutions are regular expressions and are tried in order: without
# the end of the word, %linux61 would match in %linux612.
config.substitutions += [
    (f"%{name}(?![A-Za-z0-9_-])", value.replace("\\", "\\\\"))
    for name, value in substitutions.items()
]

# clang-tidy is a package of its own, and its scripts lie elsewhere.
tidy = os.path.join(config.llvm_tools_dir, "clang-tidy")
scripts = os.path.join(os.path.dirname(config.llvm_tools_dir), "share", "clang")
if os.path.exists(tidy) and os.path.exists(os.path.join(scripts, "clang-tidy-diff.py")):
    config.available_features.add("clang-tidy")
    for name, value in {
        "tidy": tidy,
        "run_tidy": os.path.join(config.llvm_tools_dir, "run-clang-tidy"),
        "tidy_diff": os.path.join(scripts, "clang-tidy-diff.py"),
    }.items():
        config.substitutions.append((f"%{name}(?![A-Za-z0-9_-])", value))

# The browser that opens pages, and a Python that can drive it: Debian's has
# Debian's modules, and need not be the one that runs the suite.
for python in (config.python, "/usr/bin/python3"):
    drives = ["-c", "import selenium"]
    if (
        os.path.exists("/usr/bin/chromium")
        and os.path.exists("/usr/bin/chromedriver")
        and os.path.exists(python)
        and subprocess.run([python, *drives], stderr=subprocess.DEVNULL).returncode == 0
    ):
        config.available_features.add("chromium")
        config.substitutions.append(("%browser_python", python))
        break
else:
    lit_config.note("no chromium, chromium-driver and python3-selenium: no test opens a page")

# A cluster of one host, for as long as a test takes.
programs = ["munged", "slurmctld", "slurmd", "sbatch"]
where = os.pathsep.join([os.environ["PATH"], "/usr/sbin"])
absent = [name for name in programs if not shutil.which(name, path=where)]


def has_network():
    """Slurm asks for addresses in a way that loopback alone does not answer."""
    try:
        flags = socket.AI_ADDRCONFIG | socket.AI_PASSIVE
        return bool(socket.getaddrinfo(None, 1, socket.AF_INET, socket.SOCK_STREAM, flags=flags))
    except OSError:
        return False


if absent:
    lit_config.note(f"no {' and '.join(absent)} (slurm-wlm, munge): no test runs on Slurm")
elif not has_network():
    lit_config.note("no network interface but loopback: no test runs on Slurm")
else:
    config.available_features.add("slurm")

# A disk that is soon full: a mount that only the command sees.
small_disk = ["unshare", "--map-root-user", "--mount", "sh", "-c",
              "mount -t tmpfs -o size=64k none /mnt"]
try:
    if subprocess.run(small_disk, capture_output=True).returncode == 0:
        config.available_features.add("small-disk")
except OSError:
    pass
if not config.sanitized:
    # The sanitisers' own memory is beyond every limit.
    config.available_features.add("memory-limit")

if os.path.exists(os.path.join(config.test_exec_root, "fuzz", "fuzz-facts")):
    config.available_features.add("fuzzers")

if shutil.which("csmith") and os.path.exists("/usr/include/csmith/csmith.h"):
    config.available_features.add("csmith")
else:
    lit_config.note("no csmith and libcsmith-dev: no test makes random programs")

if config.hardened:
    config.available_features.add("hardened")

# A container may forbid tracing.
try:
    if subprocess.run(["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"],
                      capture_output=True).returncode == 0:
        config.available_features.add("strace")
except OSError:
    lit_config.note("no strace: no test looks at what commands do to files")

# Debian's vim-tiny has no quickfix list.
vim = shutil.which("vim")
if vim and "+quickfix" in subprocess.run([vim, "--version"], capture_output=True, text=True).stdout:
    config.available_features.add("vim")

# A container may have no pseudo-terminals.
try:
    for end in os.openpty():
        os.close(end)
    config.available_features.add("terminal")
except OSError:
    pass
