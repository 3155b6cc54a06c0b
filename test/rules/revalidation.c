//===-- revalidation.c - the two values are compared ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct entry {
  int id;
  int generation REREAD_RACY;
  int expected;
};

void work(int generation);

int compared(struct entry *p)
{
  int old = READ_ONCE(p->generation);

  work(old);
  return READ_ONCE(p->generation) == old;
}

int compared_and_retried(struct entry *p)
{
  int old;

again:
  old = READ_ONCE(p->generation);
  work(old);
  if (old != READ_ONCE(p->generation))
    goto again;
  return old;
}

static int is_current(struct entry *p, int old)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'generation' of 'p' is read again here; one value is passed to 'work', another is returned
  return READ_ONCE(p->generation) == old;
}

int compared_by_a_callee(struct entry *p)
{
  int old = READ_ONCE(p->generation);

  work(old);
  return is_current(p, old);
}

static int is_later(struct entry *p, int old)
{
  work(old);
  return is_current(p, old);
}

int compared_by_its_callee(struct entry *p)
{
  int old = READ_ONCE(p->generation);

  work(old);
  return is_later(p, old);
}

/* Near miss: compared, but with something else. */
int compared_with_another(struct entry *p)
{
  int old = READ_ONCE(p->generation);

  work(old);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'generation' of 'p' is read again here; {{.*}}; both reads are marked, and are still two values
  if (READ_ONCE(p->generation) != p->expected)
    return -EINVAL;
  return 0;
}

/* Near miss: the callee compares with something else. */
int compared_with_another_by_a_callee(struct entry *p, int wanted)
{
  int old = READ_ONCE(p->generation);

  work(old);
  return is_current(p, wanted);
}
