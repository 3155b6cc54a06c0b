// RUN: %reread check %s -- %kernel_flags | count 0
// RUN: not %reread check --tier 3 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not="warning: 'lam_cr3_mask'"

// The first value is only looked at by an assertion, so the two readers of the
// mask do not have to agree: shown on request. The mm comes out of a per-CPU
// variable, but is not this CPU's own.

#include "switch-path.inc"

static inline unsigned long mm_lam_cr3_mask(struct mm_struct *mm)
{
  return mm->context.lam_cr3_mask;
}

static inline void set_tlbstate_lam_mode(struct mm_struct *mm)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of '{{[^']*}}context' is read again here
  this_cpu_write(cpu_tlbstate.lam,
                 mm->context.lam_cr3_mask >> X86_CR3_LAM_U57_BIT);
  this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);
}

void initialize_tlbstate_and_flush(void)
{
  int i;
  struct mm_struct *mm = this_cpu_read(cpu_tlbstate.loaded_mm);
  u64 tlb_gen = atomic64_read(&init_mm.context.tlb_gen);
  unsigned long cr3 = __read_cr3();

  WARN_ON((cr3 & CR3_ADDR_MASK) != __pa(mm->pgd));
  WARN_ON(cr3 & (X86_CR3_LAM_U48 | X86_CR3_LAM_U57));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, plain, through 'mm_lam_cr3_mask'
  WARN_ON(mm_lam_cr3_mask(mm));
  // CHECK: :[[#@LINE-1]]:{{[0-9]+}}: note: declare the read that is only shown an intended race

  write_cr3(build_cr3(mm->pgd, 0, 0));

  this_cpu_write(cpu_tlbstate.last_user_mm_spec, LAST_USER_MM_INIT);
  this_cpu_write(cpu_tlbstate.loaded_mm_asid, 0);
  this_cpu_write(cpu_tlbstate.next_asid, 1);
  this_cpu_write(cpu_tlbstate.ctxs[0].ctx_id, mm->context.ctx_id);
  this_cpu_write(cpu_tlbstate.ctxs[0].tlb_gen, tlb_gen);
  set_tlbstate_lam_mode(mm);

  for (i = 1; i < TLB_NR_DYN_ASIDS; i++)
    this_cpu_write(cpu_tlbstate.ctxs[i].ctx_id, 0);
}
