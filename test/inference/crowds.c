//===-- crowds.c - one place does not fill the list -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Of an inferred place three findings stay in tier 1; of a declared one all do.

// RUN: not %reread check --infer --tier 1 %s -- %rule_flags > %t.txt
// RUN: grep -c "warning:" %t.txt | FileCheck %s --check-prefix=THREE
// THREE: {{^3$}}
// RUN: not %reread check --infer %s -- %rule_flags | grep -c "warning:" \
// RUN:   | FileCheck %s --check-prefix=FIVE
// RUN: not %reread check --racy conf.n --tier 1 %s -- %rule_flags \
// RUN:   | grep -c "warning:" | FileCheck %s --check-prefix=FIVE
// FIVE: {{^5$}}

// RUN: not %reread check --infer --format jsonl %s -- %rule_flags > %t.jsonl
// RUN: %python -c "import json,sys; print(*[f['fingerprint'] for f in map(json.loads, open(sys.argv[1])) if f['function'] == 'fifth'])" %t.jsonl > %t.id
// RUN: xargs -I{} %reread explain {} --infer %s -- %rule_flags < %t.id \
// RUN:   | FileCheck %s
// CHECK: Reported in tier 2: its place has three in tier 1

#include "compiler.h"

struct conf {
  int n, a, b, c;
};

void use(int value);
void use_too(int value);

void set(struct conf *c, int value)
{
  WRITE_ONCE(c->n, value);
}

void first(struct conf *c)
{
  use(c->n);
  use_too(READ_ONCE(c->n));
}

void second(struct conf *c)
{
  use(c->n);
  use_too(READ_ONCE(c->n));
}

void third(struct conf *c)
{
  use(c->n);
  use_too(READ_ONCE(c->n));
}

void fourth(struct conf *c)
{
  use(c->n);
  use_too(READ_ONCE(c->n));
}

void fifth(struct conf *c)
{
  use(c->n);
  use_too(READ_ONCE(c->n));
}
