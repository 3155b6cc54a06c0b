//===-- switch_path.cpp - how a CPU changes its address space -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With POLICY defined only that policy is instantiated, so that an analysis
// says something about it alone. analysed.test tells what STEPS and RESET are.
//
//===----------------------------------------------------------------------===//

#include "asid.h"
#include "local.h"
#include "policies.h"
#include "sync_point.h"
#include "tlb.h"
#include <cerrno>

namespace switch_path {

//===----------------------------------------------------------------------===//
// Switches
//===----------------------------------------------------------------------===//

static void load_new_mm_cr3(Cpu &cpu, const PageTable &pgd,
                            std::uint16_t new_asid, std::uint64_t lam,
                            bool need_flush) {
  std::uint64_t new_mm_cr3;
  if (need_flush) {
    invalidate_user_asid(cpu, new_asid);
    new_mm_cr3 = build_cr3(cpu, pgd, new_asid, lam);
  } else {
    new_mm_cr3 = build_cr3_noflush(cpu, pgd, new_asid, lam);
  }
  write_cr3(cpu, new_mm_cr3);
}

static void cr4_update_pce_mm(Cpu &cpu, const Mm &mm) {
  const std::uint64_t old = cpu.tlbstate.cr4;
  const bool allowed =
      mm.context.perf_rdpmc_allowed.load(std::memory_order_relaxed);
  const std::uint64_t cr4 = allowed ? old | X86_CR4_PCE : old & ~X86_CR4_PCE;
  if (cr4 != old)
    cr4_write(cpu, cr4);
}

template <class Policy>
void SwitchPath<Policy>::switch_mm_irqs_off(Cpu &cpu, Mm &next) {
  Mm *const prev = cpu.tlbstate.loaded_mm;
  const std::uint16_t prev_asid = cpu.tlbstate.loaded_mm_asid;
  const bool was_lazy =
      cpu.tlbstate_shared.is_lazy.load(std::memory_order_relaxed);
  std::uint64_t next_tlb_gen;
  std::uint16_t new_asid;
  bool need_flush;

  ++cpu.count.switches;
  warn_on(cpu, cpu.irqs_enabled);
  if (cr3_mismatch(cpu))
    flush_tlb_all_local(cpu);

  // From here on a flush is no longer skipped because this CPU is lazy. The
  // store is ordered before the load of tlb_gen, as whoever flushes raises
  // tlb_gen before looking at is_lazy.
  if (was_lazy)
    cpu.tlbstate_shared.is_lazy.store(false);

  if (prev == &next) {
    warn_on(cpu, cpu.tlbstate.ctxs[prev_asid].ctx_id != next.context.ctx_id);
    warn_on(cpu, prev != &init_mm && !cpumask_test_cpu(cpu.id, next));
    if (!was_lazy)
      return;

    // Flushes have passed this CPU by while it was lazy.
    next_tlb_gen = next.context.tlb_gen.load();
    if (cpu.tlbstate.ctxs[prev_asid].tlb_gen == next_tlb_gen)
      return;
    new_asid = prev_asid;
    need_flush = true;
  } else {
    cpu.tlbstate.loaded_mm = LOADED_MM_SWITCHING;
    if (prev != &init_mm) {
      warn_on(cpu, !cpumask_test_cpu(cpu.id, *prev));
      cpumask_clear_cpu(cpu.id, *prev);
    }

    // First be told of changes, then look at what can change.
    if (&next != &init_mm)
      cpumask_set_cpu(cpu.id, next);
    next_tlb_gen = next.context.tlb_gen.load();
    const AsidChoice choice = choose_new_asid(cpu, next, next_tlb_gen);
    new_asid = choice.asid;
    need_flush = choice.need_flush;
  }

  sync_point(cpu, SyncPoint::BeforeLam);
  // STEPS-DAG: switch_path.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: first read, marked
  const std::uint64_t new_lam = Policy::lam_for_cr3(cpu, next);
  sync_point(cpu, SyncPoint::AfterLam);
  if (need_flush) {
    cpu.tlbstate.ctxs[new_asid].ctx_id = next.context.ctx_id;
    cpu.tlbstate.ctxs[new_asid].tlb_gen = next_tlb_gen;
  }
  // STEPS-DAG: switch_path.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: the first value reaches CR3 here, through 'load_new_mm_cr3'
  load_new_mm_cr3(cpu, next.pgd, new_asid, new_lam, need_flush);
  sync_point(cpu, SyncPoint::AfterCr3);

  cpu.tlbstate.loaded_mm = &next;
  cpu.tlbstate.loaded_mm_asid = new_asid;
  Policy::record_lam(cpu, next, new_lam);
  sync_point(cpu, SyncPoint::AfterRecord);

  if (prev != &next)
    cr4_update_pce_mm(cpu, next);
}

template <class Policy> void SwitchPath<Policy>::switch_mm(Cpu &cpu, Mm &next) {
  const bool Enabled = local_irq_save(cpu);
  switch_mm_irqs_off(cpu, next);
  local_irq_restore(cpu, Enabled);
}

template <class Policy> void SwitchPath<Policy>::enter_lazy_tlb(Cpu &cpu) {
  if (cpu.tlbstate.loaded_mm == &init_mm)
    return;
  cpu.tlbstate_shared.is_lazy.store(true);
}

template <class Policy> void SwitchPath<Policy>::leave_mm(Cpu &cpu) {
  if (cpu.tlbstate.loaded_mm == &init_mm)
    return;
  warn_on(cpu, !cpu.tlbstate_shared.is_lazy.load(std::memory_order_relaxed));
  switch_mm(cpu, init_mm);
}

template <class Policy>
void SwitchPath<Policy>::initialize_tlbstate_and_flush(Cpu &cpu) {
  Mm &mm = *cpu.tlbstate.loaded_mm;
  const std::uint64_t tlb_gen = init_mm.context.tlb_gen.load();
  // RESET: switch_path.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: first read, marked
  const std::uint64_t lam = Policy::lam_at_reset(cpu, mm);
  const std::uint64_t cr3 = read_cr3(cpu);

  warn_on(cpu, (cr3 & CR3_ADDR_MASK) != pa(mm.pgd));
  warn_on(cpu, (cr3 & (X86_CR3_LAM_U48 | X86_CR3_LAM_U57)) != 0);
  warn_on(cpu, lam != 0);
  warn_on(cpu, cpu.features.pcid && !(cpu.tlbstate.cr4 & X86_CR4_PCIDE));

  write_cr3(cpu, build_cr3(cpu, mm.pgd, 0, 0));

  cpu.tlbstate.loaded_mm_asid = 0;
  cpu.tlbstate.next_asid = 1;
  cpu.tlbstate.ctxs[0].ctx_id = mm.context.ctx_id;
  cpu.tlbstate.ctxs[0].tlb_gen = tlb_gen;
  Policy::record_lam_at_reset(cpu, mm, lam);
  for (unsigned asid = 1; asid != TLB_NR_DYN_ASIDS; ++asid)
    cpu.tlbstate.ctxs[asid].ctx_id = 0;
}

//===----------------------------------------------------------------------===//
// Flushes of all CPUs that use an mm
//===----------------------------------------------------------------------===//

template <class Policy>
void SwitchPath<Policy>::flush_tlb_func(Cpu &cpu, void *info) {
  const FlushTlbInfo &f = *static_cast<const FlushTlbInfo *>(info);
  Mm *const loaded_mm = cpu.tlbstate.loaded_mm;
  const std::uint16_t asid = cpu.tlbstate.loaded_mm_asid;
  const std::uint64_t local_tlb_gen = cpu.tlbstate.ctxs[asid].tlb_gen;
  const bool local = cpu.id == f.initiating_cpu;

  warn_on(cpu, cpu.irqs_enabled);
  // The CPU may have switched away since it was interrupted.
  if (!local && f.mm != loaded_mm)
    return;
  if (loaded_mm == &init_mm)
    return;
  warn_on(cpu, cpu.tlbstate.ctxs[asid].ctx_id != loaded_mm->context.ctx_id);

  if (cpu.tlbstate_shared.is_lazy.load(std::memory_order_relaxed)) {
    // Nothing here needs the mm, and leaving it costs no more than a flush.
    switch_mm_irqs_off(cpu, init_mm);
    return;
  }
  if (f.new_tlb_gen <= local_tlb_gen)
    return;

  const std::uint64_t mm_tlb_gen = loaded_mm->context.tlb_gen.load();
  if (local_tlb_gen == mm_tlb_gen)
    return;
  warn_on(cpu, local_tlb_gen > mm_tlb_gen);
  warn_on(cpu, f.new_tlb_gen > mm_tlb_gen);

  // A range alone is enough only if it is all that this CPU has missed.
  if (f.end != TLB_FLUSH_ALL && f.new_tlb_gen == local_tlb_gen + 1 &&
      f.new_tlb_gen == mm_tlb_gen) {
    for (std::uint64_t address = f.start; address < f.end;
         address += bit(f.stride_shift))
      flush_tlb_one_user(cpu, address);
    ++cpu.count.partial_flushes;
  } else {
    flush_tlb_local(cpu);
    ++cpu.count.full_flushes;
  }
  cpu.tlbstate.ctxs[asid].tlb_gen = mm_tlb_gen;
}

static bool should_flush_tlb(const TlbStateShared &target) {
  return !target.is_lazy.load();
}

template <class Policy>
void SwitchPath<Policy>::flush_tlb_mm_range(Cpu &cpu, Mm &mm,
                                            std::uint64_t start,
                                            std::uint64_t end,
                                            unsigned stride_shift,
                                            bool freed_tables) {
  if (end == TLB_FLUSH_ALL ||
      (end - start) >> stride_shift > tlb_single_page_flush_ceiling) {
    start = 0;
    end = TLB_FLUSH_ALL;
  }
  FlushTlbInfo info = {&mm,          start,  end,         inc_mm_tlb_gen(mm),
                       stride_shift, cpu.id, freed_tables};

  const std::uint64_t cpus = mm_cpumask_after_change(mm);
  if (cpus & ~bit(cpu.id)) {
    // Page tables that are about to be freed must not even be walked by a
    // lazy CPU.
    if (freed_tables)
      on_each_cpu_mask(cpu, cpus, flush_tlb_func, &info);
    else
      on_each_cpu_cond_mask(cpu, should_flush_tlb, cpus, flush_tlb_func, &info);
  } else if (cpu.tlbstate.loaded_mm == &mm) {
    const bool Enabled = local_irq_save(cpu);
    flush_tlb_func(cpu, &info);
    local_irq_restore(cpu, Enabled);
  }
}

static void do_flush_tlb_all(Cpu &cpu, void *) { flush_tlb_all_local(cpu); }

static void do_kernel_range_flush(Cpu &cpu, void *info) {
  const FlushTlbInfo &f = *static_cast<const FlushTlbInfo *>(info);
  for (std::uint64_t address = f.start; address < f.end;
       address += bit(f.stride_shift))
    flush_tlb_one_kernel(cpu, address);
}

template <class Policy>
void SwitchPath<Policy>::flush_tlb_kernel_range(Cpu &cpu, std::uint64_t start,
                                                std::uint64_t end) {
  if (end == TLB_FLUSH_ALL ||
      (end - start) >> PAGE_SHIFT > tlb_single_page_flush_ceiling) {
    on_each_cpu_mask(cpu, cpu_online_mask(cpu), do_flush_tlb_all, nullptr);
    return;
  }
  FlushTlbInfo info = {nullptr, start, end, 0, PAGE_SHIFT, cpu.id, false};
  on_each_cpu_mask(cpu, cpu_online_mask(cpu), do_kernel_range_flush, &info);
}

//===----------------------------------------------------------------------===//
// Linear address masking
//===----------------------------------------------------------------------===//

template <class Policy>
void SwitchPath<Policy>::enable_lam_func(Cpu &cpu, void *info) {
  const Mm &mm = *static_cast<const Mm *>(info);
  if (cpu.tlbstate.loaded_mm != &mm)
    return;
  // STEPS-DAG: switch_path.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: first read, marked
  const std::uint64_t lam = Policy::lam_for_cr3(cpu, mm);
  // STEPS-DAG: switch_path.cpp:[[#@LINE+1]]:{{[0-9]+}}: note: the first value reaches CR3 here
  write_cr3(cpu, read_cr3(cpu) | lam);
  Policy::record_lam(cpu, mm, lam);
}

template <class Policy>
void SwitchPath<Policy>::mm_enable_lam(Cpu &cpu, Mm &mm) {
  mm.context.lam_cr3_mask.store(X86_CR3_LAM_U57, std::memory_order_relaxed);
  mm.context.untag_mask.store(~LAM_U57_TAG, std::memory_order_relaxed);
  // The process has one thread, but kernel threads elsewhere may use its mm.
  on_each_cpu_mask(cpu, mm_cpumask_after_change(mm), enable_lam_func, &mm);
  mm.context.lock_lam.store(true);
  ++cpu.count.lam_enabled;
}

template <class Policy>
int SwitchPath<Policy>::prctl_enable_tagged_addr(Cpu &cpu, Mm &mm,
                                                 std::uint64_t nr_bits) {
  if (!cpu.features.lam)
    return -ENODEV;
  mmap_write_lock(cpu, mm);
  int error = 0;
  if (mm.context.lock_lam.load())
    error = -EBUSY;
  else if (nr_bits == 0 || nr_bits > LAM_U57_BITS)
    error = -EINVAL;
  else
    mm_enable_lam(cpu, mm);
  mmap_write_unlock(mm);
  return error;
}

template <class Policy>
int SwitchPath<Policy>::arch_prctl(Cpu &cpu, ArchOption option,
                                   std::uint64_t argument,
                                   std::uint64_t &Result) {
  Mm *const mm = cpu.current ? cpu.current->mm : nullptr;
  if (!mm)
    return -EINVAL;
  switch (option) {
  case ArchOption::GetUntagMask:
    Result = mm_untag_mask(*mm);
    return 0;
  case ArchOption::EnableTaggedAddr:
    return prctl_enable_tagged_addr(cpu, *mm, argument);
  case ArchOption::GetMaxTagBits:
    Result = cpu.features.lam ? LAM_U57_BITS : 0;
    return 0;
  }
  return -EINVAL;
}

#ifdef POLICY
template struct SwitchPath<POLICY>;
#else
template struct SwitchPath<Unfixed>;
template struct SwitchPath<ReturnsStored>;
template struct SwitchPath<OutParameter>;
template struct SwitchPath<Merged>;
template struct SwitchPath<BothMarked>;
template struct SwitchPath<WarnThenSet>;
#endif

} // namespace switch_path
