//===-- current-task.c - callers hand in the running task ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct task {
  spinlock_t lock;
  int node, count;
};

struct task *get_current(void);
struct task *find_task(int id);
void use(int value);
void use_too(int value);

void reset(struct task *t)
{
  spin_lock(&t->lock);
  WRITE_ONCE(t->node, 0);
  WRITE_ONCE(t->count, 0);
  spin_unlock(&t->lock);
}

// Handed on by a function whose callers hand it in, too.
static void leave(struct task *t)
{
  use(READ_ONCE(t->node));
  use_too(READ_ONCE(t->node));
}

static void unlock(struct task *t)
{
  leave(t);
}

void read_unlock(void)
{
  struct task *t = get_current();

  unlock(t);
  leave(get_current());
}

/* A near miss: one caller hands in another task. */
static void show(struct task *t)
{
  use(READ_ONCE(t->count));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 't' is read again here
  use_too(READ_ONCE(t->count));
}

void show_some(int id)
{
  show(get_current());
  show(find_task(id));
}
