//===-- weaker-evidence.c - what keeps inferred findings out of tier 1 ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer --tier 1 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --infer --tier 2 %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=MORE --implicit-check-not="'looked_at' of 'o'"

#include "compiler.h"
#include "rcupdate.h"
#include "spinlock.h"

struct target {
  int id;
};

struct object {
  spinlock_t lock;
  struct target *kept, *dropped;
  int looked_at, sized, plain, far;
};

void use(int value);
void use_too(int value);

void set(struct object *o, struct target *t, int value)
{
  spin_lock(&o->lock);
  WRITE_ONCE(o->kept, t);
  WRITE_ONCE(o->dropped, t);
  WRITE_ONCE(o->looked_at, value);
  WRITE_ONCE(o->sized, value);
  WRITE_ONCE(o->plain, value);
  WRITE_ONCE(o->far, value);
  spin_unlock(&o->lock);
}

void drop(struct object *o)
{
  spin_lock(&o->lock);
  WRITE_ONCE(o->dropped, (struct target *)0);
  spin_unlock(&o->lock);
}

// A pointer that is never cleared leads to something, whenever it is read.
int never_cleared(struct object *o)
{
  // MORE-DAG: warning: 'kept' of 'o' is read again here
  return o->kept ? READ_ONCE(o->kept)->id : 0;
}

int cleared(struct object *o)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dropped' of 'o' is read again here
  return o->dropped ? READ_ONCE(o->dropped)->id : 0;
}

// What was found in one RCU section is gone in the next one,
void fetched_again(struct object *o)
{
  rcu_read_lock();
  use(READ_ONCE(o->dropped)->id);
  rcu_read_unlock();
  rcu_read_lock();
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dropped' of 'o' is read again here
  use_too(READ_ONCE(o->dropped)->id);
  rcu_read_unlock();
}

// but not later in the same one.
int fetched_twice(struct object *o)
{
  int id;

  rcu_read_lock();
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dropped' of 'o' is read again here
  id = o->dropped ? READ_ONCE(o->dropped)->id : 0;
  rcu_read_unlock();
  return id;
}

// What a glance without the lock says is decided again under it.
void looked_at_again(struct object *o)
{
  if (o->looked_at < 3)
    return;
  spin_lock(&o->lock);
  use(READ_ONCE(o->looked_at));
  spin_unlock(&o->lock);
}

// Its first value is carried along.
void sized_before(struct object *o)
{
  int size = o->sized;

  spin_lock(&o->lock);
  use(size);
  // MORE-DAG: warning: 'sized' of 'o' is read again here
  use_too(READ_ONCE(o->sized));
  spin_unlock(&o->lock);
}

// Who marks neither read does not expect others, though they come.
void marks_none(struct object *o)
{
  use(o->plain);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'plain' of 'o' is read again here
  use_too(o->plain);
}

// Who marks the first alone does not expect them any more.
void marks_the_first(struct object *o)
{
  use(READ_ONCE(o->plain));
  // MORE-DAG: warning: 'plain' of 'o' is read again here; {{.*}}; only the first read is marked
  use_too(o->plain);
}

void marks_the_second(struct object *o)
{
  use(o->plain);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'plain' of 'o' is read again here; {{.*}}; only the second read is marked
  use_too(READ_ONCE(o->plain));
}

int marks_one(struct object *o) { return READ_ONCE(o->plain); }

// More than two calls away, too much lies between that nobody sees.
static int far(struct object *o)
{
  // CHECK: [[#@LINE+2]]:{{[0-9]+}}: warning: 'far' of 'o' is read again here
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'far' of 'o' is read again here
  return READ_ONCE(o->far);
}

static int farther(struct object *o)
{
  return far(o);
}

void two_calls_away(struct object *o)
{
  use(far(o));
  use_too(far(o));
}

void three_calls_away(struct object *o)
{
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: note: first read, marked by {{[A-Z_]+}}, through 'far'
  use(far(o));
  use_too(farther(o));
}
