// Which facts `auto`, the default, stands for: the set `linux` in units that
// define __KERNEL__, however they do, and only there.

// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=plain %s
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=linux %s -D__KERNEL__
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=linux %s -DIN_THE_SOURCE
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=plain %s -D__KERNEL__ \
// RUN:   -analyzer-config reread.DoubleRead:Facts=cxx
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=linux %s \
// RUN:   -analyzer-config reread.DoubleRead:Facts=linux
// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -verify=linux %s -D__KERNEL__ \
// RUN:   -analyzer-config reread.DoubleRead:Facts=cxx:auto

#ifdef IN_THE_SOURCE
#define __KERNEL__
#endif

// plain-no-diagnostics

typedef struct { unsigned long lam_cr3_mask; } mm_context_t;
struct mm_struct { mm_context_t context; };
struct tlb_state { unsigned short lam; };
void write_cr3(unsigned long value);

void switch_mm(struct tlb_state *cpu, struct mm_struct *next)
{
  write_cr3(next->context.lam_cr3_mask);
  cpu->lam = next->context.lam_cr3_mask; // linux-warning {{'lam_cr3_mask' of 'next->context' is read again here; its two values reach CR3 and 'cpu_tlbstate.lam', which must agree}}
}
