#!/usr/bin/env python3
"""Takes the LAM fix out of a kernel tree again, in copies of four files.

usage: unfix.py TREE OUT

Writes the changed files below OUT, and OUT/overlay.yaml, a VFS overlay that
puts them over TREE (clang's -ivfsoverlay, reread's --overlay). TREE is not
touched. Every replacement must apply exactly as often as it says, so that a
tree in which the code looks otherwise is an error and not a silent pass.
"""

import json
import pathlib
import sys

CALL = "cpu_tlbstate_update_lam("

# What is replaced, by what, and how often it stands in the file.
EDITS = {
    "arch/x86/include/asm/mmu_context.h": [
        ("return READ_ONCE(mm->context.lam_cr3_mask);",
         "return mm->context.lam_cr3_mask;", 1),
    ],
    "arch/x86/include/asm/tlbflush.h": [
        ("static inline void " + CALL + "unsigned long lam, u64 untag_mask)",
         "static inline void set_tlbstate_lam_mode(struct mm_struct *mm)", 2),
        ("this_cpu_write(cpu_tlbstate.lam, lam >> X86_CR3_LAM_U57_BIT);",
         "this_cpu_write(cpu_tlbstate.lam,\n"
         "\t\t       mm->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);", 1),
        ("this_cpu_write(tlbstate_untag_mask, untag_mask);",
         "this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);", 1),
    ],
    "arch/x86/mm/tlb.c": [
        (CALL + "new_lam, mm_untag_mask(next));",
         "set_tlbstate_lam_mode(next);", 1),
        ("\tunsigned long lam = mm_lam_cr3_mask(mm);\n", "", 1),
        ("WARN_ON(lam);", "WARN_ON(mm_lam_cr3_mask(mm));", 1),
        (CALL + "lam, mm_untag_mask(mm));", "set_tlbstate_lam_mode(mm);", 1),
    ],
    "arch/x86/kernel/process_64.c": [
        ("\tunsigned long lam;\n", "", 1),
        ("\t\tlam = mm_lam_cr3_mask(mm);\n", "", 1),
        ("write_cr3(__read_cr3() | lam);",
         "write_cr3(__read_cr3() | mm->context.lam_cr3_mask);", 1),
        (CALL + "lam, mm_untag_mask(mm));", "set_tlbstate_lam_mode(mm);", 1),
    ],
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tree, out = (pathlib.Path(arg).resolve() for arg in sys.argv[1:])
    roots = []
    for name, edits in EDITS.items():
        text = (tree / name).read_text()
        for old, new, count in edits:
            if text.count(old) != count:
                sys.exit(f"{name}: {old!r} stands there {text.count(old)} "
                         f"times, not {count}")
            text = text.replace(old, new)
        copy = out / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text)
        roots.append({"type": "file", "name": str(tree / name),
                      "external-contents": str(copy)})
    (out / "overlay.yaml").write_text(json.dumps(
        {"version": 0, "use-external-names": False, "roots": roots}, indent=1))


if __name__ == "__main__":
    main()
