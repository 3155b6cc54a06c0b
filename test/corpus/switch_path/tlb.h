//===-- tlb.h - the switch path's interface -------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_TLB_H
#define SWITCH_PATH_TLB_H

#include "cpu.h"
#include "mm.h"
#include <cstdint>

namespace switch_path {

constexpr std::uint64_t TLB_FLUSH_ALL = ~std::uint64_t(0);

/// In pages; above it one full flush is cheaper.
constexpr std::uint64_t tlb_single_page_flush_ceiling = 4;

struct FlushTlbInfo {
  Mm *mm;
  std::uint64_t start, end;
  std::uint64_t new_tlb_gen;
  unsigned stride_shift;
  unsigned initiating_cpu;
  bool freed_tables;
};

/// Options and limits of arch_prctl().
enum class ArchOption { GetUntagMask, EnableTaggedAddr, GetMaxTagBits };
constexpr std::uint64_t LAM_U57_BITS = 6;

/// What the scheduler runs. A kernel thread has no mm of its own; active_mm is
/// the one that it finds loaded.
struct Task {
  Mm *mm = nullptr;
  Mm *active_mm = &init_mm;
};

/// The switch path with one way of bringing the LAM mask to its consumers.
/// Every function works for the CPU that calls it. Those named irqs_off, and
/// the handlers of interrupts, need interrupts off.
template <class Policy> struct SwitchPath {
  static void switch_mm(Cpu &cpu, Mm &next);
  static void switch_mm_irqs_off(Cpu &cpu, Mm &next);
  static void enter_lazy_tlb(Cpu &cpu);
  static void leave_mm(Cpu &cpu);
  static void initialize_tlbstate_and_flush(Cpu &cpu);

  static void flush_tlb_func(Cpu &cpu, void *info);
  static void flush_tlb_mm_range(Cpu &cpu, Mm &mm, std::uint64_t start,
                                 std::uint64_t end, unsigned stride_shift,
                                 bool freed_tables);
  static void flush_tlb_kernel_range(Cpu &cpu, std::uint64_t start,
                                     std::uint64_t end);

  /// Returns 0 or a negative errno, and a value in Result.
  static int arch_prctl(Cpu &cpu, ArchOption option, std::uint64_t argument,
                        std::uint64_t &Result);
  static int prctl_enable_tagged_addr(Cpu &cpu, Mm &mm, std::uint64_t nr_bits);
  static void mm_enable_lam(Cpu &cpu, Mm &mm);
  static void enable_lam_func(Cpu &cpu, void *info);
};

} // namespace switch_path

#endif // SWITCH_PATH_TLB_H
