//===-- bitops.h - one bit of a word in memory --------------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_BITOPS_H
#define CORPUS_BITOPS_H

#include "compiler.h"

#define RLONG_ADDR(x) "m"(*(volatile long *)(x))
#define WBYTE_ADDR(x) "+m"(*(volatile char *)(x))
#define CONST_MASK_ADDR(nr, addr) WBYTE_ADDR((void *)(addr) + ((nr) >> 3))
#define CONST_MASK(nr) (1 << ((nr) & 7))

static __always_inline void set_bit(long nr, volatile unsigned long *addr)
{
  if (__builtin_constant_p(nr))
    asm volatile("lock; orb %b1,%0"
                 : CONST_MASK_ADDR(nr, addr)
                 : "iq"(CONST_MASK(nr))
                 : "memory");
  else
    asm volatile("lock; btsq %1,%0" : : RLONG_ADDR(addr), "Ir"(nr) : "memory");
}

static __always_inline void clear_bit(long nr, volatile unsigned long *addr)
{
  if (__builtin_constant_p(nr))
    asm volatile("lock; andb %b1,%0"
                 : CONST_MASK_ADDR(nr, addr)
                 : "iq"(~CONST_MASK(nr)));
  else
    asm volatile("lock; btrq %1,%0" : : RLONG_ADDR(addr), "Ir"(nr) : "memory");
}

static __always_inline void __set_bit(unsigned long nr,
                                      volatile unsigned long *addr)
{
  asm volatile("btsq %1,%0" : : RLONG_ADDR(addr), "Ir"(nr) : "memory");
}

static __always_inline bool
constant_test_bit(long nr, const volatile unsigned long *addr)
{
  return ((1UL << (nr & (BITS_PER_LONG - 1))) & (addr[nr >> 6])) != 0;
}

static __always_inline bool
variable_test_bit(long nr, const volatile unsigned long *addr)
{
  bool oldbit;

  asm volatile("btq %2,%1"
               : "=@ccc"(oldbit)
               : "m"(*(unsigned long *)addr), "Ir"(nr)
               : "memory");
  return oldbit;
}

static __always_inline bool _test_bit(unsigned long nr,
                                      const volatile unsigned long *addr)
{
  return __builtin_constant_p(nr) ? constant_test_bit(nr, addr)
                                  : variable_test_bit(nr, addr);
}

static __always_inline bool const_test_bit(unsigned long nr,
                                           const volatile unsigned long *addr)
{
  const unsigned long *p = (const unsigned long *)addr + nr / BITS_PER_LONG;

  return !!(*p & BIT(nr % BITS_PER_LONG));
}

/* The word is named in an operand that is never evaluated. */
#define bitop(op, nr, addr)                                                    \
  ((__builtin_constant_p(nr) &&                                                \
    __builtin_constant_p((uintptr_t)(addr) != (uintptr_t)NULL) &&              \
    (uintptr_t)(addr) != (uintptr_t)NULL &&                                    \
    __builtin_constant_p(*(const unsigned long *)(addr)))                      \
       ? const##op(nr, addr)                                                   \
       : op(nr, addr))
#define test_bit(nr, addr) bitop(_test_bit, nr, addr)

#endif // CORPUS_BITOPS_H
