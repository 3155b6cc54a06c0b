// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// What a function pointer leads to is not known: a value that is passed to it
// is used, and a read that stands behind it is not seen.

#include "switch-path.inc"

struct switch_ops {
  void (*load_cr3)(pgd_t *pgdir, u16 asid, unsigned long lam);
  void (*set_lam_mode)(struct mm_struct *mm);
};

static inline unsigned long mm_lam_cr3_mask(struct mm_struct *mm)
{
  return mm->context.lam_cr3_mask;
}

static void set_tlbstate_lam_mode(struct mm_struct *mm)
{
  this_cpu_write(cpu_tlbstate.lam,
                 mm->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);
}

void register_switch_ops(struct switch_ops *ops)
{
  ops->set_lam_mode = set_tlbstate_lam_mode;
}

void first_value_to_function_pointer(struct switch_ops *ops,
                                     struct mm_struct *next, u16 asid)
{
  // CHECK: :[[#@LINE+6]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of 'next->context' is read again here
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, plain, through 'mm_lam_cr3_mask'
  unsigned long new_lam = mm_lam_cr3_mask(next);

  ops->load_cr3(next->pgd, asid, new_lam);
  this_cpu_write(cpu_tlbstate.loaded_mm, next);
  this_cpu_write(cpu_tlbstate.lam,
                 next->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);
}

void second_read_behind_function_pointer(struct switch_ops *ops,
                                         struct mm_struct *next, u16 asid)
{
  unsigned long new_lam = mm_lam_cr3_mask(next);

  load_new_mm_cr3(next->pgd, asid, new_lam, true);
  ops->set_lam_mode(next);
}
