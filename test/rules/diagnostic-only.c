//===-- diagnostic-only.c - values that are only shown to people ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=DEFAULT

// DEFAULT: warning: 'count' of 'p'
// DEFAULT-NOT: warning:

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  int id;
  int error REREAD_RACY;
  int count REREAD_RACY;
  int *slots;
};

void handle(int error);

void only_shown(struct device *p)
{
  WARN_ON(p->error);
  pr_warn("error %d\n", p->error);
}

/* Near misses. Shown once and used once is of tier 3, so it comes last. */

int checked_by_a_warning(struct device *p)
{
  if (WARN_ON(p->count > 15))
    return -EINVAL;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; one value is tested, another is used as an index
  return p->slots[p->count];
}

void shown_and_used(struct device *p)
{
  WARN_ON(p->error);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'error' of 'p' is read again here; one value is shown to people, another is passed to 'handle'
  handle(p->error);
  // CHECK: [[#@LINE-3]]:{{[0-9]+}}: note: declare the read that is only shown an intended race, with data_race()
}
