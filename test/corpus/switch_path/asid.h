//===-- asid.h - ASIDs, PCIDs and the values of CR3 -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An ASID counts from 0 and names one of the few mms that a CPU remembers. The
// kernel PCID is one more, since PCID 0 belongs to code that knows none; the
// user PCID is the same with one high bit set.
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_ASID_H
#define SWITCH_PATH_ASID_H

#include "cpu.h"
#include "mm.h"
#include <cstdint>

namespace switch_path {

inline std::uint64_t kern_pcid(std::uint16_t asid) {
  return std::uint64_t(asid) + 1;
}

inline std::uint64_t user_pcid(std::uint16_t asid) {
  return kern_pcid(asid) | bit(X86_CR3_PTI_PCID_USER_BIT);
}

inline std::uint64_t build_cr3(const Cpu &cpu, const PageTable &pgd,
                               std::uint16_t asid, std::uint64_t lam) {
  std::uint64_t cr3 = pa(pgd) | lam;
  if (cpu.features.pcid)
    cr3 |= kern_pcid(asid);
  return cr3;
}

inline std::uint64_t build_cr3_noflush(const Cpu &cpu, const PageTable &pgd,
                                       std::uint16_t asid, std::uint64_t lam) {
  return build_cr3(cpu, pgd, asid, lam) | CR3_NOFLUSH;
}

/// Remembers that the user PCID is stale; switch_to_user_cr3() acts on it.
inline void invalidate_user_asid(Cpu &cpu, std::uint16_t asid) {
  // Without PCIDs the write of CR3 has flushed what there is.
  if (!cpu.features.pcid || !cpu.features.pti)
    return;
  cpu.tlbstate.user_pcid_flush_mask = static_cast<std::uint16_t>(
      cpu.tlbstate.user_pcid_flush_mask | bit(kern_pcid(asid)));
}

/// A kernel page has changed that every PCID may have cached: forget whom the
/// slots belong to, so that each is flushed when it is next taken. The loaded
/// one has been kept up to date.
inline void clear_asid_other(Cpu &cpu) {
  if (!cpu.features.pti) {
    warn_on(cpu, true);
    return;
  }
  for (std::uint16_t asid = 0; asid != TLB_NR_DYN_ASIDS; ++asid)
    if (asid != cpu.tlbstate.loaded_mm_asid)
      cpu.tlbstate.ctxs[asid].ctx_id = 0;
  cpu.tlbstate.invalidate_other = false;
}

struct AsidChoice {
  std::uint16_t asid;
  bool need_flush;
};

/// The slot that next still owns on this CPU, or else the one whose turn it is.
inline AsidChoice choose_new_asid(Cpu &cpu, const Mm &next,
                                  std::uint64_t next_tlb_gen) {
  if (!cpu.features.pcid)
    return {0, true};
  if (cpu.tlbstate.invalidate_other)
    clear_asid_other(cpu);

  for (std::uint16_t asid = 0; asid != TLB_NR_DYN_ASIDS; ++asid) {
    const TlbContext &slot = cpu.tlbstate.ctxs[asid];
    if (slot.ctx_id == next.context.ctx_id)
      return {asid, slot.tlb_gen < next_tlb_gen};
  }

  std::uint16_t asid = cpu.tlbstate.next_asid;
  if (asid >= TLB_NR_DYN_ASIDS)
    asid = 0;
  cpu.tlbstate.next_asid = static_cast<std::uint16_t>(asid + 1);
  return {asid, true};
}

inline std::uint64_t tlbstate_lam_cr3_mask(const Cpu &cpu) {
  return std::uint64_t(cpu.tlbstate.lam) << X86_CR3_LAM_U57_BIT;
}

} // namespace switch_path

#endif // SWITCH_PATH_ASID_H
