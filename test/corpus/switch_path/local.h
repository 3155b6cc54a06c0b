//===-- local.h - what concerns this CPU alone ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_LOCAL_H
#define SWITCH_PATH_LOCAL_H

#include "asid.h"
#include "cpu.h"
#include <cstdint>

namespace switch_path {

/// What CR3 should be, from tlbstate alone.
inline std::uint64_t get_current_cr3_fast(const Cpu &cpu) {
  return build_cr3(cpu, cpu.tlbstate.loaded_mm->pgd,
                   cpu.tlbstate.loaded_mm_asid, tlbstate_lam_cr3_mask(cpu));
}

/// Compares CR3 with that, counts and returns a mismatch.
inline bool cr3_mismatch(Cpu &cpu) {
  if (read_cr3(cpu) == get_current_cr3_fast(cpu))
    return false;
  ++cpu.count.cr3_mismatches;
  return true;
}

/// Everything of the loaded mm: CR3 is written back as it is.
inline void flush_tlb_local(Cpu &cpu) {
  invalidate_user_asid(cpu, cpu.tlbstate.loaded_mm_asid);
  write_cr3(cpu, read_cr3(cpu));
}

inline void flush_tlb_all_local(Cpu &cpu) {
  const std::uint64_t cr4 = cpu.tlbstate.cr4;
  cr4_write(cpu, cr4 ^ X86_CR4_PGE);
  cr4_write(cpu, cr4);
}

inline void flush_tlb_one_user(Cpu &cpu, std::uint64_t address) {
  cpu.hw.invlpg(address);
  invalidate_user_asid(cpu, cpu.tlbstate.loaded_mm_asid);
}

inline void flush_tlb_one_kernel(Cpu &cpu, std::uint64_t address) {
  flush_tlb_one_user(cpu, address);
  // Isolated page tables have no global kernel pages: the other PCIDs keep
  // copies that INVLPG does not reach.
  if (cpu.features.pti)
    cpu.tlbstate.invalidate_other = true;
}

/// To user mode: with isolated page tables CR3 gets the user PCID, which is
/// flushed now if a flush was deferred to here.
inline void switch_to_user_cr3(Cpu &cpu) {
  if (!cpu.features.pti || !cpu.features.pcid)
    return;
  const std::uint64_t pcid = kern_pcid(cpu.tlbstate.loaded_mm_asid);
  std::uint64_t cr3 = read_cr3(cpu) | bit(X86_CR3_PTI_PCID_USER_BIT);
  if (cpu.tlbstate.user_pcid_flush_mask & bit(pcid))
    cpu.tlbstate.user_pcid_flush_mask = static_cast<std::uint16_t>(
        cpu.tlbstate.user_pcid_flush_mask & ~bit(pcid));
  else
    cr3 |= CR3_NOFLUSH;
  write_cr3(cpu, cr3);
}

/// And back. The kernel PCID has been kept up to date.
inline void switch_to_kernel_cr3(Cpu &cpu) {
  if (!cpu.features.pti || !cpu.features.pcid)
    return;
  const std::uint64_t cr3 = read_cr3(cpu) & ~bit(X86_CR3_PTI_PCID_USER_BIT);
  write_cr3(cpu, cr3 | CR3_NOFLUSH);
}

} // namespace switch_path

#endif // SWITCH_PATH_LOCAL_H
