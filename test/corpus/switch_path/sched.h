//===-- sched.h - the scheduler's part of a switch ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_SCHED_H
#define SWITCH_PATH_SCHED_H

#include "cpu.h"
#include "local.h"
#include "tlb.h"

namespace switch_path {

/// Puts a CPU to work on the given task; nothing can have run on it before.
template <class Policy> void bring_up(Cpu &cpu, Task &idle) {
  const bool Enabled = local_irq_save(cpu);
  cpu.current = &idle;
  SwitchPath<Policy>::initialize_tlbstate_and_flush(cpu);
  cr3_mismatch(cpu);
  local_irq_restore(cpu, Enabled);
}

/// To a process its mm is loaded; a kernel thread borrows what is loaded. CR3
/// is checked before an interrupt can put it right.
template <class Policy> void context_switch(Cpu &cpu, Task &next) {
  const bool Enabled = local_irq_save(cpu);
  Task &prev = *cpu.current;
  if (next.mm) {
    SwitchPath<Policy>::switch_mm_irqs_off(cpu, *next.mm);
    next.active_mm = next.mm;
  } else {
    SwitchPath<Policy>::enter_lazy_tlb(cpu);
    next.active_mm = prev.active_mm;
  }
  cpu.current = &next;
  cr3_mismatch(cpu);
  local_irq_restore(cpu, Enabled);
}

/// Gives a kernel thread the mm of a process, to work on its memory.
template <class Policy> void kthread_use_mm(Cpu &cpu, Mm &mm) {
  const bool Enabled = local_irq_save(cpu);
  Task &self = *cpu.current;
  self.mm = &mm;
  self.active_mm = &mm;
  SwitchPath<Policy>::switch_mm_irqs_off(cpu, mm);
  cr3_mismatch(cpu);
  local_irq_restore(cpu, Enabled);
}

/// Takes it back. The mm stays loaded, and the CPU is lazy about it.
template <class Policy> void kthread_unuse_mm(Cpu &cpu) {
  const bool Enabled = local_irq_save(cpu);
  cpu.current->mm = nullptr;
  SwitchPath<Policy>::enter_lazy_tlb(cpu);
  cr3_mismatch(cpu);
  local_irq_restore(cpu, Enabled);
}

} // namespace switch_path

#endif // SWITCH_PATH_SCHED_H
