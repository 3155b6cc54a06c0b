//===-- other-units.c - the second read stands in another unit ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --racy conf.limit %s %S/Inputs/other-unit.c \
// RUN:   -- -I%S/Inputs %rule_flags | FileCheck %s --implicit-check-not=warning:
// A work folder's shards know as much, be they mapped apart.
// RUN: rm -rf %t && mkdir %t
// RUN: not %reread check --racy conf.limit --format jsonl %s \
// RUN:   %S/Inputs/other-unit.c -- -I%S/Inputs %rule_flags > %t/at-once.jsonl
// RUN: not %reread check --racy conf.limit --format jsonl --work %t/work %s \
// RUN:   %S/Inputs/other-unit.c -- -I%S/Inputs %rule_flags | diff %t/at-once.jsonl -

#include "compiler.h"
#include "other-unit.h"

// An accessor gives the value that its caller goes on with.
// CHECK: other-unit.c:[[#]]:10: warning: 'limit' of 'd->conf' is read again here; one value is tested, another is used as an index; only the second read is marked
// CHECK-NEXT: other-units.c:[[#@LINE+4]]:{{.*}}: note: first read, plain
// CHECK-NEXT: other-units.c:[[#@LINE+4]]:{{.*}}: note: read it once
int accessor(struct device *d, int *table)
{
  if (d->conf.limit < 8)
    return table[conf_limit(&d->conf)];
  return 0;
}

// What the callee stores.
// CHECK: other-unit.c:[[#]]:{{.*}}: warning: 'limit' of 'device->conf' is read again here; one value is tested, another is stored to 'd->conf.room'
void stores(struct device *device, int n)
{
  if (device->conf.limit > n)
    conf_apply(device, n);
}

// The callee drops the lock that covered the first read.
// CHECK: other-unit.c:[[#]]:{{.*}}: warning: 'limit' of 'd->conf' is read again here
int relocked(struct device *d)
{
  int limit;

  spin_lock(&d->conf.lock);
  limit = d->conf.limit;
  conf_relock(d);
  spin_unlock(&d->conf.lock);
  return limit;
}

// A global needs no argument.
// CHECK: other-unit.c:[[#]]:{{.*}}: warning: 'limit' of 'defaults' is read again here; one value is tested, another is returned
int of_all(void)
{
  if (!defaults.limit)
    return -1;
  return default_limit();
}

// The lock is held until the callee has read.
void locked(struct device *d, int n)
{
  spin_lock(&d->conf.lock);
  if (d->conf.limit > n)
    conf_apply(d, n);
  spin_unlock(&d->conf.lock);
}

// The first value was only tested, and is tested again under a lock.
void rechecked(struct device *d, int n)
{
  if (d->conf.limit > n && conf_decide(d, n))
    conf_rest(d);
}

// Another object, another place, and a value that nobody uses.
void another(struct device *d, struct device *other, int n)
{
  if (d->conf.limit > n)
    conf_apply(other, n);
}
void elsewhere(struct device *d, int n)
{
  if (d->conf.room > n)
    conf_apply(d, n);
  if (d->conf.limit > n)
    conf_rest(d);
}
void unused(struct device *d, int n)
{
  if (d->conf.limit > n)
    conf_limit(&d->conf);
}
