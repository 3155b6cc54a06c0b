//===-- machine.cpp - interrupts between the CPUs -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cpu.h"
#include <thread>
#include <utility>

namespace switch_path {

static_assert(sizeof(std::uintptr_t) == 8, "CR3 holds a page table's address");

Mm init_mm;

// The id is the one that last_mm_ctx_id starts from.
static bool prepareInitMm() {
  init_mm.context.ctx_id = 1;
  for (std::atomic<std::uint64_t> &Page : kernel_pages)
    Page.store(1);
  return true;
}
[[maybe_unused]] static const bool Prepared = prepareInitMm();

void IpiInbox::post(const Call &C) {
  std::lock_guard<std::mutex> Guard(lock);
  calls.push_back(C);
  has_calls.store(true, std::memory_order_release);
}

std::vector<IpiInbox::Call> IpiInbox::take() {
  std::lock_guard<std::mutex> Guard(lock);
  has_calls.store(false, std::memory_order_relaxed);
  return std::exchange(calls, {});
}

Cpu::Cpu(Machine &machine, unsigned id, Features features)
    : machine(machine), id(id), features(features) {
  std::uint64_t Cr4 = 0;
  if (features.pcid)
    Cr4 |= X86_CR4_PCIDE;
  if (!features.pti)
    Cr4 |= X86_CR4_PGE;
  // What the boot code leaves: init_mm without a PCID, which
  // initialize_tlbstate_and_flush() then puts in order.
  write_cr3(*this, pa(init_mm.pgd));
  cr4_write(*this, Cr4);
}

Machine::Machine(unsigned NumberOfCpus, Features features) {
  for (unsigned Id = 0; Id != NumberOfCpus; ++Id)
    cpus.push_back(std::make_unique<Cpu>(*this, Id, features));
}

bool local_irq_save(Cpu &cpu) { return std::exchange(cpu.irqs_enabled, false); }

void local_irq_restore(Cpu &cpu, bool Enabled) {
  cpu.irqs_enabled = Enabled;
  take_interrupts(cpu);
}

void take_interrupts(Cpu &cpu) {
  while (cpu.irqs_enabled && cpu.inbox.pending()) {
    // Handlers run with interrupts off.
    cpu.irqs_enabled = false;
    for (const IpiInbox::Call &C : cpu.inbox.take()) {
      ++cpu.count.interrupts;
      C.function(cpu, C.info);
      C.unanswered->fetch_sub(1, std::memory_order_release);
    }
    cpu.irqs_enabled = true;
  }
}

void cpu_relax(Cpu &cpu) {
  take_interrupts(cpu);
  std::this_thread::yield();
}

void on_each_cpu_cond_mask(Cpu &cpu, IpiCondition Condition, std::uint64_t Mask,
                           IpiFunction Function, void *Info) {
  // Two CPUs that wait for each other with interrupts off never come back.
  warn_on(cpu, !cpu.irqs_enabled);
  std::atomic<unsigned> Unanswered{0};
  for (unsigned Id = 0; Id != cpu.machine.size(); ++Id) {
    Cpu &Target = cpu.machine.cpu(Id);
    if (Id == cpu.id || !(Mask & bit(Id)) ||
        (Condition && !Condition(Target.tlbstate_shared)))
      continue;
    Unanswered.fetch_add(1, std::memory_order_relaxed);
    Target.inbox.post({Function, Info, &Unanswered});
  }
  if ((Mask & bit(cpu.id)) && (!Condition || Condition(cpu.tlbstate_shared))) {
    const bool Enabled = local_irq_save(cpu);
    Function(cpu, Info);
    local_irq_restore(cpu, Enabled);
  }
  while (Unanswered.load(std::memory_order_acquire) != 0)
    cpu_relax(cpu);
}

void on_each_cpu_mask(Cpu &cpu, std::uint64_t Mask, IpiFunction Function,
                      void *Info) {
  on_each_cpu_cond_mask(cpu, nullptr, Mask, Function, Info);
}

std::uint64_t cpu_online_mask(const Cpu &cpu) {
  return bit(cpu.machine.size()) - 1;
}

void mmap_write_lock(Cpu &cpu, Mm &mm) {
  while (!mm.mmap_lock.try_lock())
    cpu_relax(cpu);
}

void mmap_write_unlock(Mm &mm) { mm.mmap_lock.unlock(); }

} // namespace switch_path
