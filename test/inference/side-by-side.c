//===-- side-by-side.c - operations that run at any time ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Nobody marks these places, and no lock is common to their writers: that
// others write them meanwhile follows from who the writers are.

// RUN: split-file %s %t
// RUN: not %reread check --infer --facts linux --facts %t/facts.yaml %t/unit.c \
// RUN:   -- %rule_flags | FileCheck %t/unit.c --implicit-check-not=warning:
// RUN: %reread check --infer --facts linux --tier 1 %t/unit.c -- %rule_flags

//--- facts.yaml
fields:
  - {role: concurrent, struct: operations, names: [set]}
  - {role: written-through, struct: knob, names: [data], mode: mode}

//--- unit.c
#include "compiler.h"
#include "spinlock.h"

struct channel {
  spinlock_t lock;
  int mode, deep, quiet, state, once, mine;
};

struct operations {
  void (*set)(struct channel *c, int value);
  void (*reset)(struct channel *c);
};

struct knob {
  const char *name;
  void *data;
  unsigned mode;
};

struct settings {
  int speed, size;
  int shown;
} settings;

static int knob_limit, steps, level;

void use(int value);

static void deeper(struct channel *c, int value)
{
  c->deep = value;
}

static void set(struct channel *c, int value)
{
  c->mode = value;
  deeper(c, value);
}

static void reset(struct channel *c)
{
  c->quiet = 0;
}

const struct operations operations = {.set = set, .reset = reset};

struct knob knobs[] = {
    {.name = "speed", .data = &settings.speed, .mode = 0644},
    {.name = "shown", .data = &settings.shown, .mode = 0444},
    {.name = "limit", .data = &knob_limit, .mode = 0600},
};

void add_knob(struct knob *k)
{
  k->data = &settings.size;
}

// An operation that the facts call concurrent writes it,
int by_operation(struct channel *c)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'c' is read again here
  return c->mode ? c->mode : 1;
}

// be it by a function that it calls,
int by_callee(struct channel *c)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'deep' of 'c' is read again here
  return c->deep ? c->deep : 1;
}

// but any other one says nothing.
int by_another(struct channel *c)
{
  return c->quiet ? c->quiet : 1;
}

// Files of settings write what they were given the address of,
int by_knob(void)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'speed' of 'settings' is read again here
  return settings.speed ? settings.speed : 1;
}

int by_knob_of_a_global(void)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'knob_limit' is read again here
  return knob_limit ? knob_limit : 1;
}

int by_later_knob(void)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'settings' is read again here
  return settings.size ? settings.size : 1;
}

// unless nobody is let in.
int by_read_only_knob(void)
{
  return settings.shown ? settings.shown : 1;
}

// Who takes the object's own lock to write it keeps somebody out; another
// writer may be sure that there is nobody yet.
void change(struct channel *c, int state)
{
  spin_lock(&c->lock);
  c->state = state;
  spin_unlock(&c->lock);
}

void begin(struct channel *c)
{
  c->state = 0;
}

int outside(struct channel *c)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'c' is read again here
  return c->state == 1 || c->state == 2;
}

int inside(struct channel *c)
{
  int found;

  spin_lock(&c->lock);
  found = c->state == 1 || c->state == 2;
  spin_unlock(&c->lock);
  return found;
}

// A global belongs to everybody, and several write this one.
void step(void)
{
  steps++;
}

void step_back(void)
{
  steps--;
}

int of_all(void)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'steps' is read again here
  return steps == 1 || steps == 3;
}

void raise(void)
{
  level++;
}

int of_one_writer(void)
{
  return level == 1 || level == 3;
}
