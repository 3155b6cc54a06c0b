//===-- compared.c - a snapshot that was found to be current --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a snapshot equals a newer one, it is as good as that: what has been held
// since the newer one was read keeps both.
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct base {
  int clock;
  spinlock_t lock;
};

struct timer {
  int id;
  struct base *base REREAD_RACY;
  unsigned flags REREAD_RACY;
};

struct base bases[4];
void program(int clock);

void locked_and_compared(struct timer *t)
{
  struct base *b = READ_ONCE(t->base);

  spin_lock(&b->lock);
  if (b == t->base)
    program(t->base->clock);
  spin_unlock(&b->lock);
}

/* Taken from lock_hrtimer_base(), kernel/time/hrtimer.c. */
static struct base *lock_base(struct timer *t)
{
  struct base *b;

  for (;;) {
    b = READ_ONCE(t->base);
    spin_lock(&b->lock);
    if (likely(b == t->base))
      return b;
    spin_unlock(&b->lock);
    cpu_relax();
  }
}

void locked_by_a_callee(struct timer *t)
{
  struct base *b = lock_base(t);

  program(t->base->clock);
  spin_unlock(&b->lock);
}

/* Taken from lock_timer_base(), kernel/time/timer.c: which lock it is, only
   the result tells. */
static struct base *lock_base_by_flags(struct timer *t)
{
  for (;;) {
    unsigned flags = READ_ONCE(t->flags);
    struct base *b = flags & 4 ? &bases[flags & 3] : bases;

    spin_lock(&b->lock);
    if (t->flags == flags)
      return b;
    spin_unlock(&b->lock);
    cpu_relax();
  }
}

void locked_by_a_callee_that_returns_the_owner(struct timer *t)
{
  struct base *b = lock_base_by_flags(t);

  program(bases[t->flags & 3].clock);
  spin_unlock(&b->lock);
}

/* Near misses. */

void where_they_differ(struct timer *t)
{
  struct base *b = READ_ONCE(t->base);

  spin_lock(&b->lock);
  if (b != t->base)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'base' of 't' is read again here
    program(t->base->clock);
  spin_unlock(&b->lock);
}

void after_the_lock_was_dropped(struct timer *t)
{
  struct base *b = lock_base(t);

  spin_unlock(&b->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'base' of 't' is read again here
  program(t->base->clock);
}

void after_the_lock_of_the_result_was_dropped(struct timer *t)
{
  struct base *b = lock_base_by_flags(t);

  spin_unlock(&b->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'flags' of 't' is read again here
  program(bases[t->flags & 3].clock);
}

void compared_without_a_lock(struct timer *t)
{
  struct base *b = READ_ONCE(t->base);

  if (b->clock && b == READ_ONCE(t->base))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'base' of 't' is read again here
    program(t->base->clock);
}
