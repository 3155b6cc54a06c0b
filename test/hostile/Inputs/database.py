"""A compile database of options that ask for more than parsing: those that
write, load code, run programs, print, or read what has no end.

database.py FOLDER: one unit for each, all of the same source."""

import json
import os
import sys

OPTIONS = """
-o made.o
-S
-E -o made.i
-MD -MF made.d
-MMD -MT x -MP
-MJ made.json
-MM -MF made.mm
-Wp,-MMD,made.wp
-Wp,-MD,made.wp -Wp,-MT,x
-Wp,-DX,-MD,made.wp
-Xpreprocessor -dependency-file -Xpreprocessor made.pp -Xpreprocessor -MT -Xpreprocessor x
-gen-cdb-fragment-path made.cdb
-gen-reproducer
-gen-reproducer=always
-save-temps
-save-temps=obj
-save-stats
-save-stats=obj
--serialize-diagnostics made.dia
-Xclang -serialize-diagnostic-file -Xclang made.dia
-Xclang -diagnostic-log-file -Xclang made.log
-fplugin=./evil.so
-fplugin=./evil.so -fplugin-arg-evil-x
-fpass-plugin=./evil.so
-Xclang -load -Xclang ./evil.so
-Xclang -load -Xclang ./evil.so -Xclang -plugin -Xclang evil
-Xclang=-load -Xclang=./evil.so
-Xclang -add-plugin -Xclang evil -Xclang -plugin-arg-evil -Xclang x
-Xarch_host -fplugin=./evil.so
-Xanalyzer -load -Xanalyzer ./evil.so
-mllvm -load=./evil.so
-mllvm -stats -mllvm -info-output-file=made.stats
-mllvm -print-after-all -mllvm -filter-print-funcs=*
-mllvm -pass-remarks-output=made.yaml
-Xclang -mllvm -Xclang -info-output-file=made.stats
-Xclang -stats-file=made.stats -Xclang -print-stats
-Xclang -opt-record-file -Xclang made.opt
-Xclang -emit-obj -o made.o
-Xclang -emit-llvm -Xclang -o -Xclang made.ll
-Xclang -emit-pch -o made.pch
-Xclang -emit-html -o made.html
-Xclang -emit-module -Xclang -o -Xclang made.pcm
-Xclang -emit-symbol-graph -Xclang -symbol-graph-dir=made.graph
-Xclang -rewrite-test -o made.cpp
-Xclang -header-include-file -Xclang made.headers -H
-Xclang -dependency-dot -Xclang made.dot
-Xclang -module-dependency-dir -Xclang made.deps
-Xclang -dwarf-debug-flags -Xclang x -Xclang -split-dwarf-output -Xclang made.dwo
-Xclang -coverage-notes-file=made.gcno -Xclang -coverage-data-file=made.gcda
-Xclang -ast-dump
-Xclang -ast-print
-Xclang -fdump-record-layouts
-Xclang -fdump-vtable-layouts
-Xclang -code-completion-at=unit.c:1:1
-Xclang -analyze -Xclang -analyzer-output=html -o made.html
-Xclang -arcmt-action=migrate -Xclang -mt-migrate-directory -Xclang made.mt
-fcrash-diagnostics-dir=made.crash -gen-reproducer=always
-fcrash-diagnostics=all
-ftime-trace
-ftime-trace=made.trace
-ftime-report
-fproc-stat-report=made.stat
-fsave-optimization-record -foptimization-record-file=made.yaml
-fstack-usage
-fdump-tree-all
-fdiagnostics-format=sarif
-fdiagnostics-print-source-range-info
-fdriver-only
-fmodules -fimplicit-module-maps -fmodules-cache-path=made.modules
-fmodules -fmodules-cache-path=made.modules -fmodule-map-file=module.map -fmodules-prune-interval=0 -fmodules-prune-after=0
-fmodule-output=made.pcm
-fbuild-session-file=unit.c -fmodules -fmodules-cache-path=made.modules
-ivfsoverlay overlay.yaml
-fprofile-instr-generate=made.raw -fcoverage-mapping
-fprofile-arcs -ftest-coverage --coverage
-fprofile-use=made.prof
-fprofile-instr-use=made.prof
-fprofile-sample-use=made.prof
-fembed-bitcode
-gsplit-dwarf
-gmodules
--analyze
-extract-api --product-name=x -o made.api
-emit-ast -o made.ast
-emit-llvm -o made.bc
-index-store-path made.index
-index-ignore-system-symbols
-dumpdir made.
-B./tools
-fuse-ld=./evil
--ld-path=./evil
-fopenmp -fopenmp-targets=amdgcn-amd-amdhsa --amdgpu-arch-tool=./evil -B./tools
-fopenmp --offload-arch=native --nvptx-arch-tool=./evil --amdgpu-arch-tool=./evil
--target=amdgcn-amd-amdhsa -mcpu=native --amdgpu-arch-tool=./evil -nogpulib
--target=nvptx64-nvidia-cuda -march=native --nvptx-arch-tool=./evil -nogpulib
--offload=spirv64 --cuda-path=./tools
--ptxas-path=./evil
-fno-integrated-as -Wa,-a=made.lst
-fno-integrated-cc1
-specs=evil.specs
-wrapper ./evil
-pipe
-time
-v
-###
--version
--help
-print-search-dirs
-print-prog-name=cc
-dumpmachine
-ccc-print-phases
-ccc-install-dir ./tools
-ccc-gcc-name ./evil
--autocomplete=-f
-Xlinker -o -Xlinker made.out -Wl,-Map,made.map
-L. -levil -shared -static
-cc1
-cc1 -load ./evil.so -emit-obj -o made.o
-cc1as
@loop.rsp
@missing.rsp -w
@/dev/zero
@pipe
@large.rsp
@plugin.rsp
--config=./plugin.rsp
--config-user-dir=.
"""

folder = sys.argv[1]
os.makedirs(folder + "/tools")
os.chdir(folder)
evil = '#!/bin/sh\necho evil > made.evil\n'
for name in ("evil", "tools/amdgpu-arch", "tools/nvptx-arch", "tools/as", "tools/ld", "tools/clang"):
    with open(name, "w") as script:
        script.write(evil)
    os.chmod(name, 0o755)
os.mkfifo("pipe")
files = {
    "unit.c": "struct s { __attribute__((annotate(\"reread::racy\"))) int *p; };\n"
              "int unit(struct s *s) { return s->p ? *s->p : 0; }\n",
    "loop.rsp": "-DX @loop.rsp",
    "plugin.rsp": "-fplugin=./evil.so -o made.o",
    "overlay.yaml": '{"version": 0, "roots": []}',
    "module.map": 'module m { header "m.h" }',
    "m.h": "",
}
for name, text in files.items():
    with open(name, "w") as file:
        file.write(text)
with open("large.rsp", "w") as large:
    large.truncate(100 << 20)

commands, together = [], []
for line in OPTIONS.splitlines():
    if line.startswith(("-cc1", "@", "--config", "--target")):
        commands.append(line)
    elif line:
        together.append(line)
# Some in one command: none ends the reading of it.
commands += [" ".join(together[at::30]) for at in range(30)]
database = []
for number, options in enumerate(commands):
    # Absolute: reread need not be where the command says that it runs.
    options = options.replace("made.", os.getcwd() + "/made.").replace("./evil", os.getcwd() + "/evil")
    # Each its own name, so that each is analysed and named.
    source = f"unit{number}.c"
    os.symlink("unit.c", source)
    first, rest = ("clang", options) if not options.startswith("-cc1") else (
        "clang -cc1", options.removeprefix("-cc1"))
    database.append({"directory": ".", "file": source, "command": f"{first} {rest} -c {source}"})
with open("db.json", "w") as file:
    json.dump(database, file, indent=0)
