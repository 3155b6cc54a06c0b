// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Locks that are taken by a variable's initializer and dropped by its cleanup.

#include "rcupdate.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct queue {
  spinlock_t lock;
  struct mutex mutex;
  int head REREAD_RACY;
  int size;
};

struct pair {
  int a, b;
};

int guard_over_both(struct queue *q, struct pair *p)
{
  guard(spinlock)(&q->lock);
  if (q->size == 0)
    return -1;
  p->a = q->head;
  p->b = q->head;
  return 0;
}

void guard_with_flags_over_both(struct queue *q, struct pair *p)
{
  guard(spinlock_irqsave)(&q->lock);
  p->a = q->head;
  p->b = q->head;
}

void scoped_guard_over_both(struct queue *q, struct pair *p)
{
  scoped_guard (mutex, &q->mutex) {
    p->a = q->head;
    p->b = q->head;
  }
}

void second_read_after_scope(struct queue *q, struct pair *p)
{
  scoped_guard (mutex, &q->mutex)
    p->a = q->head;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'q' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = q->head;
}

void lock_dropped_between_scopes(struct queue *q, struct pair *p)
{
  scoped_guard (spinlock, &q->lock)
    p->a = q->head;
  scoped_guard (spinlock, &q->lock)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'q' is read again here; its two values are stored to 'p->a' and 'p->b'
    p->b = q->head;
}

void guard_after_first_read(struct queue *q, struct pair *p)
{
  int early = q->head;

  guard(mutex)(&q->mutex);
  p->a = early;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'q' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = q->head;
}

// A grace period keeps the object, not its fields.
void guard_that_keeps_nobody_out(struct queue *q, struct pair *p)
{
  guard(rcu)();
  p->a = q->head;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'head' of 'q' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = q->head;
}
