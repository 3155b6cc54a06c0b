// RUN: not %reread check --tier 1 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// The interprocessor call that turns LAM on reads the mask for CR3 itself and
// lets a callee read it for the CPU's own state.

#include "switch-path.inc"

static inline void set_tlbstate_lam_mode(struct mm_struct *mm)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of '{{[^']*}}mm->context' is read again here; its two values reach CR3 and 'cpu_tlbstate.lam', which must agree [reread.DoubleRead]
  this_cpu_write(cpu_tlbstate.lam,
                 mm->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);
  this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);
}

void enable_lam_func(void *__mm)
{
  struct mm_struct *mm = __mm;

  if (this_cpu_read(cpu_tlbstate.loaded_mm) == mm) {
    // CHECK: :[[#@LINE+2]]:{{[0-9]+}}: note: first read, plain{{$}}
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: the first value reaches CR3 here
    write_cr3(__read_cr3() | mm->context.lam_cr3_mask);
    set_tlbstate_lam_mode(mm);
  }
}
