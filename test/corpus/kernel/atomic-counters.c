// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// A counter's accessors are marked reads of its only field, and its updates
// are inline asm.

#include "atomic.h"
#include <reread/annotate.h>

struct object {
  atomic_t users REREAD_RACY;
};

struct pair {
  int a, b;
};

// CHECK: warning: '{{users|counter}}' of 'o{{(->users)?}}' is read again here; its two values are stored to 'p->a' and 'p->b'; both reads are marked
void counter_read_twice(struct object *o, struct pair *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, marked
  p->a = atomic_read(&o->users);
  p->b = atomic_read(&o->users);
}

void counter_read_once(struct object *o, struct pair *p)
{
  int users = atomic_read(&o->users);

  p->a = users;
  p->b = users;
}

int counter_exchanged(struct object *o)
{
  int old = atomic_read(&o->users);

  do {
    if (old == 0)
      return 0;
  } while (!atomic_try_cmpxchg(&o->users, &old, old + 1));
  return 1;
}

int word_exchanged(struct object *o)
{
  int old;

  do {
    old = READ_ONCE(o->users.counter);
    if (old == 0)
      return 0;
  } while (cmpxchg(&o->users.counter, old, old + 1) != old);
  return 1;
}
