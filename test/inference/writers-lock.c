//===-- writers-lock.c - who holds the lock of all writers, and who does not ===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct queue {
  spinlock_t lock, other;
  int length;
};

void use(int value);
void use_too(int value);

void put(struct queue *q)
{
  spin_lock(&q->lock);
  q->length++;
  spin_unlock(&q->lock);
}

static void clear_locked(struct queue *q) { q->length = 0; }

void clear(struct queue *q)
{
  spin_lock(&q->lock);
  clear_locked(q);
  spin_unlock(&q->lock);
}

// All its callers hold the lock.
static void show(struct queue *q)
{
  use(q->length);
  use_too(q->length);
}

void show_one(struct queue *q)
{
  spin_lock(&q->lock);
  show(q);
  spin_unlock(&q->lock);
}

void show_two(struct queue *q)
{
  spin_lock(&q->lock);
  show(q);
  show(q);
  spin_unlock(&q->lock);
}

/* Near misses. */

void without_a_lock(struct queue *q)
{
  use(q->length);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'q' is read again here
  use_too(q->length);
}

void under_another_lock(struct queue *q)
{
  spin_lock(&q->other);
  use(q->length);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'q' is read again here
  use_too(q->length);
  spin_unlock(&q->other);
}

static void half_of_its_callers(struct queue *q)
{
  use(q->length);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'q' is read again here
  use_too(q->length);
}

void locked_caller(struct queue *q)
{
  spin_lock(&q->lock);
  half_of_its_callers(q);
  spin_unlock(&q->lock);
}

void unlocked_caller(struct queue *q) { half_of_its_callers(q); }
