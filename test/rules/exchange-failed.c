//===-- exchange-failed.c - read again after a compare and exchange ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "atomic.h"
#include "compiler.h"
#include <reread/annotate.h>

struct node {
  int n;
};

struct list {
  int id;
  struct node *first REREAD_RACY;
};

struct node *make(struct node *like);
void release(struct node *n);
void record(struct node *n);

struct node *set_once(struct list *l, struct node *own)
{
  struct node *first = READ_ONCE(l->first);

  if (first)
    return first;
  if (__sync_val_compare_and_swap(&l->first, NULL, own)) {
    release(own);
    own = READ_ONCE(l->first);
  }
  return own;
}

/* The first value goes where the second one would. */
int either(struct list *l, struct node *own)
{
  struct node *n = READ_ONCE(l->first);

  if (n == NULL) {
    n = own;
    if (__sync_val_compare_and_swap(&l->first, NULL, own)) {
      release(own);
      n = READ_ONCE(l->first);
    }
  }
  return n->n;
}

/* What was made of the first value is let go of. */
int replaced(struct list *l)
{
  struct node *old = READ_ONCE(l->first);
  struct node *made = make(old);

  if (__sync_val_compare_and_swap(&l->first, old, made) != old) {
    release(made);
    made = READ_ONCE(l->first);
  }
  return made->n;
}

/* Near misses: the first value lives on. */
int used_after(struct list *l, struct node *own)
{
  struct node *old = READ_ONCE(l->first);

  if (!__sync_bool_compare_and_swap(&l->first, old, own))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'first' of 'l' is read again here
    own = READ_ONCE(l->first);
  return old->n + own->n;
}

int recorded_before(struct list *l, struct node *own)
{
  struct node *old = READ_ONCE(l->first);

  record(old);
  if (__sync_val_compare_and_swap(&l->first, NULL, own))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'first' of 'l' is read again here
    own = READ_ONCE(l->first);
  return own->n;
}

/* The exchange is not on every path. */
int not_always(struct list *l, struct node *own, int try)
{
  struct node *old = READ_ONCE(l->first);

  if (old == NULL)
    return 0;
  if (try)
    __sync_val_compare_and_swap(&l->first, old, own);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'first' of 'l' is read again here
  return READ_ONCE(l->first)->n;
}
