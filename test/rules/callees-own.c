//===-- callees-own.c - a callee takes a snapshot for itself --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  int mtu;
};

struct entry {
  int id, size;
  struct device *dev REREAD_RACY;
};

int header(struct device *dev);

static inline struct device *entry_dev(struct entry *e)
{
  return READ_ONCE(e->dev);
}

static int mtu_of(struct entry *e)
{
  return entry_dev(e)->mtu > 1280;
}

int transmit(struct entry *e, struct device *own)
{
  struct device *dev = entry_dev(e);

  if (dev == own)
    return -EINVAL;
  if (mtu_of(e))
    return 0;
  return header(dev);
}

/* Near misses. The callee's value comes back. */
static struct device *checked(struct entry *e)
{
  struct device *dev = entry_dev(e);

  return dev->mtu > 1280 ? dev : NULL;
}

int given_back(struct entry *e, struct device *own)
{
  if (entry_dev(e) == own)
    return -EINVAL;
  // CHECK: [[#@LINE-31]]:{{[0-9]+}}: warning: 'dev' of 'e' is read again here
  return header(checked(e));
}

/* The callee keeps what it has read. */
static struct device *newest;

static void remembered(struct entry *e)
{
  newest = entry_dev(e);
}

int stored(struct entry *e, struct device *own)
{
  if (entry_dev(e) == own)
    return -EINVAL;
  // CHECK: [[#@LINE-47]]:{{[0-9]+}}: warning: 'dev' of 'e' is read again here; {{.*}} stored to 'newest'
  remembered(e);
  return 0;
}

/* It does not use the accessor. */
static int plain_mtu(struct entry *e)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dev' of 'e' is read again here
  return e->dev->mtu > 1280;
}

int plain(struct entry *e, struct device *own)
{
  struct device *dev = entry_dev(e);

  return dev == own || plain_mtu(e);
}
