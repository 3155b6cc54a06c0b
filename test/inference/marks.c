//===-- marks.c - who marks his accesses tells of a race ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct conf {
  int mixed, nobody_writes, unmarked, only_written;
};

void use(int value);
void use_too(int value);

void set(struct conf *c, int value)
{
  WRITE_ONCE(c->mixed, value);
  c->unmarked = value;
}

void one_read_is_marked(struct conf *c)
{
  use(READ_ONCE(c->mixed));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mixed' of 'c' is read again here; its two values are passed to 'use' and 'use_too'; only the first read is marked
  use_too(c->mixed);
}

// A mark without a writer is no race.
void nobody_writes(struct conf *c)
{
  use(READ_ONCE(c->nobody_writes));
  use_too(c->nobody_writes);
}

// Nothing says that this is shared at all.
void unmarked(struct conf *c)
{
  use(c->unmarked);
  use_too(c->unmarked);
}
