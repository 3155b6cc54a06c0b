//===-- grace-period.c - written when nobody can look any more ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct group {
  spinlock_t lock;
  void *table, *spare;
};

void synchronize_rcu(void);
void use(void *value);
void use_too(void *value);

void replace(struct group *g, void *table)
{
  synchronize_rcu();
  WRITE_ONCE(g->table, table);
}

void replace_at_once(struct group *g, void *table)
{
  WRITE_ONCE(g->spare, table);
  synchronize_rcu();
}

void look(struct group *g)
{
  use(READ_ONCE(g->table));
  use_too(g->table);
}

void look_at_spare(struct group *g)
{
  use(READ_ONCE(g->spare));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'spare' of 'g' is read again here
  use_too(g->spare);
}
