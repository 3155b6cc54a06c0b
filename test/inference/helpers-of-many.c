//===-- helpers-of-many.c - two helpers read, and many call them ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --racy conf.n %s -- %rule_flags \
// RUN:   | grep -c "warning:" | FileCheck %s --check-prefix=DECLARED
// DECLARED: {{^4$}}

#include "compiler.h"

struct conf {
  int n, m, a, b;
};

void use(int value);
void use_too(int value);

void set(struct conf *c, int value)
{
  WRITE_ONCE(c->n, value);
  WRITE_ONCE(c->m, value);
}

static void show(struct conf *c) { use(READ_ONCE(c->n)); }

// CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'c' is read again here
static void apply(struct conf *c) { use_too(READ_ONCE(c->n)); }

void nearest(struct conf *c)
{
  show(c);
  apply(c);
}

void one_more(struct conf *c) { nearest(c); }

static void begin(struct conf *c) { show(c); }

static void finish(struct conf *c) { apply(c); }

void by_another_way(struct conf *c)
{
  begin(c);
  finish(c);
}

static int n_of(struct conf *c) { return READ_ONCE(c->n); }

// Calls of an accessor are each operation's own.
void its_own(struct conf *c)
{
  use(n_of(c));
  // CHECK: [[#@LINE-6]]:{{[0-9]+}}: warning: 'n' of 'c' is read again here
  use_too(n_of(c));
}

void its_own_too(struct conf *c)
{
  use(n_of(c));
  // CHECK: [[#@LINE-13]]:{{[0-9]+}}: warning: 'n' of 'c' is read again here
  use_too(n_of(c));
}
