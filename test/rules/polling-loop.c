//===-- polling-loop.c - waiting for a change -----------------------------===//
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
  int busy REREAD_RACY;
  int head REREAD_RACY;
};

void consume(int value);

void wait_until_idle(struct ring *p)
{
  while (READ_ONCE(p->busy))
    cpu_relax();
}

void drain(struct ring *p)
{
  for (;;) {
    int head = READ_ONCE(p->head);

    if (!head)
      break;
    consume(head);
  }
}

/* What is read at the end of an iteration is dead when the next begins. */
void wait_and_consume(struct ring *p)
{
  while (READ_ONCE(p->busy)) {
    cpu_relax();
    WRITE_ONCE(p->busy, 1);
    consume(READ_ONCE(p->busy));
  }
}

/* Near misses. */

void carried_into_the_next_iteration(struct ring *p)
{
  int last = 0;

  for (;;) {
    if (last)
      consume(last);
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'p' is read again here
    last = READ_ONCE(p->head);
  }
}

void two_reads_an_iteration(struct ring *p)
{
  for (;;) {
    if (!READ_ONCE(p->head))
      break;
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'p' is read again here
    consume(READ_ONCE(p->head));
  }
}

void older_values_live_on(struct ring *p, int *out)
{
  int i;

  for (i = 0; i < 4; i++)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'p' is read again here
    out[i] = READ_ONCE(p->head);
}
