//===-- rounds-and-calls.c - what comes round, and what a call wrote ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s --tier 3 --without-rule polling-loop \
// RUN:   --without-rule refreshed -- -std=gnu11 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct s {
  int n REREAD_RACY;
  int unlocked;
};

void use(int value);
int unknown(void);
void spin_lock(int *lock);

static int get(struct s *p) { return p->n; }

void a_value_of_a_call_is_used_in_the_next_round(struct s *p)
{
  int v = p->n;

  while (unknown()) {
    use(v);
    v = get(p);
    // CHECK: :[[@LINE-9]]:{{[0-9]+}}: warning: 'n' of 'p'
  }
}

/* The inner loop does the same in every round, so it must settle. */
void a_loop_in_a_loop_stores(struct s *p)
{
  int waiting;

  while (unknown()) {
    do {
      waiting = unknown();
      p->unlocked = waiting;
    } while (waiting);
    use(p->n);
    // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'n' of 'p'
  }
}

static void write_then_read(struct s *p)
{
  p->n = unknown();
  use(p->n);
}

void a_write_before_the_first_read(struct s *p)
{
  write_then_read(p);
  use(p->n);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'n' of 'p'
}

static void read_then_write(struct s *p)
{
  use(p->n);
  p->n = unknown();
}

void a_write_after_the_first_read(struct s *p)
{
  read_then_write(p);
  use(p->n);
}

static void may_write(struct s *p)
{
  while (unknown())
    p->n = 0;
}

static void calls_what_may_write(struct s *p) { may_write(p); }

void a_write_on_some_paths_of_a_callees_callee(struct s *p)
{
  use(p->n);
  calls_what_may_write(p);
  use(p->n);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'n' of 'p'
}
