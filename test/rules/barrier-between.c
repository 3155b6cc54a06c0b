//===-- barrier-between.c - reloaded on purpose ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct queue {
  int id;
  int level REREAD_RACY;
  int pending REREAD_RACY;
  int *slots;
  spinlock_t lock, other;
};

void schedule(void);
void handle(int pending);
void trace(int pending);

int tested_again_after_a_barrier(struct queue *p)
{
  if (READ_ONCE(p->pending))
    return 1;
  smp_mb();
  return READ_ONCE(p->pending) ? 2 : 0;
}

int tested_again_after_sleeping(struct queue *p)
{
  if (READ_ONCE(p->pending))
    return 1;
  schedule();
  if (READ_ONCE(p->pending))
    return 2;
  return 0;
}

int tested_again_when_others_were_let_in(struct queue *p)
{
  int found = 0;

  spin_lock(&p->lock);
  if (!READ_ONCE(p->pending)) {
    spin_unlock(&p->lock);
    spin_lock(&p->lock);
    found = READ_ONCE(p->pending) ? 2 : 0;
  }
  spin_unlock(&p->lock);
  return found;
}

void set_level(struct queue *p, int level)
{
  spin_lock(&p->lock);
  p->level = level;
  spin_unlock(&p->lock);
}

/* The first value may be one of the round before. */
int begins_again(struct queue *p, int room)
{
  int found = 0;

again:
  spin_lock(&p->lock);
  if (room && p->level)
    found = 2;
  if (!found) {
    spin_unlock(&p->lock);
    trace(0);
    goto again;
  }
  if (p->level)
    found = 3;
  spin_unlock(&p->lock);
  return found;
}

/* Near misses. */

int begins_again_with_another_lock(struct queue *p, int room)
{
  int found = 0;

again:
  spin_lock(&p->other);
  if (room && p->level)
    found = 2;
  if (!found) {
    spin_unlock(&p->other);
    trace(0);
    goto again;
  }
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'level' of 'p' is read again here; both values are tested
  if (p->level)
    found = 3;
  spin_unlock(&p->other);
  return found;
}

int another_lock(struct queue *p)
{
  int found;

  spin_lock(&p->lock);
  found = READ_ONCE(p->pending) ? 2 : 0;
  spin_lock(&p->other);
  spin_unlock(&p->other);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; both values are tested
  found += READ_ONCE(p->pending) ? 1 : 0;
  spin_unlock(&p->lock);
  return found;
}

int let_in_on_one_path(struct queue *p, int room)
{
  int found;

  spin_lock(&p->lock);
  found = READ_ONCE(p->pending) ? 2 : 0;
  if (room) {
    spin_unlock(&p->lock);
    spin_lock(&p->lock);
  }
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; both values are tested
  found += READ_ONCE(p->pending) ? 1 : 0;
  spin_unlock(&p->lock);
  return found;
}

void used_when_others_were_let_in(struct queue *p)
{
  spin_lock(&p->lock);
  if (READ_ONCE(p->pending) < 16) {
    spin_unlock(&p->lock);
    spin_lock(&p->lock);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; one value is tested, another is used as an index
    p->slots[READ_ONCE(p->pending)] = 0;
  }
  spin_unlock(&p->lock);
}

int no_barrier(struct queue *p)
{
  if (READ_ONCE(p->pending))
    return 1;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; both values are tested; both reads are marked, and are still two values
  if (READ_ONCE(p->pending))
    return 2;
  return 0;
}

void both_used(struct queue *p)
{
  handle(READ_ONCE(p->pending));
  smp_mb();
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; its two values are passed to 'handle' and 'trace'
  trace(READ_ONCE(p->pending));
}

int barrier_on_one_path(struct queue *p, int order)
{
  if (READ_ONCE(p->pending))
    return 1;
  if (order)
    smp_mb();
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here
  if (READ_ONCE(p->pending))
    return 2;
  return 0;
}

void not_tested_again(struct queue *p)
{
  if (READ_ONCE(p->pending) > 15)
    return;
  smp_mb();
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pending' of 'p' is read again here; one value is tested, another is used as an index
  p->slots[READ_ONCE(p->pending)] = 0;
}
