//===-- seqcount-section.c - both reads in one section that retries -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "seqlock.h"
#include <reread/annotate.h>

struct clock {
  int id;
  seqlock_t lock;
  int shift REREAD_RACY;
  int base;
};

int one_section(struct clock *p)
{
  unsigned seq;
  int value;

  do {
    seq = read_seqbegin(&p->lock);
    value = p->base;
    if (p->shift)
      value >>= p->shift;
  } while (read_seqretry(&p->lock, seq));
  return value;
}

/* Near misses. */

int after_the_section(struct clock *p)
{
  unsigned seq;
  int shift;

  do {
    seq = read_seqbegin(&p->lock);
    shift = p->shift;
  } while (read_seqretry(&p->lock, seq));
  if (!shift)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'shift' of 'p' is read again here; one value is tested, another is shifted by
  return p->base >> p->shift;
}

int no_section(struct clock *p)
{
  if (!p->shift)
    return 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'shift' of 'p' is read again here; one value is tested, another is shifted by
  return p->base >> p->shift;
}
