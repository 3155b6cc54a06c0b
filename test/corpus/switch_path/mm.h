//===-- mm.h - an address space, as all CPUs share it --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_MM_H
#define SWITCH_PATH_MM_H

#include "hardware.h"
#include "reread/annotate.h"
#include <atomic>
#include <cstdint>
#include <mutex>

namespace switch_path {

/// Never reused, so that an ASID slot can tell the mm that it was filled for
/// from a later one at the same address. 0 is no mm, 1 is init_mm.
inline std::atomic<std::uint64_t> last_mm_ctx_id{1};

struct MmContext {
  std::uint64_t ctx_id = 0;
  /// Grows with every change that some TLB may have to follow.
  std::atomic<std::uint64_t> tlb_gen{0};
  /// The LAM bits of CR3. The process changes it while kernel threads on other
  /// CPUs may be switching to its mm.
  std::atomic<std::uint64_t> lam_cr3_mask REREAD_RACY = 0;
  std::atomic<std::uint64_t> untag_mask{~std::uint64_t(0)};
  /// MM_CONTEXT_LOCK_LAM: the mode is settled.
  std::atomic<bool> lock_lam{false};
  std::atomic<bool> perf_rdpmc_allowed{false};
};

struct Mm {
  PageTable pgd;
  MmContext context;
  /// CPUs that must hear of changes.
  std::atomic<std::uint64_t> cpumask{0};
  std::mutex mmap_lock;
};

/// The kernel's own mm: no user pages, never LAM.
extern Mm init_mm;

inline std::uint64_t mm_lam_cr3_mask(const Mm &mm) {
  return mm.context.lam_cr3_mask.load(std::memory_order_relaxed);
}

inline std::uint64_t mm_untag_mask(const Mm &mm) {
  return mm.context.untag_mask.load(std::memory_order_relaxed);
}

inline void init_new_context(Mm &mm) {
  mm.context.ctx_id = last_mm_ctx_id.fetch_add(1) + 1;
}

/// What fork() copies. The parent is the caller, so nobody changes it now.
inline void dup_lam(const Mm &oldmm, Mm &mm) {
  mm.context.lam_cr3_mask.store(mm_lam_cr3_mask(oldmm),
                                std::memory_order_relaxed);
  mm.context.untag_mask.store(mm_untag_mask(oldmm), std::memory_order_relaxed);
}

/// A second thread settles the mode: from now on it cannot be enabled.
inline void lock_lam_on_clone(Mm &mm) { mm.context.lock_lam.store(true); }

inline std::uint64_t inc_mm_tlb_gen(Mm &mm) {
  return mm.context.tlb_gen.fetch_add(1) + 1;
}

inline bool cpumask_test_cpu(unsigned cpu, const Mm &mm) {
  return (mm.cpumask.load() & bit(cpu)) != 0;
}

inline void cpumask_set_cpu(unsigned cpu, Mm &mm) {
  mm.cpumask.fetch_or(bit(cpu));
}

inline void cpumask_clear_cpu(unsigned cpu, Mm &mm) {
  mm.cpumask.fetch_and(~bit(cpu));
}

/// The CPUs to interrupt after a change of the mm. Being an update it is
/// ordered with cpumask_set_cpu(): either this sees the bit, or the CPU that
/// sets it sees the change, however weak its load is.
inline std::uint64_t mm_cpumask_after_change(Mm &mm) {
  return mm.cpumask.fetch_or(0);
}

} // namespace switch_path

#endif // SWITCH_PATH_MM_H
