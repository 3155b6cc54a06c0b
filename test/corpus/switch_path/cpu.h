//===-- cpu.h - a CPU: registers, per-CPU state, interrupts ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One thread plays one CPU. Whatever a Cpu holds belongs to that thread alone,
// but for the inbox of interrupts and TlbStateShared.
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_CPU_H
#define SWITCH_PATH_CPU_H

#include "hardware.h"
#include "mm.h"
#include "reread/annotate.h"
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace switch_path {

constexpr unsigned TLB_NR_DYN_ASIDS = 6;

/// What loaded_mm says while CR3 is being changed.
constexpr Mm *LOADED_MM_SWITCHING = nullptr;

struct Features {
  bool pcid = true;
  bool pti = false;
  bool lam = true;
};

/// What an ASID slot of this CPU is filled with, and how far it has followed.
struct TlbContext {
  std::uint64_t ctx_id = 0;
  std::uint64_t tlb_gen = 0;
};

struct TlbState {
  Mm *loaded_mm = &init_mm;
  std::uint16_t loaded_mm_asid = 0;
  std::uint16_t next_asid = 1;
  bool invalidate_other = false;
  /// The LAM bits that CR3 is believed to have, shifted down.
  std::uint8_t lam REREAD_SINK("tlbstate.lam")
      REREAD_GROUP("LAM mode of a CPU") = 0;
  std::uint64_t untag_mask = ~std::uint64_t(0);
  /// A bit for each kernel PCID whose user twin must be flushed before use.
  std::uint16_t user_pcid_flush_mask = 0;
  std::uint64_t cr4 = 0;
  TlbContext ctxs[TLB_NR_DYN_ASIDS];
};

struct TlbStateShared {
  /// Other CPUs read it, only its own CPU writes it.
  std::atomic<bool> is_lazy REREAD_STABLE = false;
};

struct Counters {
  std::uint64_t switches = 0;
  std::uint64_t full_flushes = 0;
  std::uint64_t partial_flushes = 0;
  std::uint64_t interrupts = 0;
  std::uint64_t lam_enabled = 0;
  /// Times that CR3 was not what tlbstate says.
  std::uint64_t cr3_mismatches = 0;
  std::uint64_t warnings = 0;
};

struct Cpu;
struct Task;
class Machine;

using IpiFunction = void (*)(Cpu &, void *);
using IpiCondition = bool (*)(const TlbStateShared &);

/// Interrupts that other CPUs have sent and this one has not yet taken.
class IpiInbox {
public:
  struct Call {
    IpiFunction function;
    void *info;
    std::atomic<unsigned> *unanswered;
  };
  void post(const Call &C);
  bool pending() const { return has_calls.load(std::memory_order_acquire); }
  std::vector<Call> take();

private:
  std::mutex lock;
  std::vector<Call> calls;
  std::atomic<bool> has_calls{false};
};

struct Cpu {
  Cpu(Machine &machine, unsigned id, Features features);

  Machine &machine;
  const unsigned id;
  const Features features;
  Hardware hw;
  TlbState tlbstate;
  TlbStateShared tlbstate_shared;
  IpiInbox inbox;
  bool irqs_enabled = true;
  Task *current = nullptr;
  Counters count;
};

class Machine {
public:
  Machine(unsigned NumberOfCpus, Features features);
  Cpu &cpu(unsigned Id) { return *cpus[Id]; }
  unsigned size() const { return static_cast<unsigned>(cpus.size()); }

private:
  std::vector<std::unique_ptr<Cpu>> cpus;
};

/// Only shown to people: counts what should not be.
inline void warn_on(Cpu &cpu, bool condition) {
  if (condition)
    ++cpu.count.warnings;
}

inline std::uint64_t read_cr3(const Cpu &cpu) { return cpu.hw.read_cr3(); }

inline void write_cr3(Cpu &cpu, std::uint64_t value REREAD_SINK("CR3")
                                    REREAD_GROUP("LAM mode of a CPU")) {
  cpu.hw.load_cr3(value);
}

inline void cr4_write(Cpu &cpu, std::uint64_t value) {
  cpu.tlbstate.cr4 = value;
  cpu.hw.load_cr4(value);
}

bool local_irq_save(Cpu &cpu);
/// Takes what has been sent meanwhile, if Enabled.
void local_irq_restore(Cpu &cpu, bool Enabled);
/// The point between two instructions at which an interrupt may arrive.
void take_interrupts(Cpu &cpu);
/// Lets others run, and takes interrupts, while waiting for them.
void cpu_relax(Cpu &cpu);

/// Runs Function on the CPUs of Mask, here too, and waits for them.
void on_each_cpu_mask(Cpu &cpu, std::uint64_t Mask, IpiFunction Function,
                      void *Info);
void on_each_cpu_cond_mask(Cpu &cpu, IpiCondition Condition, std::uint64_t Mask,
                           IpiFunction Function, void *Info);
std::uint64_t cpu_online_mask(const Cpu &cpu);

/// Takes the mm's lock for writing and still answers interrupts meanwhile.
void mmap_write_lock(Cpu &cpu, Mm &mm);
void mmap_write_unlock(Mm &mm);

} // namespace switch_path

#endif // SWITCH_PATH_CPU_H
