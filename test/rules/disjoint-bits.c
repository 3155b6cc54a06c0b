//===-- disjoint-bits.c - different bits of one word ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "bitops.h"
#include "compiler.h"
#include <reread/annotate.h>

#define DIRTY 0x3
#define LOCKED 0xc
#define TAIL 0x6

struct page_like {
  int id;
  unsigned flags REREAD_RACY;
  unsigned long bits REREAD_RACY;
};

int masks_apart(struct page_like *p)
{
  if (p->flags & DIRTY)
    return 1;
  if (p->flags & LOCKED)
    return 2;
  return 0;
}

int two_bits(struct page_like *p)
{
  if (test_bit(1, &p->bits))
    return 1;
  if (test_bit(2, &p->bits))
    return 2;
  return 0;
}

/* Near misses. */

int masks_share_a_bit(struct page_like *p)
{
  if (p->flags & DIRTY)
    return 1;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 'p' is read again here; both values are tested
  if (p->flags & TAIL)
    return 2;
  return 0;
}

unsigned whole_word(struct page_like *p)
{
  if (p->flags & DIRTY)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 'p' is read again here; one value is tested, another is returned
  return p->flags;
}
