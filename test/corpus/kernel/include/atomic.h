//===-- atomic.h - counters, and compare and exchange -------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_ATOMIC_H
#define CORPUS_ATOMIC_H

#include "compiler.h"

typedef struct {
  int counter;
} atomic_t;

typedef struct {
  s64 counter;
} atomic64_t;

#define ATOMIC_INIT(i) {(i)}
#define ATOMIC64_INIT(i) {(i)}

void __bad_atomic_size(void);

/* Tells whether it stored, and leaves in *_pold what it found if not. */
#define __raw_try_cmpxchg(_ptr, _pold, _new, size)                             \
  ({                                                                           \
    bool success;                                                              \
    typeof(_ptr) _old = (typeof(_ptr))(_pold);                                 \
    typeof(*(_ptr)) __old = *_old;                                             \
    typeof(*(_ptr)) __new = (_new);                                            \
    switch (size) {                                                            \
    case 4: {                                                                  \
      volatile u32 *__ptr = (volatile u32 *)(_ptr);                            \
      asm volatile("lock cmpxchgl %[new], %[ptr]"                              \
                   : "=@ccz"(success), [ptr] "+m"(*__ptr), [old] "+a"(__old)   \
                   : [new] "r"(__new)                                          \
                   : "memory");                                                \
      break;                                                                   \
    }                                                                          \
    case 8: {                                                                  \
      volatile u64 *__ptr = (volatile u64 *)(_ptr);                            \
      asm volatile("lock cmpxchgq %[new], %[ptr]"                              \
                   : "=@ccz"(success), [ptr] "+m"(*__ptr), [old] "+a"(__old)   \
                   : [new] "r"(__new)                                          \
                   : "memory");                                                \
      break;                                                                   \
    }                                                                          \
    default:                                                                   \
      __bad_atomic_size();                                                     \
    }                                                                          \
    if (unlikely(!success))                                                    \
      *_old = __old;                                                           \
    likely(success);                                                           \
  })
#define try_cmpxchg(ptr, pold, new)                                            \
  __raw_try_cmpxchg((ptr), (pold), (new), sizeof(*(ptr)))

/* Returns what it found. */
#define __raw_cmpxchg(ptr, old, new, size)                                     \
  ({                                                                           \
    typeof(*(ptr)) __ret;                                                      \
    typeof(*(ptr)) __old = (old);                                              \
    typeof(*(ptr)) __new = (new);                                              \
    switch (size) {                                                            \
    case 4: {                                                                  \
      volatile u32 *__ptr = (volatile u32 *)(ptr);                             \
      asm volatile("lock cmpxchgl %2,%1"                                       \
                   : "=a"(__ret), "+m"(*__ptr)                                 \
                   : "r"(__new), "0"(__old)                                    \
                   : "memory");                                                \
      break;                                                                   \
    }                                                                          \
    case 8: {                                                                  \
      volatile u64 *__ptr = (volatile u64 *)(ptr);                             \
      asm volatile("lock cmpxchgq %2,%1"                                       \
                   : "=a"(__ret), "+m"(*__ptr)                                 \
                   : "r"(__new), "0"(__old)                                    \
                   : "memory");                                                \
      break;                                                                   \
    }                                                                          \
    default:                                                                   \
      __bad_atomic_size();                                                     \
    }                                                                          \
    __ret;                                                                     \
  })
#define cmpxchg(ptr, old, new) \
  __raw_cmpxchg((ptr), (old), (new), sizeof(*(ptr)))

static __always_inline int arch_atomic_read(const atomic_t *v)
{
  return __READ_ONCE((v)->counter);
}

static __always_inline int atomic_read(const atomic_t *v)
{
  return arch_atomic_read(v);
}

static __always_inline void atomic_set(atomic_t *v, int i)
{
  __WRITE_ONCE(v->counter, i);
}

static __always_inline void atomic_inc(atomic_t *v)
{
  asm volatile("lock; incl %0" : "+m"(v->counter) : : "memory");
}

static __always_inline bool atomic_try_cmpxchg(atomic_t *v, int *old, int new)
{
  return try_cmpxchg(&v->counter, old, new);
}

static __always_inline int atomic_cmpxchg(atomic_t *v, int old, int new)
{
  return cmpxchg(&v->counter, old, new);
}

static __always_inline s64 arch_atomic64_read(const atomic64_t *v)
{
  return __READ_ONCE((v)->counter);
}

static __always_inline s64 atomic64_read(const atomic64_t *v)
{
  return arch_atomic64_read(v);
}

static __always_inline void atomic64_set(atomic64_t *v, s64 i)
{
  __WRITE_ONCE(v->counter, i);
}

#endif // CORPUS_ATOMIC_H
