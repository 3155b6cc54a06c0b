// RUN: not %reread check --tier 1 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Both reads are marked, so this is no data race and no run under a race
// detector can show it. They are still two values.

#include "switch-path.inc"

static inline unsigned long mm_lam_cr3_mask(struct mm_struct *mm)
{
  return READ_ONCE(mm->context.lam_cr3_mask);
}

static inline void set_tlbstate_lam_mode(struct mm_struct *mm)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'lam_cr3_mask' of 'next->context' is read again here; its two values reach CR3 and 'cpu_tlbstate.lam', which must agree; both reads are marked, and are still two values [reread.DoubleRead]
  unsigned long lam = READ_ONCE(mm->context.lam_cr3_mask);

  this_cpu_write(cpu_tlbstate.lam, lam >> X86_CR3_LAM_U57_BIT);
  this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);
}

void switch_mm_irqs_off(struct mm_struct *unused, struct mm_struct *next,
                        struct task_struct *tsk)
{
  struct mm_struct *prev = this_cpu_read(cpu_tlbstate.loaded_mm);
  u16 prev_asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, marked by READ_ONCE, through 'mm_lam_cr3_mask'
  unsigned long new_lam = mm_lam_cr3_mask(next);
  bool was_lazy = this_cpu_read(cpu_tlbstate_shared.is_lazy);
  unsigned cpu = smp_processor_id();
  u64 next_tlb_gen;
  bool need_flush;
  u16 new_asid;

  if (was_lazy)
    this_cpu_write(cpu_tlbstate_shared.is_lazy, false);

  if (prev == next) {
    VM_WARN_ON(this_cpu_read(cpu_tlbstate.ctxs[prev_asid].ctx_id) !=
               next->context.ctx_id);
    if (WARN_ON_ONCE(prev != &init_mm &&
                     !cpumask_test_cpu(cpu, mm_cpumask(next))))
      cpumask_set_cpu(cpu, mm_cpumask(next));
    if (!was_lazy)
      return;
    smp_mb();
    next_tlb_gen = atomic64_read(&next->context.tlb_gen);
    if (this_cpu_read(cpu_tlbstate.ctxs[prev_asid].tlb_gen) == next_tlb_gen)
      return;
    new_asid = prev_asid;
    need_flush = true;
  } else {
    cond_mitigation(tsk);
    this_cpu_write(cpu_tlbstate.loaded_mm, LOADED_MM_SWITCHING);
    barrier();
    if (prev != &init_mm) {
      VM_WARN_ON_ONCE(!cpumask_test_cpu(cpu, mm_cpumask(prev)));
      cpumask_clear_cpu(cpu, mm_cpumask(prev));
    }
    if (next != &init_mm)
      cpumask_set_cpu(cpu, mm_cpumask(next));
    next_tlb_gen = atomic64_read(&next->context.tlb_gen);
    choose_new_asid(next, next_tlb_gen, &new_asid, &need_flush);
  }

  set_tlbstate_lam_mode(next);
  // CHECK: note: the first value reaches CR3 here, through 'load_new_mm_cr3'
  if (need_flush) {
    this_cpu_write(cpu_tlbstate.ctxs[new_asid].ctx_id, next->context.ctx_id);
    this_cpu_write(cpu_tlbstate.ctxs[new_asid].tlb_gen, next_tlb_gen);
    load_new_mm_cr3(next->pgd, new_asid, new_lam, true);
    trace_tlb_flush(0, ~0UL);
  } else {
    load_new_mm_cr3(next->pgd, new_asid, new_lam, false);
    trace_tlb_flush(0, 0);
  }

  barrier();
  this_cpu_write(cpu_tlbstate.loaded_mm, next);
  this_cpu_write(cpu_tlbstate.loaded_mm_asid, new_asid);
  if (next != prev)
    cr4_update_pce_mm(next);
}

void switch_mm(struct mm_struct *prev, struct mm_struct *next,
               struct task_struct *tsk)
{
  unsigned long flags;

  local_irq_save(flags);
  switch_mm_irqs_off(NULL, next, tsk);
  local_irq_restore(flags);
}

void leave_mm(void)
{
  struct mm_struct *loaded_mm = this_cpu_read(cpu_tlbstate.loaded_mm);

  if (loaded_mm == &init_mm)
    return;
  WARN_ON(!this_cpu_read(cpu_tlbstate_shared.is_lazy));
  switch_mm(NULL, &init_mm, NULL);
}
