//===-- owners-and-helpers.c - what else keeps findings out of tier 1 ----===//
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

struct target {
  int id;
};

struct object {
  spinlock_t lock, other;
  int decided, glanced;
  struct target *followed;
};

void use(int value);
void use_too(int value);
int note(void);

void set(struct object *o, struct target *t, int value)
{
  spin_lock(&o->lock);
  WRITE_ONCE(o->decided, value);
  WRITE_ONCE(o->glanced, value);
  spin_unlock(&o->lock);
  WRITE_ONCE(o->followed, t);
}

void clear(struct object *o)
{
  WRITE_ONCE(o->followed, (struct target *)0);
}

int marks(struct object *o)
{
  return READ_ONCE(o->decided) + READ_ONCE(o->glanced);
}

// A helper decides something of its own, and tells nobody the value.
static int decides(struct object *o)
{
  if (READ_ONCE(o->decided) > 3)
    return note();
  return 0;
}

static int gives(struct object *o)
{
  return READ_ONCE(o->decided);
}

void helper_decides(struct object *o)
{
  use(decides(o));
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'decided' of 'o' is read again here
  use_too(READ_ONCE(o->decided));
}

void helper_gives(struct object *o)
{
  use(gives(o));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'decided' of 'o' is read again here
  use_too(READ_ONCE(o->decided));
}

// The lock that the second read has is not the writers', but it has one.
void glanced_at(struct object *o)
{
  if (READ_ONCE(o->glanced) > 3)
    use(1);
  spin_lock(&o->other);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'glanced' of 'o' is read again here
  use_too(READ_ONCE(o->glanced));
  spin_unlock(&o->other);
}

void carried_along(struct object *o)
{
  int before = READ_ONCE(o->glanced);

  spin_lock(&o->other);
  use(before);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'glanced' of 'o' is read again here
  use_too(READ_ONCE(o->glanced));
  spin_unlock(&o->other);
}

// Each value leads to an object that is there: at worst there are two.
void followed(struct object *o)
{
  struct target *a = READ_ONCE(o->followed), *b;

  if (a)
    use(a->id);
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'followed' of 'o' is read again here; both values are dereferenced
  b = READ_ONCE(o->followed);
  if (b)
    use_too(b->id);
}

void tested_once(struct object *o)
{
  if (READ_ONCE(o->followed))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'followed' of 'o' is read again here
    use(READ_ONCE(o->followed)->id);
}

// A library's objects: whoever has one has a lock for it, each another one.
struct container {
  int fill, level, size, shape;
  int slots[8];
};

struct owner {
  spinlock_t mutex;
  struct container items;
};

struct other_owner {
  spinlock_t guard;
  struct container queue;
};

void add(struct container *c)
{
  WRITE_ONCE(c->fill, READ_ONCE(c->level));
}

void level_of(struct container *c)
{
  WRITE_ONCE(c->level, 1);
}

int always_owned(struct container *c)
{
  if (READ_ONCE(c->fill) >= 8)
    return 0;
  // MORE-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'fill' of 'c' is read again here
  return c->slots[READ_ONCE(c->fill)];
}

int not_always_owned(struct container *c)
{
  if (READ_ONCE(c->fill) >= 8)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'fill' of 'c' is read again here
  return c->slots[READ_ONCE(c->fill)];
}

int written_by_anybody(struct container *c)
{
  if (READ_ONCE(c->level) >= 8)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'level' of 'c' is read again here
  return c->slots[READ_ONCE(c->level)];
}

void first_owner(struct owner *o)
{
  spin_lock(&o->mutex);
  add(&o->items);
  always_owned(&o->items);
  written_by_anybody(&o->items);
  spin_unlock(&o->mutex);
}

void second_owner(struct other_owner *o)
{
  spin_lock(&o->guard);
  add(&o->queue);
  always_owned(&o->queue);
  written_by_anybody(&o->queue);
  not_always_owned(&o->queue);
  spin_unlock(&o->guard);
  not_always_owned(&o->queue);
}
