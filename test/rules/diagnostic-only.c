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

// DEFAULT-COUNT-3: warning: 'count' of 'p'
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

void dbg_print(struct device *p, const char *format, ...);

void only_printed(struct device *p)
{
  dbg_print(p, "count %d", p->count);
  dbg_print(p, "and %d", p->count);
}

/* Near misses. Shown once and used once is of tier 3, so it comes last. */

int checked_by_a_warning(struct device *p)
{
  if (WARN_ON(p->count > 15))
    return -EINVAL;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; one value is tested, another is used as an index
  return p->slots[p->count];
}

/* What is printed into memory is used, and so is what no format tells about. */
int sprint(char *to, const char *format, ...);
void set_all(struct device *p, int many, ...);

void printed_for_use(struct device *p, char *name)
{
  sprint(name, "%d", p->count);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; both values are passed to 'sprint'
  sprint(name + 8, "%d", p->count);
}

void handed_over(struct device *p)
{
  set_all(p, 1, p->count);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; both values are passed to 'set_all'
  set_all(p, 1, p->count);
}

void shown_and_used(struct device *p)
{
  WARN_ON(p->error);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'error' of 'p' is read again here; one value is shown to people, another is passed to 'handle'
  handle(p->error);
  // CHECK: [[#@LINE-3]]:{{[0-9]+}}: note: declare the read that is only shown an intended race, with data_race()
}
