//===-- exchanges.c - compare and exchange as inline assembly -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// cmpxchg() and try_cmpxchg() are macros around inline asm. What they expect is
// compared with the word; what they return comes from the word.
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "atomic.h"
#include "compiler.h"
#include <reread/annotate.h>

struct device {
  int id;
  unsigned long state REREAD_RACY;
};

void use(unsigned long state);
void msleep(unsigned ms);

/* Taken from napi_disable(), net/core/dev.c. */
void wait_then_exchange(struct device *p)
{
  unsigned long state = READ_ONCE(p->state);
  unsigned long new;

  do {
    while (state & 3) {
      msleep(1);
      state = READ_ONCE(p->state);
    }
    new = (state | 3) & ~12ul;
  } while (!try_cmpxchg(&p->state, &state, new));
}

void read_again_when_it_failed(struct device *p)
{
  unsigned long old;

  do {
    old = READ_ONCE(p->state);
  } while (cmpxchg(&p->state, old, old | 1) != old);
}

/* Near misses. */

void expected_value_from_one_read_and_new_one_from_another(struct device *p)
{
  unsigned long old = READ_ONCE(p->state);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  unsigned long new = READ_ONCE(p->state) | 1;

  try_cmpxchg(&p->state, &old, new);
}

void used_elsewhere(struct device *p)
{
  unsigned long old;

  use(READ_ONCE(p->state));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  old = READ_ONCE(p->state);
  cmpxchg(&p->state, old, old | 1);
}
