//===-- thresholds.c - the level of a counter, asked again ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --racy pool.used --racy pool.level %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=thresholds.c:28
// RUN: not %reread check --racy pool.used --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=LOW

#include "atomic.h"

struct pool {
  atomic_t used;
  int level, share;
};

void use(int n);

// A threshold was passed; what the pool holds by now is another question.
int threshold(struct pool *p, int max)
{
  if (unlikely(!(atomic_read(&p->used) < max)))
    return 0;
  // LOW: :[[#@LINE+1]]:{{.*}}: note: copy it once
  p->share = max - atomic_read(&p->used);
  return 1;
}

// A state is no level.
int state(struct pool *p, int mine)
{
  if (atomic_read(&p->used) == mine)
    return 0;
  // CHECK-DAG: :[[#@LINE+1]]:{{.*}}: note: copy it once
  p->share = atomic_read(&p->used);
  return 1;
}

// What follows relies on the threshold.
int indexed(struct pool *p, int *table, int max)
{
  if (atomic_read(&p->used) < max)
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}}: note: copy it once
    return table[atomic_read(&p->used)];
  return 0;
}

// A limit that is set is no counter.
int clamped(struct pool *p, int n)
{
  if (n > READ_ONCE(p->level))
    // CHECK-DAG: :[[#@LINE+1]]:{{.*}}: warning: 'level' of 'p' is read again here
    n = READ_ONCE(p->level);
  return n;
}
