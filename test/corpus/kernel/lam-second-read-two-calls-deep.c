// RUN: not %reread check --tier 1 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Each read is two calls below the function that makes both.

#include "switch-path.inc"

static inline unsigned long mm_lam_cr3_mask(struct mm_struct *mm)
{
  return mm->context.lam_cr3_mask;
}

static inline void set_tlbstate_lam_mode(struct mm_struct *mm)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of 'next->context' is read again here; its two values reach CR3 and 'cpu_tlbstate.lam', which must agree [reread.DoubleRead]
  this_cpu_write(cpu_tlbstate.lam,
                 mm->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);
  this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);
}

static unsigned long lam_of_context(struct mm_struct *mm)
{
  return mm_lam_cr3_mask(mm) & (X86_CR3_LAM_U48 | X86_CR3_LAM_U57);
}

static void remember_loaded_mm(struct mm_struct *mm, u16 asid)
{
  this_cpu_write(cpu_tlbstate.loaded_mm, mm);
  this_cpu_write(cpu_tlbstate.loaded_mm_asid, asid);
  set_tlbstate_lam_mode(mm);
}

void switch_mm_irqs_off(struct mm_struct *unused, struct mm_struct *next,
                        struct task_struct *tsk)
{
  struct mm_struct *prev = this_cpu_read(cpu_tlbstate.loaded_mm);
  u16 prev_asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, plain, through 'lam_of_context', 'mm_lam_cr3_mask'
  unsigned long new_lam = lam_of_context(next);
  bool need_flush = true;
  u16 new_asid = prev_asid;

  if (prev != next)
    choose_new_asid(next, atomic64_read(&next->context.tlb_gen), &new_asid,
                    &need_flush);

  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: the first value reaches CR3 here, through 'load_new_mm_cr3'
  load_new_mm_cr3(next->pgd, new_asid, new_lam, need_flush);
  remember_loaded_mm(next, new_asid);
}
