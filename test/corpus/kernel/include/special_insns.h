//===-- special_insns.h - control registers -----------------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_SPECIAL_INSNS_H
#define CORPUS_SPECIAL_INSNS_H

#include "compiler.h"

#define X86_CR3_LAM_U57_BIT 61
#define X86_CR3_LAM_U57 BIT(61)
#define X86_CR3_LAM_U48 BIT(62)
#define CR3_ADDR_MASK GENMASK(51, 12)
#define CR3_NOFLUSH BIT(63)
#define X86_CR4_PCE BIT(8)

#define __FORCE_ORDER "m"(*(unsigned int *)0x1000UL)

static inline unsigned long __native_read_cr3(void)
{
  unsigned long val;

  asm volatile("mov %%cr3,%0\n\t" : "=r"(val) : __FORCE_ORDER);
  return val;
}

static inline void native_write_cr3(unsigned long val)
{
  asm volatile("mov %0,%%cr3" : : "r"(val) : "memory");
}

static inline unsigned long __read_cr3(void)
{
  return __native_read_cr3();
}

static inline void write_cr3(unsigned long x)
{
  native_write_cr3(x);
}

static inline unsigned long __phys_addr_nodebug(unsigned long x)
{
  unsigned long y = x - 0xffffffff80000000UL;

  return y + ((x > y) ? 0x1000000UL : 0x77ff80000000UL);
}
#define __pa(x) __phys_addr_nodebug((unsigned long)(x))

void cr4_set_bits_irqsoff(unsigned long mask);
void cr4_clear_bits_irqsoff(unsigned long mask);

#endif // CORPUS_SPECIAL_INSNS_H
