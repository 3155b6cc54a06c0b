// RUN: not %reread check --tier 1 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Both reads are hidden in macros of this file. They are shown where the
// outermost macro is used.

#include "switch-path.inc"

#define mm_context(mm) ((mm)->context)
#define mm_lam_cr3_mask(mm) (mm_context(mm).lam_cr3_mask)
#define set_tlbstate_lam_mode(mm)                                              \
  do {                                                                         \
    struct mm_struct *__lam_mm = (mm);                                         \
    u8 __lam_bits = mm_lam_cr3_mask(__lam_mm) >> X86_CR3_LAM_U57_BIT;          \
    this_cpu_write(cpu_tlbstate.lam, __lam_bits);                              \
    this_cpu_write(tlbstate_untag_mask, mm_context(__lam_mm).untag_mask);      \
  } while (0)

void switch_mm_irqs_off(struct mm_struct *unused, struct mm_struct *next,
                        struct task_struct *tsk)
{
  struct mm_struct *prev = this_cpu_read(cpu_tlbstate.loaded_mm);
  u16 prev_asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
  unsigned long new_lam = mm_lam_cr3_mask(next);
  bool need_flush = true;
  u16 new_asid = prev_asid;

  if (prev != next)
    choose_new_asid(next, atomic64_read(&next->context.tlb_gen), &new_asid,
                    &need_flush);

  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of 'next->context' is read again here; its two values reach CR3 and 'cpu_tlbstate.lam', which must agree [reread.DoubleRead]
  set_tlbstate_lam_mode(next);
  // CHECK: :[[#@LINE-10]]:{{[0-9]+}}: note: first read, plain
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: the first value reaches CR3 here, through 'load_new_mm_cr3'
  load_new_mm_cr3(next->pgd, new_asid, new_lam, need_flush);
  this_cpu_write(cpu_tlbstate.loaded_mm, next);
}
