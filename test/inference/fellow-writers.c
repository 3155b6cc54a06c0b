//===-- fellow-writers.c - readers who are writers, or whom one heeds -----===//
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
  spinlock_t lock, teardown;
  int used, next, bits, locked, heeded, unheeded, passed, missed;
};

void use(int value);
void use_too(int value);

// Readers of all of them, so that their marks are no surprise.
int look(struct object *o)
{
  return READ_ONCE(o->used) + READ_ONCE(o->next) + READ_ONCE(o->bits) +
         READ_ONCE(o->locked) + READ_ONCE(o->heeded) +
         READ_ONCE(o->unheeded) + READ_ONCE(o->passed) + READ_ONCE(o->missed);
}

void reset(struct object *o)
{
  WRITE_ONCE(o->used, 0);
  WRITE_ONCE(o->next, 0);
  WRITE_ONCE(o->bits, 0);
  spin_lock(&o->lock);
  WRITE_ONCE(o->locked, 0);
  WRITE_ONCE(o->heeded, 0);
  WRITE_ONCE(o->unheeded, 0);
  spin_unlock(&o->lock);
}

// Two that take the next one at a time would take the same one: who calls this
// keeps others out, though it cannot be seen how.
void take(struct object *o)
{
  int used = o->used;

  use(used);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'used' of 'o' is read again here
  use_too(READ_ONCE(o->used));
  WRITE_ONCE(o->used, used + 1);
}

// So does a callee that reads for it.
static int step(struct object *o)
{
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'next' of 'o' is read again here
  int next = READ_ONCE(o->next);

  o->next = next + 1;
  return next;
}

void take_next(struct object *o)
{
  use(o->next);
  use_too(step(o));
}

// Who changes a bit atomically expects others who do.
void add_bit(struct object *o)
{
  use(o->bits);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'bits' of 'o' is read again here
  use_too(READ_ONCE(o->bits));
  __sync_fetch_and_or(&o->bits, 1);
}

// Who takes a lock to write expects others without it.
void write_locked(struct object *o)
{
  use(o->locked);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'locked' of 'o' is read again here
  use_too(READ_ONCE(o->locked));
  spin_lock(&o->lock);
  WRITE_ONCE(o->locked, 1);
  spin_unlock(&o->lock);
}

void end(struct object *o)
{
  spin_lock(&o->teardown);
  WRITE_ONCE(o->heeded, -1);
  WRITE_ONCE(o->unheeded, -1);
  spin_unlock(&o->teardown);
}

// One of two writers has a lock that all callers of the reader hold.
void helper(struct object *o)
{
  use(o->heeded);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'heeded' of 'o' is read again here
  use_too(READ_ONCE(o->heeded));
}

void with_the_lock(struct object *o)
{
  spin_lock(&o->lock);
  helper(o);
  spin_unlock(&o->lock);
}

void without_the_lock(struct object *o)
{
  use(o->unheeded);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'unheeded' of 'o' is read again here
  use_too(READ_ONCE(o->unheeded));
}

// One of two callers of a writer has a lock that the reader holds,
static void set_passed(struct object *o, int value)
{
  WRITE_ONCE(o->passed, value);
  WRITE_ONCE(o->missed, value);
}

void set_with_the_lock(struct object *o)
{
  spin_lock(&o->lock);
  set_passed(o, 1);
  spin_unlock(&o->lock);
}

void set_without_the_lock(struct object *o)
{
  set_passed(o, 2);
}

void read_with_the_lock(struct object *o)
{
  spin_lock(&o->lock);
  use(o->passed);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'passed' of 'o' is read again here
  use_too(READ_ONCE(o->passed));
  spin_unlock(&o->lock);
}

// or another one.
void read_with_another(struct object *o)
{
  spin_lock(&o->teardown);
  use(o->missed);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'missed' of 'o' is read again here
  use_too(READ_ONCE(o->missed));
  spin_unlock(&o->teardown);
}
