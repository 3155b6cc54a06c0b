// RUN: not %reread check --tier 1 %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// The writer is in the same unit: a note names it. Its caller holds the lock
// that the switch path does not take.

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

void switch_mm_irqs_off(struct mm_struct *unused, struct mm_struct *next,
                        struct task_struct *tsk)
{
  struct mm_struct *prev = this_cpu_read(cpu_tlbstate.loaded_mm);
  u16 prev_asid = this_cpu_read(cpu_tlbstate.loaded_mm_asid);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, plain, through 'mm_lam_cr3_mask'
  unsigned long new_lam = mm_lam_cr3_mask(next);
  bool need_flush = true;
  u16 new_asid = prev_asid;

  if (prev != next)
    choose_new_asid(next, atomic64_read(&next->context.tlb_gen), &new_asid,
                    &need_flush);

  // CHECK: note: the first value reaches CR3 here, through 'load_new_mm_cr3'
  set_tlbstate_lam_mode(next);
  load_new_mm_cr3(next->pgd, new_asid, new_lam, need_flush);
  this_cpu_write(cpu_tlbstate.loaded_mm, next);
}

static void enable_lam_func(void *__mm)
{
  struct mm_struct *mm = __mm;
  unsigned long lam;

  if (this_cpu_read(cpu_tlbstate.loaded_mm) == mm) {
    lam = READ_ONCE(mm->context.lam_cr3_mask);
    write_cr3(__read_cr3() | lam);
    this_cpu_write(cpu_tlbstate.lam, lam >> X86_CR3_LAM_U57_BIT);
  }
}

static void mm_enable_lam(struct mm_struct *mm)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: written here, by 'mm_enable_lam', holding '{{[^']+}}', which the reader does not hold
  mm->context.lam_cr3_mask = X86_CR3_LAM_U57;
  mm->context.untag_mask = ~GENMASK(62, 57);
  on_each_cpu_mask(mm_cpumask(mm), enable_lam_func, mm, true);
  set_bit(MM_CONTEXT_LOCK_LAM, &mm->context.flags);
}

int prctl_enable_tagged_addr(struct mm_struct *mm, unsigned long nr_bits)
{
  if (!cpu_feature_enabled(X86_FEATURE_LAM))
    return -ENODEV;
  if (current->mm != mm)
    return -EINVAL;
  if (mmap_write_lock_killable(mm))
    return -EINTR;
  if (test_bit(MM_CONTEXT_LOCK_LAM, &mm->context.flags)) {
    mmap_write_unlock(mm);
    return -EBUSY;
  }
  if (!nr_bits || nr_bits > 6) {
    mmap_write_unlock(mm);
    return -EINVAL;
  }
  mm_enable_lam(mm);
  mmap_write_unlock(mm);
  return 0;
}
