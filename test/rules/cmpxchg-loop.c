//===-- cmpxchg-loop.c - the update checks the value it was computed from -===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "atomic.h"
#include "compiler.h"
#include <reread/annotate.h>

struct object {
  int id;
  int state REREAD_RACY;
};

struct counter {
  int id;
  atomic_t users REREAD_RACY;
};

void record(int state);

int tested_then_updated(struct object *p)
{
  int old;

  if (READ_ONCE(p->state) & 1)
    return -EBUSY;
  old = READ_ONCE(p->state);
  if (old & 1)
    return -EBUSY;
  return __sync_bool_compare_and_swap(&p->state, old, old | 1);
}

/* No other rule knows this one: the second test is another one. */
int tested_for_less_then_updated(struct object *p)
{
  int old;

  if (READ_ONCE(p->state) & 1)
    return -EBUSY;
  old = READ_ONCE(p->state);
  if (old & 3)
    return -EBUSY;
  return __sync_bool_compare_and_swap(&p->state, old, old | 1);
}

int counter_updated(struct counter *p)
{
  int old;

  if (atomic_read(&p->users) & 1)
    return -EBUSY;
  old = atomic_read(&p->users);
  if (old & 3)
    return -EBUSY;
  return atomic_cmpxchg(&p->users, old, old | 1);
}

/* Where the loop is made of two instructions, only the name tells. */
int atomic_cmpxchg_relaxed(atomic_t *v, int old, int new);

int counter_updated_out_of_line(struct counter *p)
{
  int old;

  if (atomic_read(&p->users) & 1)
    return -EBUSY;
  old = atomic_read(&p->users);
  if (old & 3)
    return -EBUSY;
  return atomic_cmpxchg_relaxed(&p->users, old, old | 1);
}

void retried(struct object *p)
{
  int old = READ_ONCE(p->state);

  while (!__sync_bool_compare_and_swap(&p->state, old, old + 1))
    old = READ_ONCE(p->state);
}

/* Near misses: the update checks only the value that it expects. */

void other_value_recorded(struct object *p)
{
  int old;

  record(READ_ONCE(p->state));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  old = READ_ONCE(p->state);
  __sync_bool_compare_and_swap(&p->state, old, old + 1);
}

int not_tested_again(struct object *p)
{
  int old;

  if (READ_ONCE(p->state) == 0)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here; one value is tested, another is expected by a compare and exchange
  old = READ_ONCE(p->state);
  return __sync_bool_compare_and_swap(&p->state, old, old - 1);
}
