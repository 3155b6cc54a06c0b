//===-- forced_race.cpp - LAM enabled at a chosen point of a switch -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CPU 0 runs a kernel thread that takes on the mm of a process; CPU 1 runs the
// process. CPU 0 stops at a point of switch_mm_irqs_off() until the interrupt
// that tells it of LAM waits in its inbox: then the mask has changed. Since its
// interrupts are off, what CPU 0 has after the switch is what the switch made.
// Nothing depends on time. The status is 0 if every policy behaves as expected.
//
//===----------------------------------------------------------------------===//

#include "local.h"
#include "policies.h"
#include "sched.h"
#include "sync_point.h"
#include "tlb.h"
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <thread>

using namespace switch_path;

namespace {

constexpr SyncPoint AllPoints[] = {SyncPoint::BeforeLam, SyncPoint::AfterLam,
                                   SyncPoint::AfterCr3, SyncPoint::AfterRecord};

const char *nameOf(SyncPoint Point) {
  switch (Point) {
  case SyncPoint::BeforeLam:
    return "before-lam";
  case SyncPoint::AfterLam:
    return "after-lam";
  case SyncPoint::AfterCr3:
    return "after-cr3";
  case SyncPoint::AfterRecord:
    return "after-record";
  }
  return "";
}

// What the hook, which is called by CPU 0 only, works with.
SyncPoint StopAt;
std::atomic<bool> Enable{false};

void stopHere(Cpu &cpu, SyncPoint Point) {
  if (Point != StopAt || cpu.id != 0)
    return;
  Enable.store(true);
  while (!cpu.inbox.pending())
    std::this_thread::yield();
}

struct Outcome {
  bool disagree = false; ///< CR3 and tlbstate, after the forced switch
  bool sane = true;      ///< everything else
};

/// One switch of CPU 0, with LAM enabled by CPU 1 at the point.
template <class Policy> Outcome force(SyncPoint Point, Features features) {
  Outcome Result;
  auto Expect = [&Result](bool Condition) { Result.sane &= Condition; };
  Machine machine(2, features);
  Mm mm;
  init_new_context(mm);
  StopAt = Point;
  Enable.store(false);
  std::atomic<bool> Running{false}, Done{false};

  std::thread Process([&] {
    Cpu &cpu = machine.cpu(1);
    Task Idle, Self;
    Self.mm = &mm;
    bring_up<Policy>(cpu, Idle);
    context_switch<Policy>(cpu, Self);
    Running.store(true);
    while (!Enable.load())
      cpu_relax(cpu);

    std::uint64_t Value = 0;
    auto Prctl = [&](ArchOption Option, std::uint64_t Argument) {
      return SwitchPath<Policy>::arch_prctl(cpu, Option, Argument, Value);
    };
    const auto EnableLam = ArchOption::EnableTaggedAddr;
    const std::uint64_t Tagged = user_address(0) | bit(60);
    Expect(!cpu.hw.load_user(Tagged));
    Expect(Prctl(EnableLam, LAM_U57_BITS + 1) == -EINVAL);
    Expect(Prctl(EnableLam, LAM_U57_BITS) == 0);
    Expect(cpu.hw.load_user(Tagged).has_value());
    Expect(Prctl(EnableLam, LAM_U57_BITS) == -EBUSY);
    Expect(Prctl(ArchOption::GetUntagMask, 0) == 0 && Value == ~LAM_U57_TAG);
    while (!Done.load())
      cpu_relax(cpu);
    context_switch<Policy>(cpu, Idle);
    SwitchPath<Policy>::leave_mm(cpu);
    Expect(cpu.count.cr3_mismatches == 0 && cpu.count.warnings == 0);
  });

  Cpu &cpu = machine.cpu(0);
  Task KernelThread;
  bring_up<Policy>(cpu, KernelThread);
  while (!Running.load())
    cpu_relax(cpu);
  const bool Enabled = local_irq_save(cpu);
  sync_hook = stopHere;
  SwitchPath<Policy>::switch_mm_irqs_off(cpu, mm);
  sync_hook = nullptr;
  Result.disagree = read_cr3(cpu) != get_current_cr3_fast(cpu);

  // The check at the start of the next switch notices exactly that.
  SwitchPath<Policy>::switch_mm_irqs_off(cpu, init_mm);
  const unsigned Noticed = Result.disagree ? 1 : 0;
  // The mask is settled now, so a switch is right whatever the policy.
  SwitchPath<Policy>::switch_mm_irqs_off(cpu, mm);
  const bool EnabledHere = (read_cr3(cpu) & X86_CR3_LAM_U57) != 0;
  cr3_mismatch(cpu);
  local_irq_restore(cpu, Enabled);
  cr3_mismatch(cpu);
  const bool Told = cpu.count.interrupts != 0;
  SwitchPath<Policy>::enter_lazy_tlb(cpu);
  SwitchPath<Policy>::leave_mm(cpu);
  Done.store(true);
  while (mm.cpumask.load() != 0)
    cpu_relax(cpu);
  Process.join();
  Expect(EnabledHere && Told);
  Expect(cpu.count.cr3_mismatches == Noticed && cpu.count.warnings == 0);
  Expect(cpu.hw.faults() == 0 && machine.cpu(1).hw.faults() == 0);
  return Result;
}

/// Between the two reads of an unfixed policy, and nowhere else.
template <class Policy> bool shouldDisagree(SyncPoint Point) {
  return !Policy::fixed &&
         (Point == SyncPoint::AfterLam || Point == SyncPoint::AfterCr3);
}

template <class Policy> bool run() {
  bool AsExpected = true;
  std::printf("%s:", Policy::name);
  for (SyncPoint Point : AllPoints) {
    Features WithPti, WithoutPcid;
    WithPti.pti = true;
    WithoutPcid.pcid = false;
    unsigned Disagreements = 0, Runs = 0;
    for (const Features &features : {Features(), WithPti, WithoutPcid}) {
      const Outcome O = force<Policy>(Point, features);
      AsExpected &= O.sane && O.disagree == shouldDisagree<Policy>(Point);
      Disagreements += O.disagree;
      ++Runs;
    }
    std::printf(" %s %s,", nameOf(Point),
                Disagreements == 0      ? "agree"
                : Disagreements == Runs ? "disagree"
                                        : "varies");
  }
  std::printf(" %s\n", AsExpected ? "as expected" : "NOT AS EXPECTED");
  return AsExpected;
}

} // namespace

int main() {
  bool AsExpected = run<Unfixed>();
  AsExpected &= run<ReturnsStored>();
  AsExpected &= run<OutParameter>();
  AsExpected &= run<Merged>();
  AsExpected &= run<BothMarked>();
  AsExpected &= run<WarnThenSet>();
  return AsExpected ? 0 : 1;
}
