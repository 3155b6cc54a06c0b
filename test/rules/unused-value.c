//===-- unused-value.c - a snapshot that nobody uses ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct mailbox {
  int id;
  int status REREAD_RACY;
};

void handle(int status);
void record(int status);

/* Devices acknowledge when they are read. */
void discarded(struct mailbox *p)
{
  (void)READ_ONCE(p->status);
  handle(READ_ONCE(p->status));
}

/* What is not evaluated is no read at all. */
int unevaluated(struct mailbox *p)
{
  typeof(p->status) copy = 0;

  handle(p->status);
  return copy + sizeof(p->status);
}

/* Near miss. */
void both_used(struct mailbox *p)
{
  record(READ_ONCE(p->status));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'status' of 'p' is read again here
  handle(READ_ONCE(p->status));
}
