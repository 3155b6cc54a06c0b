//===-- looked-again.c - second reads that are decisions of their own -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer --tier 1 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --infer --tier 2 %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=MORE

#include "compiler.h"
#include "spinlock.h"

struct object {
  spinlock_t lock;
  int length, size, state, armed, owner, ready, full, empty;
};

int more(void);
void use(int value);
void use_too(int value);

// Readers of all of them, so that their marks are no surprise.
int look(struct object *o)
{
  return READ_ONCE(o->length) + READ_ONCE(o->size) + READ_ONCE(o->state) +
         READ_ONCE(o->armed) + READ_ONCE(o->owner) + READ_ONCE(o->ready) +
         READ_ONCE(o->full) + READ_ONCE(o->empty);
}

void reset(struct object *o)
{
  spin_lock(&o->lock);
  WRITE_ONCE(o->length, 0);
  WRITE_ONCE(o->size, 0);
  WRITE_ONCE(o->state, 0);
  WRITE_ONCE(o->armed, 0);
  WRITE_ONCE(o->owner, 0);
  WRITE_ONCE(o->ready, 0);
  WRITE_ONCE(o->full, 0);
  WRITE_ONCE(o->empty, 0);
  spin_unlock(&o->lock);
}

// A helper that tests what it reads decides for itself; the operation has only
// chosen it.
static int sent;

static void send(struct object *o)
{
  int length = READ_ONCE(o->length);

  if (length > more())
    sent = length;
}

void send_some(struct object *o)
{
  if (READ_ONCE(o->length))
    // MORE-DAG: [[#@LINE-9]]:{{[0-9]+}}: warning: 'length' of 'o' is read again here
    send(o);
}

// A number may be looked at as a bit.
static void wait(struct object *o)
{
  int state = READ_ONCE(o->state);

  if (1 << state & 6)
    sent = state;
}

void wait_perhaps(struct object *o)
{
  if (1 << READ_ONCE(o->state) & 7)
    // MORE-DAG: [[#@LINE-9]]:{{[0-9]+}}: warning: 'state' of 'o' is read again here
    wait(o);
}

// One that does not believes what the operation has tested.
static void send_all(struct object *o)
{
  // CHECK-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'o' is read again here
  use(READ_ONCE(o->size));
}

void send_tested(struct object *o)
{
  if (READ_ONCE(o->size))
    send_all(o);
}

// Who may have changed it himself looks again for that reason.
static void arm(struct object *o)
{
  spin_lock(&o->lock);
  if (more())
    WRITE_ONCE(o->armed, 1);
  spin_unlock(&o->lock);
}

void arm_and_see(struct object *o)
{
  int armed = READ_ONCE(o->armed);

  use(armed);
  if (more())
    arm(o);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'armed' of 'o' is read again here
  use_too(READ_ONCE(o->armed));
}

// What it changes afterwards is another matter.
void see_and_arm(struct object *o)
{
  int ready = READ_ONCE(o->ready);

  use(ready);
  // CHECK-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'ready' of 'o' is read again here
  use_too(READ_ONCE(o->ready));
  spin_lock(&o->lock);
  WRITE_ONCE(o->ready, 1);
  spin_unlock(&o->lock);
}

void own_and_see(struct object *o, int me)
{
  use(READ_ONCE(o->owner));
  if (more())
    __sync_val_compare_and_swap(&o->owner, 0, me);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'owner' of 'o' is read again here
  use_too(READ_ONCE(o->owner));
}

// What was decided under the lock is done.
void fill(struct object *o)
{
  spin_lock(&o->lock);
  if (!READ_ONCE(o->full))
    use(1);
  spin_unlock(&o->lock);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'full' of 'o' is read again here
  use_too(READ_ONCE(o->full));
}

// What was taken along from there is not.
void drain(struct object *o)
{
  int empty;

  spin_lock(&o->lock);
  empty = READ_ONCE(o->empty);
  spin_unlock(&o->lock);
  // CHECK-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'empty' of 'o' is read again here
  use_too(READ_ONCE(o->empty));
  use(empty);
}
