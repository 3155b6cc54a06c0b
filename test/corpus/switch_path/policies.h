//===-- policies.h - ways to bring the LAM mask to CR3 and tlbstate -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A policy has four functions. lam_for_cr3() gives the bits for CR3 and
// record_lam() runs after CR3 has them; lam_at_reset() and
// record_lam_at_reset() are the same for a CPU that is (re)initialised, where
// LAM must be off. `fixed` says whether one switch takes one value.
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_POLICIES_H
#define SWITCH_PATH_POLICIES_H

#include "cpu.h"
#include "mm.h"
#include <cstdint>

namespace switch_path {

inline void cpu_tlbstate_update_lam(Cpu &cpu, std::uint64_t lam,
                                    std::uint64_t untag_mask) {
  cpu.tlbstate.lam = static_cast<std::uint8_t>(lam >> X86_CR3_LAM_U57_BIT);
  cpu.tlbstate.untag_mask = untag_mask;
}

/// The caller reads the mask for CR3, the callee reads it again for tlbstate.
struct Unfixed {
  static constexpr const char *name = "Unfixed";
  static constexpr bool fixed = false;

  static void set_tlbstate_lam_mode(Cpu &cpu, const Mm &mm) {
    cpu.tlbstate.lam =
        static_cast<std::uint8_t>(mm_lam_cr3_mask(mm) >> X86_CR3_LAM_U57_BIT);
    cpu.tlbstate.untag_mask = mm_untag_mask(mm);
  }

  static std::uint64_t lam_for_cr3(Cpu &, const Mm &mm) {
    return mm_lam_cr3_mask(mm);
  }
  static void record_lam(Cpu &cpu, const Mm &mm, std::uint64_t) {
    set_tlbstate_lam_mode(cpu, mm);
  }
  static std::uint64_t lam_at_reset(Cpu &, const Mm &mm) {
    return mm_lam_cr3_mask(mm);
  }
  static void record_lam_at_reset(Cpu &cpu, const Mm &mm, std::uint64_t) {
    set_tlbstate_lam_mode(cpu, mm);
  }
};

/// The callee reads, stores, and returns what it stored.
struct ReturnsStored {
  static constexpr const char *name = "ReturnsStored";
  static constexpr bool fixed = true;

  static std::uint64_t set_tlbstate_lam_mode(Cpu &cpu, const Mm &mm) {
    const std::uint64_t lam = mm_lam_cr3_mask(mm);
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
    return lam;
  }

  static std::uint64_t lam_for_cr3(Cpu &cpu, const Mm &mm) {
    return set_tlbstate_lam_mode(cpu, mm);
  }
  static void record_lam(Cpu &, const Mm &, std::uint64_t) {}
  static std::uint64_t lam_at_reset(Cpu &cpu, const Mm &mm) {
    return set_tlbstate_lam_mode(cpu, mm);
  }
  static void record_lam_at_reset(Cpu &, const Mm &, std::uint64_t) {}
};

/// The same, but the value comes back through a parameter.
struct OutParameter {
  static constexpr const char *name = "OutParameter";
  static constexpr bool fixed = true;

  static void set_tlbstate_lam_mode(Cpu &cpu, const Mm &mm,
                                    std::uint64_t &lam) {
    lam = mm_lam_cr3_mask(mm);
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
  }

  static std::uint64_t lam_for_cr3(Cpu &cpu, const Mm &mm) {
    std::uint64_t lam = 0;
    set_tlbstate_lam_mode(cpu, mm, lam);
    return lam;
  }
  static void record_lam(Cpu &, const Mm &, std::uint64_t) {}
  static std::uint64_t lam_at_reset(Cpu &cpu, const Mm &mm) {
    std::uint64_t lam = 0;
    set_tlbstate_lam_mode(cpu, mm, lam);
    return lam;
  }
  static void record_lam_at_reset(Cpu &, const Mm &, std::uint64_t) {}
};

/// One read by the caller, whose value goes to both.
struct Merged {
  static constexpr const char *name = "Merged";
  static constexpr bool fixed = true;

  static std::uint64_t lam_for_cr3(Cpu &, const Mm &mm) {
    return mm_lam_cr3_mask(mm);
  }
  static void record_lam(Cpu &cpu, const Mm &mm, std::uint64_t lam) {
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
  }
  static std::uint64_t lam_at_reset(Cpu &, const Mm &mm) {
    return mm_lam_cr3_mask(mm);
  }
  static void record_lam_at_reset(Cpu &cpu, const Mm &mm, std::uint64_t lam) {
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
  }
};

/// Stronger loads, without the accessor, but still two of them. The first
/// one's value is handed on and ignored.
struct BothMarked {
  static constexpr const char *name = "BothMarked";
  static constexpr bool fixed = false;

  static void set_tlbstate_lam_mode(Cpu &cpu, const Mm &mm) {
    const std::uint64_t lam =
        mm.context.lam_cr3_mask.load(std::memory_order_acquire);
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
  }

  static std::uint64_t lam_for_cr3(Cpu &, const Mm &mm) {
    return mm.context.lam_cr3_mask.load(std::memory_order_acquire);
  }
  static void record_lam(Cpu &cpu, const Mm &mm, std::uint64_t) {
    set_tlbstate_lam_mode(cpu, mm);
  }
  // A reset reads once, so that the switch and the enabling stand alone.
  static std::uint64_t lam_at_reset(Cpu &, const Mm &mm) {
    return mm.context.lam_cr3_mask.load(std::memory_order_acquire);
  }
  static void record_lam_at_reset(Cpu &cpu, const Mm &mm, std::uint64_t lam) {
    cpu_tlbstate_update_lam(cpu, lam, mm_untag_mask(mm));
  }
};

/// Merged, but at a reset a warning looks at the mask by a read of its own. The
/// first value goes nowhere but into the diagnostic.
struct WarnThenSet : Merged {
  static constexpr const char *name = "WarnThenSet";

  static std::uint64_t lam_at_reset(Cpu &cpu, const Mm &mm) {
    warn_on(cpu, mm_lam_cr3_mask(mm) != 0);
    return 0;
  }
  static void record_lam_at_reset(Cpu &cpu, const Mm &mm, std::uint64_t) {
    Unfixed::set_tlbstate_lam_mode(cpu, mm);
  }
};

} // namespace switch_path

#endif // SWITCH_PATH_POLICIES_H
