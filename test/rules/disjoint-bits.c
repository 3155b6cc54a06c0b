//===-- disjoint-bits.c - different bits of one word ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=LOW

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

/* A helper is told the bit. */
static int has_state(struct page_like *p, int state)
{
  return test_bit(state + 32, &p->bits);
}

static int is_new(struct page_like *p)
{
  return has_state(p, 3);
}

int bit_of_a_helper(struct page_like *p)
{
  if (p->bits & 0xff)
    return 1;
  return has_state(p, 1) ? 2 : 0;
}

int bits_of_helpers(struct page_like *p)
{
  if (has_state(p, 1))
    return 1;
  return is_new(p) ? 2 : 0;
}

int two_bits(struct page_like *p)
{
  if (test_bit(1, &p->bits))
    return 1;
  if (test_bit(2, &p->bits))
    return 2;
  return 0;
}

/* Taken from queue_nomerges_show(), block/blk-sysfs.c. */
int two_bits_put_together(struct page_like *p)
{
  return (test_bit(1, &p->bits) << 1) | test_bit(2, &p->bits);
}

static int show(unsigned flags)
{
  return flags & LOCKED;
}

int masks_of_a_callee(struct page_like *p)
{
  return show(p->flags) + (p->flags & DIRTY);
}

/* Near misses. */

static int has_any(struct page_like *p, int any)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'bits' of 'p' is read again here
  return test_bit(any, &p->bits);
}

int bit_that_nobody_knows(struct page_like *p, int any)
{
  if (p->bits & 1ul << 33)
    return 1;
  return has_any(p, any) ? 2 : 0;
}

int the_same_bit_put_together(struct page_like *p)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 'p' is read again here
  return (p->flags & LOCKED) << 1 | (p->flags & TAIL);
}

int masks_of_moved_bits(struct page_like *p)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 'p' is read again here
  return show(p->flags >> 1) + (p->flags & 0x10);
}

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

/* One bit twice is of tier 3. */
static int has_mark(struct page_like *p, int mark)
{
  // LOW: [[#@LINE+1]]:{{[0-9]+}}: warning: 'bits' of 'p' is read again here
  return test_bit(mark + 32, &p->bits);
}

void use(unsigned long bits);
void use_too(unsigned long bits);

void same_bit_of_a_helper(struct page_like *p)
{
  use(p->bits & 1ul << 33);
  use_too(has_mark(p, 1));
}
