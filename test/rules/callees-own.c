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

/* A callee that tests what it has read for itself, whoever has looked before. */
struct report {
  int size;
};

static void look_up(struct entry *e)
{
  struct device *dev = READ_ONCE(e->dev);

  if (dev)
    header(dev);
}

void looks_for_itself(struct entry *e, struct report *r)
{
  r->size = e->dev->mtu;
  look_up(e);
}

/* Near misses. It relies on what the operation has found out. */
static int follow(struct entry *e, struct report *r)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dev' of 'e' is read again here; one value is tested, another is dereferenced
  return e->dev->mtu + r->size;
}

int relies_on_a_test(struct entry *e, struct report *r)
{
  return e->dev ? follow(e, r) : 0;
}

/* It says yes or no. */
static bool is_good(struct entry *e)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'dev' of 'e' is read again here
  if (READ_ONCE(e->dev))
    return true;
  return false;
}

struct device *asked_again(struct entry *e)
{
  struct device *dev = READ_ONCE(e->dev);

  return is_good(e) ? dev : NULL;
}

/* Two callees, each for itself. */
static void count_size(struct entry *e, struct report *r)
{
  if (e->dev)
    r->size++;
}

static void keep_dev(struct entry *e)
{
  newest = READ_ONCE(e->dev);
}

void two_callees(struct entry *e, struct report *r)
{
  count_size(e, r);
  keep_dev(e);
}

/* A near miss: both hand on what they have read. */
static void tell_size(struct entry *e)
{
  header(READ_ONCE(e->dev));
}

void two_consumers(struct entry *e)
{
  tell_size(e);
  // CHECK: warning: 'dev' of 'e' is read again here
  keep_dev(e);
}
