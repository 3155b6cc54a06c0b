//===-- operations.c - locks of those who call through a table ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct device {
  spinlock_t lock;
  int mtu;
  const struct operations *ops;
};

struct operations {
  void (*open)(struct device *);
  void (*poll)(struct device *);
};

void use(int value);
void use_too(int value);

void set(struct device *d, int mtu)
{
  spin_lock(&d->lock);
  d->mtu = mtu;
  spin_unlock(&d->lock);
}

void bring_up(struct device *d)
{
  spin_lock(&d->lock);
  d->ops->open(d);
  spin_unlock(&d->lock);
}

void look(struct device *d) { d->ops->poll(d); }

static void my_open(struct device *d)
{
  use(d->mtu);
  use_too(d->mtu);
}

static void my_poll(struct device *d)
{
  use(d->mtu);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mtu' of 'd' is read again here
  use_too(d->mtu);
}

const struct operations my_operations = {.open = my_open, .poll = my_poll};

// A callback runs whenever it wants, whatever is held where it is given.
void later(void (*callback)(struct device *));

static void my_callback(struct device *d)
{
  use(d->mtu);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mtu' of 'd' is read again here
  use_too(d->mtu);
}

void register_callback(struct device *d)
{
  spin_lock(&d->lock);
  later(my_callback);
  spin_unlock(&d->lock);
}
