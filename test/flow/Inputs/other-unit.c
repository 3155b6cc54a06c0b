//===-- other-unit.c - what the callers in other-units.c do not see -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compiler.h"
#include "other-unit.h"

struct conf defaults;

int conf_limit(const struct conf *c)
{
  return READ_ONCE(c->limit);
}

static int limit_of(struct device *d)
{
  return d->conf.limit;
}

void conf_apply(struct device *d, int n)
{
  d->conf.room = limit_of(d) - n;
}

int conf_decide(struct device *d, int n)
{
  int room = 0;

  spin_lock(&d->conf.lock);
  if (d->conf.limit > n)
    room = d->conf.room;
  spin_unlock(&d->conf.lock);
  return room;
}

void conf_relock(struct device *d)
{
  spin_unlock(&d->conf.lock);
  spin_lock(&d->conf.lock);
  d->conf.room = limit_of(d);
}

void conf_rest(struct device *d)
{
  d->conf.room = 0;
}

int default_limit(void)
{
  return defaults.limit;
}
