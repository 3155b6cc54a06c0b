//===-- own-write.c - this thread writes the place in between -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct counter {
  int id;
  int value REREAD_RACY;
};

void report(int value);
void note(int value);

void written_in_between(struct counter *p)
{
  report(p->value);
  p->value = 7;
  note(p->value);
}

static void reset(struct counter *p, int wanted)
{
  if (wanted)
    p->value = 0;
}

void looked_what_has_become_of_it(struct counter *p, int wanted)
{
  if (p->value > 3)
    reset(p, wanted);
  if (p->value > 3)
    note(7);
}

/* Near misses. */

/* The value that is written is known here. */
void written_in_the_text(struct counter *p)
{
  if (p->value == 0)
    p->value = 7;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'value' of 'p' is read again here; both values are tested
  if (p->value == 7)
    note(7);
}

void old_value_is_kept(struct counter *p, int wanted)
{
  int old = p->value;

  reset(p, wanted);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'value' of 'p' is read again here; its two values are passed to 'note' and 'report'
  report(p->value);
  note(old);
}

void written_on_one_path(struct counter *p, int reset)
{
  report(p->value);
  if (reset)
    p->value = 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'value' of 'p' is read again here; its two values are passed to 'report' and 'note'
  note(p->value);
}

void another_object_written(struct counter *p, struct counter *q)
{
  report(p->value);
  q->value = 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'value' of 'p' is read again here
  note(p->value);
}

void exchange_may_fail(struct counter *p)
{
  report(p->value);
  __sync_bool_compare_and_swap(&p->value, 0, 7);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'value' of 'p' is read again here
  note(p->value);
}
