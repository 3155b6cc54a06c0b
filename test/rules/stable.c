//===-- stable.c - a place that is declared not to change here ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct options {
  int id;
  _Atomic int mode REREAD_STABLE;
  _Atomic int level;
};

void apply(int value);

/* Racy by its type, but declared stable. */
void declared(struct options *p)
{
  if (p->mode)
    apply(p->mode);
}

/* Near miss: racy by its type, and nothing is declared. */
void not_declared(struct options *p)
{
  if (p->level)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'level' of 'p' is read again here
    apply(p->level);
}
