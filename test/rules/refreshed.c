// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A local is brought up to date, and nobody keeps the old value.

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct device {
  unsigned long state REREAD_RACY;
};

void relax(void);
void use(unsigned long value);
void keep(unsigned long value);

void waits(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  while (state & 3) {
    relax();
    state = READ_ONCE(d->state);
  }
  use(state);
}

/* Taken from dget_parent(), fs/dcache.c. */
struct dentry {
  int count;
  spinlock_t lock;
  struct dentry *parent REREAD_RACY, *last;
};

int get_not_zero(int *count);
void put(struct dentry *dentry);

struct dentry *attempted_then_done_right(struct dentry *d)
{
  struct dentry *parent = READ_ONCE(d->parent);

  if (get_not_zero(&parent->count)) {
    if (READ_ONCE(d->count))
      return parent;
    put(parent);
  }
again:
  parent = d->parent;
  spin_lock(&parent->lock);
  if (parent != d->parent) {
    spin_unlock(&parent->lock);
    goto again;
  }
  parent->count++;
  spin_unlock(&parent->lock);
  return parent;
}

struct dentry *attempt_left_something_behind(struct dentry *d)
{
  struct dentry *parent = READ_ONCE(d->parent);

  d->last = parent;
again:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'parent' of 'd' is read again here
  parent = d->parent;
  spin_lock(&parent->lock);
  if (parent != d->parent) {
    spin_unlock(&parent->lock);
    goto again;
  }
  parent->count++;
  spin_unlock(&parent->lock);
  return parent;
}

void old_value_is_kept(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  keep(state);
  while (state & 3) {
    relax();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
    state = READ_ONCE(d->state);
  }
  use(state);
}

void two_locals(struct device *d)
{
  unsigned long first = READ_ONCE(d->state);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
  unsigned long state = READ_ONCE(d->state);

  use(first);
  use(state);
}

void found_or_made(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  if (state)
    goto done;
  relax();
  state = READ_ONCE(d->state);
  if (!state)
    state = 7;
done:
  use(state);
}

void tested_for_something_else(struct device *d)
{
  unsigned long state = READ_ONCE(d->state);

  if (state > 3)
    goto done;
  relax();
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
  state = READ_ONCE(d->state);
  if (!state)
    state = 7;
done:
  use(state);
}

/* An order that is over when the next one is fetched. */
void prepare(unsigned long order);

static void wait_for_next(struct device *d, unsigned long order)
{
  prepare(order);
  if (order > 7)
    WRITE_ONCE(d->state, 0);
}

void orders(struct device *d)
{
  unsigned long order = READ_ONCE(d->state);

  wait_for_next(d, order);
  order = READ_ONCE(d->state);
  use(order);
}

static void only_looks(struct device *d, unsigned long order)
{
  prepare(order);
}

void not_over(struct device *d)
{
  unsigned long order = READ_ONCE(d->state);

  only_looks(d, order);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'd' is read again here
  order = READ_ONCE(d->state);
  use(order);
}
