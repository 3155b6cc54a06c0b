//===-- types.h - integers and attributes of a kernel -------------*- C -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CORPUS_TYPES_H
#define CORPUS_TYPES_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;
typedef unsigned long uintptr_t;
typedef unsigned long size_t;
typedef _Bool bool;

#define true 1
#define false 0
#define NULL ((void *)0)
#define BITS_PER_LONG 64
#define BIT(nr) (1UL << (nr))
#define GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (BITS_PER_LONG - 1 - (h))))

#define EBUSY 16
#define EINTR 4
#define EINVAL 22
#define ENODEV 19

/* The kernel's address-space markers mean nothing to the compiler, but for
   the type tag that its debug information carries. */
#if defined(__has_attribute) && defined(__clang__)
#define BTF_TYPE_TAG(value) __attribute__((btf_type_tag(#value)))
#else
#define BTF_TYPE_TAG(value)
#endif
#define __rcu BTF_TYPE_TAG(rcu)
#define __percpu BTF_TYPE_TAG(percpu)
#define __force

#endif // CORPUS_TYPES_H
