//===-- mm_types.h - address spaces, and a CPU's view of them -----*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_MM_TYPES_H
#define CORPUS_MM_TYPES_H

#include "atomic.h"
#include "bitops.h"
#include "percpu.h"
#include "spinlock.h"

typedef struct {
  unsigned long pgd;
} pgd_t;

#define MM_CONTEXT_LOCK_LAM 2

typedef struct {
  u64 ctx_id;
  atomic64_t tlb_gen;
  unsigned long flags;
  /* What LAM adds to CR3, and the address bits that user space may not use. */
  unsigned long lam_cr3_mask;
  u64 untag_mask;
  struct mutex lock;
  void *vdso;
  atomic_t perf_rdpmc_allowed;
} mm_context_t;

struct cpumask {
  unsigned long bits[1];
};

struct mm_struct {
  struct {
    struct {
      atomic_t mm_count;
    };
    pgd_t *pgd;
    struct rw_semaphore mmap_lock;
    mm_context_t context;
  };
  unsigned long cpu_bitmap[];
};

extern struct mm_struct init_mm;

struct task_struct {
  struct mm_struct *mm;
  struct mm_struct *active_mm;
  unsigned long atomic_flags;
};

DECLARE_PER_CPU_ALIGNED(struct task_struct *, current_task);

static __always_inline struct task_struct *get_current(void)
{
  return __raw_cpu_read_stable(8, current_task);
}
#define current get_current()

static inline struct cpumask *mm_cpumask(struct mm_struct *mm)
{
  return (struct cpumask *)&mm->cpu_bitmap;
}

static __always_inline bool cpumask_test_cpu(int cpu,
                                             const struct cpumask *cpumask)
{
  return test_bit(cpu, cpumask->bits);
}

static __always_inline void cpumask_set_cpu(unsigned cpu, struct cpumask *dstp)
{
  set_bit(cpu, dstp->bits);
}

static __always_inline void cpumask_clear_cpu(int cpu, struct cpumask *dstp)
{
  clear_bit(cpu, dstp->bits);
}

typedef void (*smp_call_func_t)(void *info);
void on_each_cpu_mask(const struct cpumask *mask, smp_call_func_t func,
                      void *info, bool wait);

static inline void mmap_write_lock(struct mm_struct *mm)
{
  down_write(&mm->mmap_lock);
}

static inline int __must_check mmap_write_lock_killable(struct mm_struct *mm)
{
  return down_write_killable(&mm->mmap_lock);
}

static inline void mmap_write_unlock(struct mm_struct *mm)
{
  up_write(&mm->mmap_lock);
}

static inline void mmap_read_lock(struct mm_struct *mm)
{
  down_read(&mm->mmap_lock);
}

static inline void mmap_read_unlock(struct mm_struct *mm)
{
  up_read(&mm->mmap_lock);
}

#define TLB_NR_DYN_ASIDS 6
#define LOADED_MM_SWITCHING ((struct mm_struct *)1UL)

struct tlb_context {
  u64 ctx_id;
  u64 tlb_gen;
};

struct tlb_state {
  struct mm_struct *loaded_mm;
  union {
    struct mm_struct *last_user_mm;
    unsigned long last_user_mm_spec;
  };
  u16 loaded_mm_asid;
  u16 next_asid;
  bool invalidate_other;
  /* The LAM bits that are now in CR3, shifted down. */
  u8 lam;
  unsigned short user_pcid_flush_mask;
  unsigned long cr4;
  struct tlb_context ctxs[TLB_NR_DYN_ASIDS];
};
DECLARE_PER_CPU_ALIGNED(struct tlb_state, cpu_tlbstate);

struct tlb_state_shared {
  bool is_lazy;
};
DECLARE_PER_CPU_ALIGNED(struct tlb_state_shared, cpu_tlbstate_shared);

DECLARE_PER_CPU(u64, tlbstate_untag_mask);

#endif // CORPUS_MM_TYPES_H
