//===-- functions-in-rings.c - callers' locks, found in time --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Functions that all call each other have more ways to be reached than can be
// walked one by one.

// RUN: not %reread check %s --unit-timeout 20 --work %t --infer -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct device {
  spinlock_t lock;
  struct device *parent;
  int state REREAD_RACY;
  int seen;
};

#define STEP(n)                                                                \
  static int step##n(struct device *d, int flags);
#define STEPS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9)
STEPS(STEP)

#define CALL(n) if (flags & (1 << n)) step##n(d->parent, flags >> n);
#define CALLS                                                                  \
  CALL(0) CALL(1) CALL(2) CALL(3) CALL(4) CALL(5) CALL(6) CALL(7) CALL(8)
#define BODY(n)                                                                \
  static int step##n(struct device *d, int flags)                              \
  {                                                                            \
    spin_lock(&d->lock);                                                       \
    CALLS                                                                      \
    CALLS                                                                      \
    spin_unlock(&d->lock);                                                     \
    return flags;                                                              \
  }
STEPS(BODY)

int enter(struct device *d, int flags) { return step0(d, flags); }

void read_twice(struct device *d)
{
  if (d->state)
    // CHECK: warning: 'state' of 'd' is read again here
    d->seen = d->state;
}
