//===-- other-callers.c - who else may call a function ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all callers hand in is known of a static function. To another one units
// that are not seen may hand something else, unless the given ones are all.
//
// RUN: not %reread check --racy task.node --racy task.count %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: %reread check --infer --racy task.node --racy task.count %s -- \
// RUN:   %rule_flags | count 0

#include "compiler.h"
#include "spinlock.h"

struct task {
  spinlock_t lock;
  int node, count;
};

struct task *get_current(void);
void use(int value);
void use_too(int value);

void leave(struct task *t)
{
  use(READ_ONCE(t->node));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'node' of 't' is read again here
  use_too(READ_ONCE(t->node));
}

static void leave_here(struct task *t)
{
  use(READ_ONCE(t->node));
  use_too(READ_ONCE(t->node));
}

void unlock(void)
{
  leave(get_current());
  leave_here(get_current());
}

/* Which lock goes with a function, the known callers tell. */
void show(struct task *t)
{
  use(t->count);
  use_too(t->count);
}

void reset(struct task *t)
{
  spin_lock(&t->lock);
  WRITE_ONCE(t->count, 0);
  show(t);
  spin_unlock(&t->lock);
}
