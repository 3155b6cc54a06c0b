//===-- called-locked.c - what the callers of an operation hold -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Whoever calls these operations is not seen here, but facts tell which lock he
// holds.

// RUN: split-file %s %t
// RUN: not %reread check --infer --facts linux --facts %t/facts.yaml %t/unit.c \
// RUN:   -- %rule_flags | FileCheck %t/unit.c --implicit-check-not=warning:

// RUN: not %reread check --infer --facts linux %t/unit.c -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=UNTOLD
// UNTOLD-COUNT-4: warning: 'size' of 't' is read again here

// RUN: %expect-status 2 %reread check --facts %t/lockless.yaml %s -- 2>&1 \
// RUN:   | FileCheck %s --check-prefix=LOCKLESS
// LOCKLESS: lockless.yaml:2:5: error: 'lock': missing; expected the lock that is held
// RUN: %expect-status 2 %reread check --facts %t/concurrent.yaml %s -- 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CONCURRENT
// CONCURRENT: concurrent.yaml:2:58: error: 'lock': out of place; expected only for locked

//--- facts.yaml
fields:
  - {role: locked, struct: operations, names: [add, trim], lock: tree.lock}
  - role: locked
    lock: tree.lock
    kind: shared
    struct: operations
    names: [find]

//--- lockless.yaml
fields:
  - {role: locked, struct: operations, names: [add]}

//--- concurrent.yaml
fields:
  - {role: concurrent, struct: operations, names: [add], lock: tree.lock}

//--- unit.c
#include "compiler.h"
#include "spinlock.h"

struct tree {
  spinlock_t lock;
  int size, limit;
};

struct operations {
  void (*add)(struct tree *t, int more);
  int (*trim)(struct tree *t);
  int (*find)(struct tree *t);
  int (*peek)(struct tree *t);
  int (*look)(struct tree *t);
};

static void add(struct tree *t, int more)
{
  WRITE_ONCE(t->size, t->size + more);
}

static int trim(struct tree *t)
{
  return READ_ONCE(t->size) ? READ_ONCE(t->size) : 1;
}

static int find(struct tree *t)
{
  return READ_ONCE(t->size) ? READ_ONCE(t->size) : 1;
}

// Nothing is told of this one,
static int peek(struct tree *t)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 't' is read again here
  return READ_ONCE(t->size) ? READ_ONCE(t->size) : 1;
}

// and this one is both.
static int look(struct tree *t)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 't' is read again here
  return READ_ONCE(t->size) ? READ_ONCE(t->size) : 1;
}

const struct operations operations = {
    .add = add, .trim = trim, .find = find, .peek = peek};
const struct operations others = {.trim = look, .look = look};
