//===-- double-checked-locking.c - test, lock, test again -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct cache {
  int id;
  spinlock_t lock;
  int ready REREAD_RACY;
  int count REREAD_RACY;
  int *slots;
};

void fill(struct cache *p, int count);
int *allocate(int count);

void tested_again(struct cache *p)
{
  if (!p->ready) {
    spin_lock(&p->lock);
    if (!p->ready)
      fill(p, 1);
    spin_unlock(&p->lock);
  }
}

/* Taken from ep_done_scan(), fs/eventpoll.c: something can be put on an empty
   list, too. */
struct list {
  struct list *next, *prev;
};

struct poll {
  int id;
  spinlock_t lock;
  struct list ready REREAD_RACY;
};

struct item {
  int id;
  struct list link;
};

void add_unless_empty(struct poll *p, struct item *i)
{
  if (READ_ONCE(p->ready.next) == &p->ready)
    return;
  spin_lock(&p->lock);
  i->link.next = p->ready.next;
  i->link.next->prev = &i->link;
  spin_unlock(&p->lock);
}

void rests_on_the_second(struct cache *p)
{
  if (!READ_ONCE(p->count))
    return;
  spin_lock(&p->lock);
  fill(p, p->count);
  spin_unlock(&p->lock);
}

/* After blkg_lookup_create(), block/blk-cgroup.c. */
static int *look_up(struct cache *p, int key)
{
  int count = READ_ONCE(p->count);

  return count > key ? &p->slots[count - key] : 0;
}

int *look_up_again(struct cache *p, int key)
{
  int *found = look_up(p, key);

  if (found)
    return found;
  spin_lock(&p->lock);
  found = look_up(p, key);
  if (!found)
    fill(p, key);
  spin_unlock(&p->lock);
  return found;
}

/* After __mkroute_input(), net/ipv4/route.c. */
struct route {
  int valid;
};

struct hop {
  spinlock_t lock;
  struct route *route REREAD_RACY;
  int users;
};

void forget(struct route *r);

int followed_and_found_again(struct hop *p, struct route *new)
{
  struct route *r = READ_ONCE(p->route);

  if (r && r->valid)
    return 1;
  spin_lock(&p->lock);
  r = READ_ONCE(p->route);
  if (r)
    forget(r);
  WRITE_ONCE(p->route, new);
  spin_unlock(&p->lock);
  return 0;
}

/* Near misses. */

int followed_and_not_tested_again(struct hop *p)
{
  struct route *r = READ_ONCE(p->route);
  int valid;

  if (r && r->valid)
    return 1;
  spin_lock(&p->lock);
  // CHECK-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'route' of 'p' is read again here
  valid = READ_ONCE(p->route)->valid;
  spin_unlock(&p->lock);
  return valid;
}

int followed_under_the_lock(struct hop *p)
{
  struct route *r = READ_ONCE(p->route), *again;
  int valid = 0;

  if (!r)
    return 1;
  spin_lock(&p->lock);
  // CHECK-DAG: [[#@LINE+1]]:{{[0-9]+}}: warning: 'route' of 'p' is read again here
  again = READ_ONCE(p->route);
  if (again)
    valid = r->valid;
  spin_unlock(&p->lock);
  return valid;
}

/* On an empty list there is no item. */
int look_at_the_first_unless_empty(struct poll *p)
{
  int id = 0;

  if (READ_ONCE(p->ready.next) == &p->ready)
    return 0;
  spin_lock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'ready' of 'p' is read again here; one value is tested, another is dereferenced
  id = container_of(p->ready.next, struct item, link)->id;
  spin_unlock(&p->lock);
  return id;
}

void both_used(struct cache *p)
{
  int *slots = allocate(p->count);

  spin_lock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; its two values are passed to 'allocate' and 'fill'
  fill(p, p->count);
  p->slots = slots;
  spin_unlock(&p->lock);
}

/* The first answer is used beside the second. */
static int number_of(struct cache *p, int key)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; its two values are passed to 'allocate' and 'fill'
  int count = READ_ONCE(p->count);

  return count > key ? count : 0;
}

void both_answers(struct cache *p, int key)
{
  int *slots = allocate(number_of(p, key));

  spin_lock(&p->lock);
  fill(p, number_of(p, key));
  p->slots = slots;
  spin_unlock(&p->lock);
}

void checked_before_the_lock(struct cache *p)
{
  if (p->count > 15)
    return;
  spin_lock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here; one value is tested, another is used as an index
  p->slots[p->count] = 0;
  spin_unlock(&p->lock);
}

void no_lock(struct cache *p)
{
  if (!p->ready) {
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'ready' of 'p' is read again here; both values are tested
    if (!p->ready)
      fill(p, 1);
  }
}

/* A near miss, after ack_update_msk(), net/mptcp/options.c: the first value is
   tested under the lock only, as a snapshot; it does not decide about the lock. */
void snapshot_tested_under_the_lock(struct cache *p, int limit)
{
  int count = READ_ONCE(p->count);

  spin_lock(&p->lock);
  if (count < limit)
    p->id = 0;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here
  if (READ_ONCE(p->count) > limit)
    p->id = 1;
  spin_unlock(&p->lock);
}

/* A list is taken over as a whole, if there is one by then. */
struct job {
  int id, size, kind;
  struct job *next;
};

struct worker {
  int id, size, kind;
  spinlock_t lock, other;
  struct job *jobs REREAD_RACY;
};

void add_job(struct worker *w, struct job *job)
{
  spin_lock(&w->lock);
  job->next = w->jobs;
  WRITE_ONCE(w->jobs, job);
  spin_unlock(&w->lock);
}

void do_jobs(struct worker *w)
{
  struct job *job;

  if (!READ_ONCE(w->jobs))
    return;
  spin_lock(&w->lock);
  job = w->jobs;
  w->jobs = NULL;
  spin_unlock(&w->lock);
  while (job != NULL) {
    fill(NULL, job->size);
    job = job->next;
  }
}

/* Near miss: it is not the lock of those who add. */
void do_jobs_without_the_lock(struct worker *w)
{
  struct job *job;

  if (!READ_ONCE(w->jobs))
    return;
  spin_lock(&w->other);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'jobs' of 'w' is read again here
  job = w->jobs;
  spin_unlock(&w->other);
  do {
    fill(NULL, job->size);
    job = job->next;
  } while (job);
}
