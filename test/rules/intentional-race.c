//===-- intentional-race.c - a race that the source says it wants ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=DEFAULT

// DEFAULT: warning: 'load' of 'p' is read again here; {{.*}}both reads are marked
// DEFAULT: warning: 'plain' of 'p'
// DEFAULT: warning: 'second' of 'p'
// DEFAULT-NOT: warning:

#include "compiler.h"
#include <reread/annotate.h>

struct heuristic {
  int id;
  int load REREAD_RACY;
};

void balance(int load);
void record(int load);

/* Volatile where KCSAN watches, and nothing here. */
#define __data_racy

struct counters {
  int plain REREAD_RACY;
  int __data_racy racy REREAD_RACY;
  __data_racy int first REREAD_RACY; int second REREAD_RACY;
};
static int __data_racy counter REREAD_RACY;
void count(void) { counter = READ_ONCE(counter) + 1; }

void field_is_intended(struct counters *p)
{
  balance(READ_ONCE(p->racy));
  record(READ_ONCE(p->racy));
  balance(READ_ONCE(p->first));
  record(READ_ONCE(p->first));
}

void global_is_intended(void)
{
  balance(READ_ONCE(counter));
  record(READ_ONCE(counter));
}

void marked_and_intended(struct heuristic *p)
{
  balance(data_race(READ_ONCE(p->load)));
  record(data_race(READ_ONCE(p->load)));
}

/* Near misses. */

void marked_only(struct heuristic *p)
{
  balance(READ_ONCE(p->load));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'load' of 'p' is read again here; its two values are passed to 'balance' and 'record'; both reads are marked, and are still two values
  record(READ_ONCE(p->load));
}

void other_fields(struct counters *p)
{
  balance(READ_ONCE(p->plain));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'plain' of 'p' is read again here
  record(READ_ONCE(p->plain));
  balance(READ_ONCE(p->second));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'second' of 'p' is read again here
  record(READ_ONCE(p->second));
}

/* Silenced, but not equal: of tier 3, so it comes last. */
void intended_only(struct heuristic *p)
{
  balance(data_race(p->load));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'load' of 'p' is read again here
  record(data_race(p->load));
}
