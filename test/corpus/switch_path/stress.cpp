//===-- stress.cpp - many switches, with all that may disturb them --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// switch-path-stress POLICY SWITCHES
//
// CPUs run processes, and kernel threads that take on their mms or stay lazily
// in them. Processes enable LAM, change pages, fork and exit; kernel pages
// change; CPUs are reset. At every switch CR3 must be what tlbstate says, and
// every load must see at least what was settled before it. The status is 0 if
// all held.
//
//===----------------------------------------------------------------------===//

#include "local.h"
#include "policies.h"
#include "sched.h"
#include "tlb.h"
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

using namespace switch_path;

namespace {

constexpr unsigned NumberOfCpus = 4;
constexpr unsigned NumberOfSlots = 3;

/// What went wrong, over all CPUs.
struct Faults {
  std::atomic<unsigned long> stale{0};      ///< a load saw what was flushed
  std::atomic<unsigned long> masking{0};    ///< a tag passed or faulted wrongly
  std::atomic<unsigned long> cr4{0};        ///< CR4.PCE is another mm's
  std::atomic<unsigned long> refused{0};    ///< arch_prctl() answered wrongly
  std::atomic<unsigned long> still_used{0}; ///< an mm died on a CPU's mask
};

/// A process with one thread. Whoever holds its slot's claim runs it, and alone
/// writes what is not atomic here.
struct Process {
  explicit Process(Faults &faults) : faults(faults) {
    init_new_context(mm);
    mm.context.perf_rdpmc_allowed.store(mm.context.ctx_id % 4 == 0);
    for (unsigned Page = 0; Page != USER_PAGES; ++Page) {
      mm.pgd.user[Page].store(1);
      settled[Page].store(1);
    }
  }
  ~Process() {
    if (mm.cpumask.load() != 0)
      ++faults.still_used;
  }

  Mm mm;
  /// For each page the newest frame that all CPUs have been told of.
  std::array<std::atomic<std::uint64_t>, USER_PAGES> settled{};
  std::uint64_t newest = 1;
  bool tagged = false;
  bool threaded = false;
  Faults &faults;
};

/// Where a process lives until the next one takes its place.
struct Slot {
  std::mutex lock; ///< of process
  std::shared_ptr<Process> process;
  std::atomic<bool> claimed{false};
};

struct World {
  explicit World(Features features) : machine(NumberOfCpus, features) {
    for (Slot &S : slots)
      S.process = std::make_shared<Process>(faults);
  }
  Faults faults;
  std::array<Slot, NumberOfSlots> slots;
  std::mutex kernel_pages_lock;
  std::array<std::atomic<std::uint64_t>, KERNEL_PAGES> kernel_settled{};
  std::atomic<unsigned> started{0}, finished{0};
  Machine machine; ///< dies first, as it refers to the processes' mms
};

/// One CPU's life. The references keep an mm alive as long as it is loaded.
template <class Policy> class Worker {
  using Path = SwitchPath<Policy>;

public:
  Worker(World &world, unsigned Id)
      : world(world), cpu(world.machine.cpu(Id)), random(Id + 1) {}

  void run(std::uint64_t Switches) {
    bring_up<Policy>(cpu, kernel_thread);
    // All at once, and on few cores by turns: CPUs that run one after the
    // other never disturb each other.
    meet(world.started);
    while (cpu.count.switches < Switches) {
      const unsigned Dice = random() % 64;
      if (random() % 8 == 0)
        cpu_relax(cpu);
      take_interrupts(cpu);
      if (Dice < 32)
        run_process();
      else if (Dice < 58)
        borrow();
      else if (Dice < 61)
        go_idle();
      else if (Dice < 63)
        change_kernel_page();
      else
        reset();
      load_kernel_page();
    }
    leave();
    // The others may still wait for this CPU's answers.
    meet(world.finished);
  }

private:
  void meet(std::atomic<unsigned> &Arrived) {
    ++Arrived;
    while (Arrived.load() != NumberOfCpus)
      cpu_relax(cpu);
  }

  /// Switches to the process of some slot that no other CPU runs.
  void run_process() {
    Slot &S = world.slots[random() % NumberOfSlots];
    if (&S == running || S.claimed.exchange(true, std::memory_order_acquire))
      return go_idle();
    std::shared_ptr<Process> P = process_of(S);
    user_task.mm = &P->mm;
    context_switch<Policy>(cpu, user_task);
    left(std::move(P));
    running = &S;

    use_memory(*loaded, /*User=*/true);
    const unsigned Dice = random() % 64;
    if (Dice < 4)
      change_pages(*loaded);
    else if (Dice < 12)
      enable_lam(*loaded);
    else if (Dice < 20)
      replace(S, *loaded);
    use_tag(*loaded);
  }

  /// A kernel thread works on the memory of some process.
  void borrow() {
    std::shared_ptr<Process> P =
        process_of(world.slots[random() % NumberOfSlots]);
    context_switch<Policy>(cpu, kernel_thread);
    kthread_use_mm<Policy>(cpu, P->mm);
    left(std::move(P));
    use_memory(*loaded, /*User=*/false);
    cpu_relax(cpu);
    use_memory(*loaded, /*User=*/false);
    kthread_unuse_mm<Policy>(cpu);
  }

  /// Nothing to do: half of the time the CPU stays lazily where it is.
  void go_idle() {
    if (random() % 2)
      return leave();
    context_switch<Policy>(cpu, kernel_thread);
    left(loaded);
  }

  void leave() {
    context_switch<Policy>(cpu, kernel_thread);
    Path::leave_mm(cpu);
    left(nullptr);
  }

  void reset() {
    leave();
    const bool Enabled = local_irq_save(cpu);
    cpu.hw.fill_with_junk();
    bring_up<Policy>(cpu, kernel_thread);
    local_irq_restore(cpu, Enabled);
  }

  /// To be called after a switch: lets go of what was loaded before it.
  void left(std::shared_ptr<Process> Now) {
    if (running) {
      running->claimed.store(false, std::memory_order_release);
      running = nullptr;
    }
    loaded = std::move(Now);
  }

  void use_memory(Process &P, bool User) {
    const bool Enabled = local_irq_save(cpu);
    if (((cpu.hw.read_cr4() & X86_CR4_PCE) != 0) !=
        P.mm.context.perf_rdpmc_allowed.load())
      ++world.faults.cr4;
    if (User)
      switch_to_user_cr3(cpu);
    const unsigned Page = random() % USER_PAGES;
    const std::uint64_t Settled =
        P.settled[Page].load(std::memory_order_acquire);
    const auto Frame = cpu.hw.load_user(user_address(Page));
    if (!Frame)
      ++world.faults.masking;
    else if (*Frame < Settled)
      ++world.faults.stale;
    if (User)
      switch_to_kernel_cr3(cpu);
    local_irq_restore(cpu, Enabled);
  }

  /// Only the process itself knows whether it may use tags.
  void use_tag(Process &P) {
    const bool Enabled = local_irq_save(cpu);
    const bool Passed = cpu.hw.load_user(user_address(0) | bit(57)).has_value();
    if (Passed != P.tagged)
      ++world.faults.masking;
    local_irq_restore(cpu, Enabled);
  }

  void change_pages(Process &P) {
    const unsigned First = random() % USER_PAGES;
    const unsigned Count = 1 + random() % (USER_PAGES - First);
    const std::uint64_t Frame = ++P.newest;
    for (unsigned Page = First; Page != First + Count; ++Page)
      P.mm.pgd.user[Page].store(Frame, std::memory_order_release);
    Path::flush_tlb_mm_range(cpu, P.mm, user_address(First),
                             user_address(First + Count), PAGE_SHIFT,
                             /*freed_tables=*/random() % 4 == 0);
    for (unsigned Page = First; Page != First + Count; ++Page)
      P.settled[Page].store(Frame, std::memory_order_release);
    use_memory(P, /*User=*/true);
  }

  void enable_lam(Process &P) {
    if (!P.threaded && !P.tagged && random() % 8 == 0) {
      P.threaded = true;
      lock_lam_on_clone(P.mm);
    }
    std::uint64_t Unused = 0;
    const int Expected = P.tagged || P.threaded ? -EBUSY : 0;
    if (Path::arch_prctl(cpu, ArchOption::EnableTaggedAddr, LAM_U57_BITS,
                         Unused) != Expected)
      ++world.faults.refused;
    P.tagged |= Expected == 0;
  }

  /// The process exits; its child, or a new program, takes the slot.
  void replace(Slot &S, Process &Old) {
    auto New = std::make_shared<Process>(world.faults);
    if (random() % 4 == 0) {
      dup_lam(Old.mm, New->mm);
      New->tagged = Old.tagged;
    }
    // Once enabled it stays so; asking again is refused, as after enabling.
    if (New->tagged)
      lock_lam_on_clone(New->mm);
    std::lock_guard<std::mutex> Guard(S.lock);
    S.process = std::move(New);
  }

  void load_kernel_page() {
    const unsigned Page = random() % KERNEL_PAGES;
    const std::uint64_t Settled =
        world.kernel_settled[Page].load(std::memory_order_acquire);
    if (cpu.hw.load_kernel(Page) < Settled)
      ++world.faults.stale;
  }

  void change_kernel_page() {
    std::unique_lock<std::mutex> Guard(world.kernel_pages_lock,
                                       std::try_to_lock);
    if (!Guard)
      return;
    const unsigned Page = random() % KERNEL_PAGES;
    const std::uint64_t Frame = kernel_pages[Page].load() + 1;
    kernel_pages[Page].store(Frame, std::memory_order_release);
    const std::uint64_t Address = kernel_address(Page);
    Path::flush_tlb_kernel_range(
        cpu, Address, random() % 8 ? Address + bit(PAGE_SHIFT) : TLB_FLUSH_ALL);
    world.kernel_settled[Page].store(Frame, std::memory_order_release);
  }

  static std::shared_ptr<Process> process_of(Slot &S) {
    std::lock_guard<std::mutex> Guard(S.lock);
    return S.process;
  }

  World &world;
  Cpu &cpu;
  std::minstd_rand random;
  Task kernel_thread, user_task;
  std::shared_ptr<Process> loaded; ///< whose mm is loaded, null: init_mm's
  Slot *running = nullptr;         ///< claimed by this CPU
};

/// Runs one machine and adds what its CPUs have counted.
template <class Policy>
bool runMachine(Features features, std::uint64_t Switches, Counters &Total) {
  World world(features);
  std::vector<std::thread> Cpus;
  for (unsigned Id = 0; Id != NumberOfCpus; ++Id)
    Cpus.emplace_back([&world, Id, Switches] {
      Worker<Policy>(world, Id).run((Switches + NumberOfCpus - 1) /
                                    NumberOfCpus);
    });
  for (std::thread &T : Cpus)
    T.join();

  const Faults &F = world.faults;
  std::uint64_t Wrong = F.stale + F.masking + F.cr4 + F.refused + F.still_used;
  for (unsigned Id = 0; Id != NumberOfCpus; ++Id) {
    const Counters &C = world.machine.cpu(Id).count;
    Total.switches += C.switches;
    Total.full_flushes += C.full_flushes;
    Total.partial_flushes += C.partial_flushes;
    Total.interrupts += C.interrupts;
    Total.lam_enabled += C.lam_enabled;
    Total.cr3_mismatches += C.cr3_mismatches;
    Total.warnings += C.warnings;
    Wrong += world.machine.cpu(Id).hw.faults();
    Wrong += C.cr3_mismatches + C.warnings;
  }
  std::printf("pcid %d, pti %d: stale %lu, masking %lu, cr4 %lu, refused %lu, "
              "still used %lu\n",
              features.pcid, features.pti, F.stale.load(), F.masking.load(),
              F.cr4.load(), F.refused.load(), F.still_used.load());
  return Wrong == 0;
}

template <class Policy> int run(std::uint64_t Switches) {
  Features WithPti, WithoutPcid;
  WithPti.pti = true;
  WithoutPcid.pcid = false;
  Counters Total;
  bool Held = runMachine<Policy>(Features(), Switches / 2, Total);
  Held &= runMachine<Policy>(WithPti, Switches / 4, Total);
  Held &= runMachine<Policy>(WithoutPcid,
                             Switches - Switches / 2 - Switches / 4, Total);
  auto Print = [](const char *What, std::uint64_t Count) {
    std::printf(" %llu %s", static_cast<unsigned long long>(Count), What);
  };
  std::printf("%s:", Policy::name);
  Print("switches,", Total.switches);
  Print("times LAM enabled,", Total.lam_enabled);
  Print("interrupts,", Total.interrupts);
  Print("full and", Total.full_flushes);
  Print("partial flushes,", Total.partial_flushes);
  Print("warnings,", Total.warnings);
  Print("times CR3 and tlbstate disagreed\n", Total.cr3_mismatches);
  // A run that never did what it is to survive proves nothing.
  const bool Exercised = Total.switches >= Switches && Total.lam_enabled &&
                         Total.interrupts && Total.full_flushes &&
                         Total.partial_flushes;
  std::printf("%s\n", !Held        ? "broken"
                      : !Exercised ? "too short to tell"
                                   : "held");
  return Held && Exercised ? 0 : 1;
}

} // namespace

int main(int Count, char **Arguments) {
  if (Count != 3) {
    std::fprintf(stderr, "usage: %s POLICY SWITCHES\n", Arguments[0]);
    return 2;
  }
  const char *Policy = Arguments[1];
  const std::uint64_t Switches = std::strtoull(Arguments[2], nullptr, 10);
  auto Is = [Policy](const char *Name) { return !std::strcmp(Policy, Name); };
  if (Is(Unfixed::name))
    return run<Unfixed>(Switches);
  if (Is(ReturnsStored::name))
    return run<ReturnsStored>(Switches);
  if (Is(OutParameter::name))
    return run<OutParameter>(Switches);
  if (Is(Merged::name))
    return run<Merged>(Switches);
  if (Is(BothMarked::name))
    return run<BothMarked>(Switches);
  if (Is(WarnThenSet::name))
    return run<WarnThenSet>(Switches);
  std::fprintf(stderr, "unknown policy '%s'\n", Policy);
  return 2;
}
