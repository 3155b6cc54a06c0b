//===-- declared-exclusive.c - nobody else has access, by declaration -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct state {
  int id;
  int mode REREAD_RACY;
  int level REREAD_RACY;
  int *table;
};

void declared(struct state *p)
{
  ASSERT_EXCLUSIVE_WRITER(p->mode);
  if (p->mode)
    p->table[p->mode] = 0;
}

/* Near misses. */

void declared_for_another_place(struct state *p)
{
  ASSERT_EXCLUSIVE_WRITER(p->level);
  if (p->mode)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'p' is read again here
    p->table[p->mode] = 0;
}

void declared_for_another_object(struct state *p, struct state *q)
{
  ASSERT_EXCLUSIVE_WRITER(q->mode);
  if (p->mode)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'p' is read again here
    p->table[p->mode] = 0;
}
