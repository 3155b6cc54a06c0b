//===-- lock-held.c - the writers' lock is held over both reads -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct buffer {
  int id;
  spinlock_t lock;
  spinlock_t other;
  struct rw_semaphore sem;
  int size REREAD_RACY;
  int declared REREAD_GUARDED_BY(lock);
  int learnt REREAD_RACY;
  int owned REREAD_RACY;
  char *data;
  char *head REREAD_RACY;
};

void consume(int value);
void copy(char *data, int value);

void held(struct buffer *p)
{
  spin_lock(&p->lock);
  if (p->size)
    consume(p->data[p->size]);
  spin_unlock(&p->lock);
}

void held_by_guard(struct buffer *p)
{
  guard(spinlock)(&p->lock);
  if (p->size)
    consume(p->data[p->size]);
}

void held_shared(struct buffer *p)
{
  down_read(&p->sem);
  if (p->size)
    consume(p->data[p->size]);
  up_read(&p->sem);
}

void declared_lock(struct buffer *p)
{
  spin_lock(&p->lock);
  if (p->declared)
    consume(p->data[p->declared]);
  spin_unlock(&p->lock);
}

/* What follows teaches which lock the writers of `learnt` take. */
void writer(struct buffer *p, int value)
{
  spin_lock(&p->other);
  p->learnt = value;
  spin_unlock(&p->other);
}

void learnt_lock(struct buffer *p)
{
  spin_lock(&p->other);
  if (p->learnt)
    consume(p->data[p->learnt]);
  spin_unlock(&p->other);
}

void set_owned(struct buffer *p, int value)
{
  spin_lock(&p->lock);
  p->owned = value;
  spin_unlock(&p->lock);
}

static void look(struct buffer *b)
{
  if (b->owned)
    consume(b->data[b->owned]);
}

void held_by_the_only_caller(struct buffer *p)
{
  spin_lock(&p->lock);
  look(p);
  spin_unlock(&p->lock);
}

static int first_step(struct buffer *b)
{
  lockdep_assert_held(&b->lock);
  return b->owned;
}

static void second_step(struct buffer *b)
{
  lockdep_assert_held(&b->lock);
  consume(b->data[b->owned]);
}

void both_callees_say_that_it_is_held(struct buffer *p)
{
  spin_lock(&p->lock);
  if (first_step(p))
    second_step(p);
  spin_unlock(&p->lock);
}

struct buffer *look_up(int id);

/* The result tells whether the lock is held. */
static struct buffer *get_locked(int id)
{
  struct buffer *p = look_up(id);

  if (!p)
    return NULL;
  spin_lock(&p->lock);
  return p;
}

void held_if_there_is_one(int id)
{
  struct buffer *p = get_locked(id);

  if (!p)
    return;
  if (p->size)
    consume(p->data[p->size]);
  spin_unlock(&p->lock);
}

static int begin(struct buffer *p)
{
  spin_lock(&p->lock);
  if (p->id)
    return 0;
  spin_unlock(&p->lock);
  return -EINVAL;
}

int held_if_there_is_no_error(struct buffer *p)
{
  int error = begin(p);

  if (error)
    return error;
  if (p->size)
    consume(p->data[p->size]);
  spin_unlock(&p->lock);
  return 0;
}

/* Near misses. */

int not_held_if_there_is_an_error(struct buffer *p)
{
  if (begin(p)) {
    if (p->size)
      // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
      consume(p->data[p->size]);
    return -EINVAL;
  }
  spin_unlock(&p->lock);
  return 0;
}

static int begin_or_not(struct buffer *p, int wanted)
{
  if (!wanted)
    return 1;
  spin_lock(&p->lock);
  return p->id ? 1 : 2;
}

int held_or_not(struct buffer *p, int wanted)
{
  if (begin_or_not(p, wanted) && p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
    consume(p->data[p->size]);
  return 0;
}

static void after_a_pause(struct buffer *b)
{
  spin_unlock(&b->lock);
  consume(0);
  spin_lock(&b->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'owned' of 'p' is read again here
  consume(b->data[b->owned]);
}

void dropped_in_the_callee(struct buffer *p)
{
  spin_lock(&p->lock);
  if (p->owned)
    after_a_pause(p);
  spin_unlock(&p->lock);
}

/* Taken from raw_sendmsg(), net/ipv4/raw.c: a callee says that it is called
   under the lock, and is given no object. */
static void look_under_lock(struct buffer *b)
{
  lockdep_assert_held(&b->lock);
  if (b)
    consume(b->id);
}

void no_object(struct buffer *p)
{
  look_under_lock(NULL);
  if (p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
    consume(p->data[p->size]);
}

/* Its lock has the same name. */
struct port {
  int id;
  spinlock_t lock;
};

static void look_closely(struct buffer *b)
{
  if (b->owned)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'owned' of 'b' is read again here
    consume(b->data[b->owned]);
}

void caller_holds_the_lock_of_something_else(struct port *q, struct buffer *p)
{
  spin_lock(&q->lock);
  look_closely(p);
  spin_unlock(&q->lock);
}

void not_held(struct buffer *p)
{
  if (p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here; one value is tested, another is used as an index
    consume(p->data[p->size]);
}

void dropped_and_retaken(struct buffer *p)
{
  spin_lock(&p->lock);
  consume(p->size);
  spin_unlock(&p->lock);
  spin_lock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
  copy(p->data, p->size);
  spin_unlock(&p->lock);
}

void dropped_too_early(struct buffer *p)
{
  spin_lock(&p->lock);
  consume(p->size);
  spin_unlock(&p->lock);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
  copy(p->data, p->size);
}

void other_lock_than_declared(struct buffer *p)
{
  spin_lock(&p->other);
  if (p->declared)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'declared' of 'p' is read again here
    consume(p->data[p->declared]);
  spin_unlock(&p->other);
}

void lock_of_another_object(struct buffer *p, struct buffer *q)
{
  spin_lock(&q->lock);
  if (p->declared)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'declared' of 'p' is read again here
    consume(p->data[p->declared]);
  spin_unlock(&q->lock);
}

void other_lock_than_the_writers(struct buffer *p)
{
  spin_lock(&p->lock);
  if (p->learnt)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'learnt' of 'p' is read again here
    consume(p->data[p->learnt]);
  // CHECK: [[#@LINE-1]]:{{[0-9]+}}: note: read it once, with READ_ONCE(), and pass the value
  spin_unlock(&p->lock);
}

/* No device writes a pointer, and one that RCU protects is read by accessors
   under the lock, too (cfg80211_update_known_bss(), net/wireless/scan.c). */
void set_head(struct buffer *p, char *head)
{
  spin_lock(&p->lock);
  WRITE_ONCE(p->head, head);
  spin_unlock(&p->lock);
}

void marked_pointer(struct buffer *p)
{
  spin_lock(&p->lock);
  if (READ_ONCE(p->head))
    copy(READ_ONCE(p->head), 1);
  spin_unlock(&p->lock);
}

static char *tables[4] REREAD_RACY;
static spinlock_t tables_lock;

void add_table(int family, char *table)
{
  spin_lock(&tables_lock);
  WRITE_ONCE(tables[family], table);
  spin_unlock(&tables_lock);
}

int marked_element(int family, char *table)
{
  int found = 0;

  spin_lock(&tables_lock);
  if (tables[family] && READ_ONCE(tables[family]) != table)
    found = 1;
  spin_unlock(&tables_lock);
  return found;
}

/* A near miss: `owned` is written under the lock, but the place is declared
   racy, and who marks one of two reads under it knows of another writer, such
   as a device (mtk_flow_entry_update_l2(), mtk_ppe.c). */
void marked_by_the_operation(struct buffer *p)
{
  spin_lock(&p->lock);
  if (READ_ONCE(p->owned))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'owned' of 'p' is read again here
    consume(p->data[p->owned]);
  // CHECK: [[#@LINE-1]]:{{[0-9]+}}: note: read it once, with READ_ONCE(), and pass the value
  spin_unlock(&p->lock);
}
