//===-- own-update.c - a value is read to be brought up to date -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct ring {
  int id;
  unsigned int tail REREAD_RACY, flags REREAD_RACY, old;
  char *data;
};

void handle(char c);
void report(unsigned int value);

void one_is_taken(struct ring *r)
{
  handle(r->data[r->tail]);
  WRITE_ONCE(r->tail, r->tail + 1);
}

static void mark(struct ring *r, unsigned int flag)
{
  r->flags |= flag;
}

void flag_is_set(struct ring *r)
{
  if (READ_ONCE(r->flags) & 6)
    mark(r, 2);
}

/* Near misses. */

void kept_elsewhere_too(struct ring *r)
{
  unsigned int tail;

  handle(r->data[r->tail]);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'tail' of 'r' is read again here
  tail = r->tail;
  r->old = tail;
  r->tail = tail + 1;
}

void update_of_another_object(struct ring *r, struct ring *other)
{
  handle(r->data[r->tail]);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'tail' of 'r' is read again here
  other->tail = r->tail + 1;
}

void update_of_the_first_value(struct ring *r)
{
  unsigned int tail = r->tail;

  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'tail' of 'r' is read again here
  handle(r->data[r->tail]);
  r->tail = tail + 1;
}
