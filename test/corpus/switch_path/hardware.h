//===-- hardware.h - what a CPU does with CR3, CR4 and its TLB ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions, fields and constants of this program have the names of the code
// that they model, so that both can be read side by side.
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_HARDWARE_H
#define SWITCH_PATH_HARDWARE_H

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

namespace switch_path {

constexpr std::uint64_t bit(unsigned N) { return std::uint64_t(1) << N; }

constexpr unsigned PAGE_SHIFT = 12;
constexpr std::uint64_t X86_CR3_PCID_MASK = bit(12) - 1;
constexpr std::uint64_t CR3_ADDR_MASK = (bit(52) - 1) & ~X86_CR3_PCID_MASK;
constexpr unsigned X86_CR3_PTI_PCID_USER_BIT = 11;
constexpr unsigned X86_CR3_LAM_U57_BIT = 61;
constexpr std::uint64_t X86_CR3_LAM_U57 = bit(61);
constexpr std::uint64_t X86_CR3_LAM_U48 = bit(62);
constexpr std::uint64_t CR3_NOFLUSH = bit(63);
constexpr std::uint64_t X86_CR4_PGE = bit(7);
constexpr std::uint64_t X86_CR4_PCE = bit(8);
constexpr std::uint64_t X86_CR4_PCIDE = bit(17);

/// The bits of a user address that LAM_U57 lets the hardware ignore.
constexpr std::uint64_t LAM_U57_TAG = bit(63) - bit(57);

constexpr unsigned USER_PAGES = 8;
constexpr unsigned KERNEL_PAGES = 4;
constexpr std::uint64_t KERNEL_BASE = ~(bit(47) - 1);

/// One level of translation is enough: what matters is when a cached
/// translation may still be used. A frame is a number that grows with every
/// change of the page; 0 is "absent".
struct alignas(4096) PageTable {
  std::array<std::atomic<std::uint64_t>, USER_PAGES> user{};
};

inline std::array<std::atomic<std::uint64_t>, KERNEL_PAGES> kernel_pages{};

inline std::uint64_t pa(const PageTable &pgd) {
  return reinterpret_cast<std::uintptr_t>(&pgd);
}

inline std::uint64_t user_address(unsigned Page) {
  return std::uint64_t(Page) << PAGE_SHIFT;
}
inline std::uint64_t kernel_address(unsigned Page) {
  return KERNEL_BASE + (std::uint64_t(Page) << PAGE_SHIFT);
}

/// Registers and TLB of one CPU. Only the thread that plays the CPU comes here.
class Hardware {
public:
  std::uint64_t read_cr3() const { return cr3; }
  std::uint64_t read_cr4() const { return cr4; }
  unsigned faults() const { return bad_loads; }

  /// MOV to CR3: drops what is cached under the PCID unless told not to.
  void load_cr3(std::uint64_t Value) {
    const bool Keep = (Value & CR3_NOFLUSH) != 0;
    const bool Pcide = (cr4 & X86_CR4_PCIDE) != 0;
    if (!Pcide && (Keep || (Value & X86_CR3_PCID_MASK) != 0))
      ++bad_loads;
    cr3 = Value & ~CR3_NOFLUSH;
    if (!Pcide)
      drop_everything_but_global();
    else if (!Keep)
      context() = {};
  }

  /// MOV to CR4: a change of PGE drops all translations, global ones too.
  void load_cr4(std::uint64_t Value) {
    if ((Value ^ cr4) & X86_CR4_PGE) {
      drop_everything_but_global();
      global = {};
    }
    cr4 = Value;
  }

  /// INVLPG: drops one page of the current PCID, global or not.
  void invlpg(std::uint64_t Address) {
    const unsigned Index = static_cast<unsigned>(Address >> PAGE_SHIFT);
    if (Address >= KERNEL_BASE) {
      context().kernel[Index % KERNEL_PAGES] = 0;
      global[Index % KERNEL_PAGES] = 0;
    } else if (Index < USER_PAGES) {
      context().user[Index] = 0;
    }
  }

  /// The frame behind a user address, or nothing if the address faults.
  std::optional<std::uint64_t> load_user(std::uint64_t Address) {
    if (cr3 & X86_CR3_LAM_U57)
      Address &= ~LAM_U57_TAG;
    const std::uint64_t Page = Address >> PAGE_SHIFT;
    if (Page >= USER_PAGES)
      return std::nullopt;
    std::uint64_t &Cached = context().user[Page];
    if (Cached == 0) {
      const auto *Table =
          reinterpret_cast<const PageTable *>(cr3 & CR3_ADDR_MASK);
      Cached = Table->user[Page].load(std::memory_order_acquire);
    }
    return Cached;
  }

  /// Kernel pages are global unless page tables are isolated; then CR4.PGE is
  /// off and every PCID has its own copy.
  std::uint64_t load_kernel(unsigned Page) {
    std::uint64_t &Cached =
        (cr4 & X86_CR4_PGE) ? global[Page] : context().kernel[Page];
    if (Cached == 0)
      Cached = kernel_pages[Page].load(std::memory_order_acquire);
    return Cached;
  }

  /// What a CPU may find in its TLB when it comes back: translations of long
  /// ago under any PCID.
  void fill_with_junk() {
    for (Context &C : contexts) {
      C.user.fill(1);
      C.kernel.fill(1);
    }
  }

private:
  struct Context {
    std::array<std::uint64_t, USER_PAGES> user{};
    std::array<std::uint64_t, KERNEL_PAGES> kernel{};
  };

  /// PCIDs in use are 0 to 7, and the same with the user bit set.
  Context &context() {
    const std::uint64_t Pcid =
        (cr4 & X86_CR4_PCIDE) ? cr3 & X86_CR3_PCID_MASK : 0;
    return contexts[(Pcid & 7) | (Pcid >> X86_CR3_PTI_PCID_USER_BIT << 3)];
  }

  void drop_everything_but_global() { contexts = {}; }

  std::uint64_t cr3 = 0;
  std::uint64_t cr4 = 0;
  unsigned bad_loads = 0;
  std::array<Context, 16> contexts{};
  std::array<std::uint64_t, KERNEL_PAGES> global{};
};

} // namespace switch_path

#endif // SWITCH_PATH_HARDWARE_H
