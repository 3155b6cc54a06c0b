//===-- compiler.h - marked accesses and hints, as a kernel has ---*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_COMPILER_H
#define CORPUS_COMPILER_H

#include "types.h"

#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __noreturn __attribute__((__noreturn__))
#define __maybe_unused __attribute__((__unused__))
#define __must_check __attribute__((__warn_unused_result__))
#define __cleanup(func) __attribute__((__cleanup__(func)))

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define likely_notrace(x) likely(x)
#define unlikely_notrace(x) unlikely(x)

#define barrier() __asm__ __volatile__("" : : : "memory")
#define smp_mb() asm volatile("lock; addl $0,-4(%%rsp)" : : : "memory", "cc")
#define smp_rmb() barrier()
#define smp_wmb() barrier()

#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)
#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) \
  __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

#define offsetof(type, member) __builtin_offsetof(type, member)
#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define static_assert(expr, ...) _Static_assert(expr, "" #expr)

/* The kernel asserts only in optimised builds. Here it always does, so that
   every build has the branch and the call that can never be reached. */
#define __compiletime_assert(condition, msg, prefix, suffix)                   \
  do {                                                                         \
    __noreturn extern void prefix##suffix(void) __attribute__((error(msg)));   \
    if (!(condition))                                                          \
      prefix##suffix();                                                        \
  } while (0)
#define _compiletime_assert(condition, msg, prefix, suffix) \
  __compiletime_assert(condition, msg, prefix, suffix)
#define compiletime_assert(condition, msg) \
  _compiletime_assert(condition, msg, __compiletime_assert_, __COUNTER__)

#define __native_word(t)                                                       \
  (sizeof(t) == sizeof(char) || sizeof(t) == sizeof(short) ||                  \
   sizeof(t) == sizeof(int) || sizeof(t) == sizeof(long))
#define compiletime_assert_rwonce_type(t)                                      \
  compiletime_assert(__native_word(t) || sizeof(t) == sizeof(long long),       \
                     "no single access is that wide")

#define __scalar_type_to_expr_cases(type)                                      \
  unsigned type : (unsigned type)0, signed type : (signed type)0
#define __unqual_scalar_typeof(x)                                              \
  typeof(_Generic((x), char: (char)0, __scalar_type_to_expr_cases(char),       \
                  __scalar_type_to_expr_cases(short),                          \
                  __scalar_type_to_expr_cases(int),                            \
                  __scalar_type_to_expr_cases(long),                           \
                  __scalar_type_to_expr_cases(long long), default: (x)))

#define __READ_ONCE(x) (*(const volatile __unqual_scalar_typeof(x) *)&(x))
#define READ_ONCE(x)                                                           \
  ({                                                                           \
    compiletime_assert_rwonce_type(x);                                         \
    __READ_ONCE(x);                                                            \
  })

#define __WRITE_ONCE(x, val)                                                   \
  do {                                                                         \
    *(volatile typeof(x) *)&(x) = (val);                                       \
  } while (0)
#define WRITE_ONCE(x, val)                                                     \
  do {                                                                         \
    compiletime_assert_rwonce_type(x);                                         \
    __WRITE_ONCE(x, val);                                                      \
  } while (0)

#define smp_load_acquire(p)                                                    \
  ({                                                                           \
    typeof(*(p)) ___loaded = READ_ONCE(*(p));                                  \
    barrier();                                                                 \
    ___loaded;                                                                 \
  })
#define smp_store_release(p, v)                                                \
  do {                                                                         \
    barrier();                                                                 \
    WRITE_ONCE(*(p), v);                                                       \
  } while (0)

#define typecheck(type, x)                                                     \
  ({                                                                           \
    type __wanted;                                                             \
    typeof(x) __given;                                                         \
    (void)(&__wanted == &__given);                                             \
    1;                                                                         \
  })

#define container_of(ptr, type, member)                                        \
  ({                                                                           \
    void *__mptr = (void *)(ptr);                                              \
    static_assert(__same_type(*(ptr), ((type *)0)->member) ||                  \
                      __same_type(*(ptr), void),                               \
                  "not a pointer to that member");                             \
    ((type *)(__mptr - offsetof(type, member)));                               \
  })

#define min(x, y)                                                              \
  ({                                                                           \
    __auto_type __min_x = (x);                                                 \
    __auto_type __min_y = (y);                                                 \
    __min_x < __min_y ? __min_x : __min_y;                                     \
  })

static __always_inline void cpu_relax(void)
{
  asm volatile("rep; nop" ::: "memory");
}

/* KCSAN, as it is built when it is on. */
#define KCSAN_ACCESS_WRITE (1 << 0)
#define KCSAN_ACCESS_ASSERT (1 << 3)
void __kcsan_check_access(const volatile void *ptr, size_t size, int type);
void __kcsan_disable_current(void);
void __kcsan_enable_current(void);

#define data_race(expr)                                                        \
  ({                                                                           \
    __kcsan_disable_current();                                                 \
    __auto_type __v = (expr);                                                  \
    __kcsan_enable_current();                                                  \
    __v;                                                                       \
  })
#define ASSERT_EXCLUSIVE_WRITER(var) \
  __kcsan_check_access(&(var), sizeof(var), KCSAN_ACCESS_ASSERT)
#define ASSERT_EXCLUSIVE_ACCESS(var)                                           \
  __kcsan_check_access(&(var), sizeof(var),                                    \
                       KCSAN_ACCESS_WRITE | KCSAN_ACCESS_ASSERT)

#include "bug.h"

#endif // CORPUS_COMPILER_H
