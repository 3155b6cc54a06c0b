// RUN: %reread check %s -- %kernel_flags | count 0
// RUN: %reread check --tier 3 %s -- %kernel_flags | count 0

// The fix with an output parameter: the value leaves the function that reads
// it through a pointer to a local variable of the caller.

#include "switch-path.inc"

static inline void set_tlbstate_lam_mode(struct mm_struct *mm,
                                         unsigned long *lam)
{
  *lam = READ_ONCE(mm->context.lam_cr3_mask);
  this_cpu_write(cpu_tlbstate.lam, *lam >> X86_CR3_LAM_U57_BIT);
  this_cpu_write(tlbstate_untag_mask, mm->context.untag_mask);
}

void switch_mm_irqs_off(struct mm_struct *unused, struct mm_struct *next,
                        struct task_struct *tsk)
{
  struct mm_struct *prev = this_cpu_read(cpu_tlbstate.loaded_mm);
  u16 prev_asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
  unsigned long new_lam;
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

  set_tlbstate_lam_mode(next, &new_lam);
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
