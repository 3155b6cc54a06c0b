//===-- rcupdate.h - pointers that outlive their update -----------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_RCUPDATE_H
#define CORPUS_RCUPDATE_H

#include "cleanup.h"
#include "compiler.h"

static __always_inline void __rcu_read_lock(void)
{
  barrier();
}

static __always_inline void __rcu_read_unlock(void)
{
  barrier();
}

static __always_inline void rcu_read_lock(void)
{
  __rcu_read_lock();
}

static inline void rcu_read_unlock(void)
{
  __rcu_read_unlock();
}

DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())

#define __rcu_access_pointer(p, local)                                         \
  ({                                                                           \
    typeof(*p) *local = (typeof(*p) *__force)READ_ONCE(p);                     \
    ((typeof(*p) __force *)(local));                                           \
  })
#define __rcu_dereference_check(p, local, c)                                   \
  ({                                                                           \
    typeof(*p) *local = (typeof(*p) *__force)READ_ONCE(p);                     \
    do {                                                                       \
    } while (0 && (c));                                                        \
    ((typeof(*p) __force *)(local));                                           \
  })
#define rcu_dereference_check(p, c) \
  __rcu_dereference_check((p), __UNIQUE_ID(rcu), (c))
#define rcu_dereference(p) rcu_dereference_check(p, 0)
#define rcu_access_pointer(p) __rcu_access_pointer((p), __UNIQUE_ID(rcu))
#define rcu_dereference_protected(p, c)                                        \
  ({                                                                           \
    do {                                                                       \
    } while (0 && !(c));                                                       \
    ((typeof(*p) __force *)(p));                                               \
  })
#define rcu_assign_pointer(p, v)                                               \
  do {                                                                         \
    uintptr_t _r_a_p__v = (uintptr_t)(v);                                      \
    if (__builtin_constant_p(v) && (_r_a_p__v) == (uintptr_t)NULL)             \
      WRITE_ONCE((p), (typeof(p))(_r_a_p__v));                                 \
    else                                                                       \
      smp_store_release(&p, (typeof(p))_r_a_p__v);                             \
  } while (0)

#endif // CORPUS_RCUPDATE_H
