// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Atomic builtins are marked reads, and atomic types are racy as they stand.

#include "compiler.h"
#include <reread/annotate.h>

struct object {
  int word REREAD_RACY;
  int *data REREAD_RACY;
  _Atomic int state;
};

struct pair {
  int a, b;
};

void two_loads(struct object *o, struct pair *p)
{
  p->a = __atomic_load_n(&o->word, __ATOMIC_ACQUIRE);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'word' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'; both reads are marked
  p->b = __atomic_load_n(&o->word, __ATOMIC_RELAXED);
}

void one_load(struct object *o, struct pair *p)
{
  int word = __atomic_load_n(&o->word, __ATOMIC_ACQUIRE);

  p->a = word;
  p->b = word;
}

int load_through_a_local(struct object *o)
{
  int *data;

  __atomic_load(&o->data, &data, __ATOMIC_ACQUIRE);
  if (!data)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'data' of 'o' is read again here; one value is tested, another is dereferenced; only the first read is marked
  return *o->data;
}

void compare_and_exchange(struct object *o, int flag)
{
  int old = __atomic_load_n(&o->word, __ATOMIC_RELAXED);

  while (!__atomic_compare_exchange_n(&o->word, &old, old | flag, 0,
                                      __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
    ;
}

void old_compare_and_swap(struct object *o, int flag)
{
  int old;

  do
    old = o->word;
  while (__sync_val_compare_and_swap(&o->word, old, old | flag) != old);
}

int expected_is_not_the_value_used(struct object *o, struct pair *p)
{
  p->a = o->word;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'word' of 'o' is read again here
  return __sync_bool_compare_and_swap(&o->word, o->word, 0);
}

void two_c11_loads(struct object *o, struct pair *p)
{
  p->a = __c11_atomic_load(&o->state, __ATOMIC_ACQUIRE);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'; both reads are marked
  p->b = __c11_atomic_load(&o->state, __ATOMIC_RELAXED);
}

void one_c11_load(struct object *o, struct pair *p)
{
  int state = __c11_atomic_load(&o->state, __ATOMIC_ACQUIRE);

  p->a = state;
  p->b = state;
}

void atomic_type_in_expression(struct object *o, struct pair *p)
{
  p->a = o->state + 1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'; both reads are marked
  p->b = o->state;
}
