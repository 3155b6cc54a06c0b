//===-- holders.c - a small struct is a part of whoever holds it ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct link {
  struct link *next, *prev;
};

struct shared {
  spinlock_t lock;
  struct link list;
  int padding;
};

struct quiet {
  spinlock_t lock;
  struct link list;
  int padding;
};

void use(struct link *value);
void use_too(struct link *value);

static void add(struct link *new, struct link *head)
{
  new->next = head->next;
  WRITE_ONCE(head->next, new);
}

static int is_empty(struct link *head) { return READ_ONCE(head->next) == head; }

void put(struct shared *s, struct link *l)
{
  spin_lock(&s->lock);
  add(l, &s->list);
  spin_unlock(&s->lock);
}

void look(struct shared *s)
{
  if (!is_empty(&s->list))
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'next' of 's->list' is read again here
    use(s->list.next);
}

// Nobody adds to this list.
void look_at_another(struct quiet *q)
{
  if (!is_empty(&q->list))
    use(q->list.next);
}
