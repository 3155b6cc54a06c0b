//===-- private-objects.c - callers hand in what nobody else knows --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct object {
  spinlock_t lock;
  int id, state;
};

void *kmalloc(unsigned long size, unsigned flags);
extern struct object *everybodys;
void use(int value);
void use_too(int value);

// Both callers give it an object of their own: that is no writer.
static void init(struct object *o, int id)
{
  WRITE_ONCE(o->id, id);
  use(o->id);
  use_too(o->id);
}

void make(void)
{
  struct object *o = kmalloc(sizeof(*o), 0);
  struct object mine;

  init(o, 1);
  init(&mine, 2);
  everybodys = o;
}

void read_twice(struct object *o)
{
  use(READ_ONCE(o->id));
  use_too(o->id);
}

/* A near miss: one caller gives it what others know. */

static void set(struct object *o, int state)
{
  WRITE_ONCE(o->state, state);
}

void make_another(void)
{
  struct object *o = kmalloc(sizeof(*o), 0);

  set(o, 1);
  set(everybodys, 2);
}

void read_state_twice(struct object *o)
{
  use(READ_ONCE(o->state));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'o' is read again here
  use_too(o->state);
}
