#!/usr/bin/env python3
"""Checks that tests notice when a fact about Linux is missing.

usage: mutations.py REREAD SOURCE RULE-FLAGS KERNEL-FLAGS

Leaves names out of the shipped facts, one line of NOTICED at a time, and runs
the test of that line. Names the facts that its test does without.
"""

import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Inputs"))
import run_lines  # noqa: E402  (the folder is known only now)

# Role, names, and the test that needs them. Several names are those of which
# one suffices, since one expands to, or calls, another.
NOTICED = """
lock          _raw_spin_lock                  rules/lock-held.c
lock          down_read                       rules/lock-held.c
lock          mutex_lock                      corpus/kernel/guards.c
lock          _raw_spin_lock_irqsave          corpus/kernel/guards.c
unlock        _raw_spin_unlock                rules/lock-held.c
seq-begin     __seqprop_spinlock_sequence     corpus/kernel/seqcount.c
seq-begin     __seqprop_spinlock_sequence,read_seqbegin rules/seqcount-section.c
seq-retry     read_seqretry,do_read_seqcount_retry,do___read_seqcount_retry corpus/kernel/seqcount.c
per-cpu       this_cpu_ptr                    corpus/kernel/percpu.c
per-cpu       this_cpu_read,this_cpu_read_4   rules/per-cpu.c
current-task  get_current                     rules/current-task.c
cmpxchg       atomic_cmpxchg_relaxed          rules/cmpxchg-loop.c
asm           cmpxchg                         flow/exchanges.c
bit-test      _test_bit,const_test_bit        rules/disjoint-bits.c
diagnostic    WARN_ON                         corpus/kernel/lam-warn-then-set.c
diagnostic    _printk,printk,pr_warn          rules/diagnostic-only.c
marked        READ_ONCE                       corpus/kernel/generic-typeof.c
marked        rcu_dereference,rcu_dereference_check corpus/kernel/rcu.c
intentional   data_race                       rules/intentional-race.c
exclusive     ASSERT_EXCLUSIVE_WRITER         rules/declared-exclusive.c
allocate      kmalloc                         rules/unpublished.c
sleep         schedule                        rules/barrier-between.c
page-table-getter ptep_get                    rules/page-table-getters.c
"""


def without(text, role, names, left_out):
    """A facts file less the names, where they have the role."""
    pieces = []
    for item in re.split(r"(?m)^(?=\S|  - )", text):
        listed = re.search(r"names: \[([^]]*)\]", item)
        if listed and re.search(rf"role: {role}\b(?!-)", item):
            old = re.split(r",\s*", listed[1].strip())
            new = [name for name in old if name not in names]
            left_out += set(old) - set(new)
            if not new:
                continue
            item = item.replace(listed[0], f"names: [{', '.join(new)}]")
        elif role == "asm" and (asm := re.search(r"{text: (\w+),", item)):
            if asm[1] in names:
                left_out.append(asm[1])
                continue
        pieces.append(item)
    return "".join(pieces)


def write_facts(facts, folder, role, names):
    """The options that stand for the shipped set, less the names."""
    options, left_out = [], []
    for file in facts:
        text = without(file.read_text(), role, names, left_out)
        if re.search(r"(?m)^  - ", text):
            copy = pathlib.Path(folder, file.name)
            # A heading whose items are all gone goes, too.
            copy.write_text(re.sub(r"(?m)^\w+:\n(?=\s*(\w+:|\Z))", "", text))
            options += ["--facts", str(copy)]
    if sorted(left_out) != sorted(names):
        sys.exit(f"{role} {names}: no fact, or several")
    return options


def main():
    reread, source, rule_flags, kernel_flags = sys.argv[1:]
    source = pathlib.Path(source)
    facts = sorted((source / "annotations/linux").glob("*.yaml"))
    runner = run_lines.Runner(reread, {"%rule_flags": rule_flags,
                                       "%kernel_flags": kernel_flags})
    lines = [line.split() for line in NOTICED.strip().splitlines()]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        options = write_facts(facts, folder, "none", [])
        for name in sorted({name for _, _, name in lines}):
            if not runner.passes(source / "test" / name, options):
                wrong.append(f"{name}: fails with all facts, too")
        for role, names, name in lines:
            options = write_facts(facts, folder, role, names.split(","))
            if runner.passes(source / "test" / name, options):
                wrong.append(f"{name}: passes without {role} {names}, too")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(lines)} facts, each missed by a test")


if __name__ == "__main__":
    main()
