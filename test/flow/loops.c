//===-- loops.c - one object or another in each iteration -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=gnu11 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct node {
  int id;
  int x REREAD_RACY;
  struct node *next;
  struct node *children[4];
};

void report(int value);
void note(int value);
int more(void);

void list_walk(struct node *p)
{
  for (; p; p = p->next)
    report(p->x);
}

void list_walk_with_while(struct node *p)
{
  while (p) {
    report(p->x);
    p = p->next;
  }
}

void neighbours_in_walk(struct node *p)
{
  while (p->next) {
    report(p->x);
    note(p->next->x + 0 * p->id);
    p = p->next->next;
  }
}

void twice_in_each_iteration(struct node *p)
{
  for (; p; p = p->next) {
    report(p->x);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    note(p->x);
  }
}

void moved_in_between(struct node *p)
{
  for (; p; p = p->next) {
    report(p->x);
    p = p->next;
    note(p->x);
  }
}

void the_old_cursor_again(struct node *p)
{
  while (p) {
    struct node *old = p;
    report(p->x);
    p = p->next;
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    note(old->x);
  }
}

void before_and_in_the_loop(struct node *p, int n)
{
  report(p->x);
  for (int i = 0; i < n; ++i)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    note(p->x);
}

void in_the_loop_and_after(struct node *p, int n)
{
  for (int i = 0; i < n; ++i)
    report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void after_a_walk_another_object(struct node *p, struct node *head)
{
  for (; p != head; p = p->next)
    report(p->x);
  note(head->x);
}

void head_before_its_list(struct node *head)
{
  report(head->x);
  for (struct node *p = head->next; p; p = p->next)
    note(p->x);
}

void walk_from_the_head(struct node *head)
{
  report(head->x);
  // The first iteration looks at the head again; the cursor stands for every
  // node, so this one is not seen.
  for (struct node *p = head; p; p = p->next)
    note(p->x);
}

void test_and_use_in_condition(struct node *p)
{
  while (p->x)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    report(p->x);
}

void polled(struct node *p)
{
  while (!p->x)
    ;
}

void do_while_tests_again(struct node *p)
{
  do {
    report(p->x);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  } while (p->x > p->id);
}

void do_while_walks(struct node *p)
{
  do {
    report(p->x);
    p = p->next;
  } while (p && p->x);
}

void after_continue(struct node *p, int n)
{
  for (int i = 0; i < n; ++i) {
    if (more()) {
      report(p->x);
      continue;
    }
    more();
  }
}

void not_both_after_break(struct node *p)
{
  for (;;) {
    if (more()) {
      report(p->x);
      break;
    }
    if (more()) {
      note(p->x);
      break;
    }
  }
}

void after_break(struct node *p)
{
  for (;;) {
    if (more()) {
      report(p->x);
      break;
    }
  }
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void not_both_after_return(struct node *p)
{
  while (more()) {
    if (p->id) {
      report(p->x);
      return;
    }
  }
  note(p->x);
}

void nested_loops(struct node *p, int n, int m)
{
  for (int i = 0; i < n; ++i) {
    report(p->x);
    for (int j = 0; j < m; ++j)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
      note(p->x);
  }
}

void cursor_of_the_inner_loop(struct node *p, int n)
{
  for (; p; p = p->next)
    for (struct node *q = p->children[0]; q; q = q->next)
      report(q->x);
}

/* What the inner loops count has nothing to do with the cursor. */
void cursor_with_counting_loops_inside(struct node *p)
{
  do {
    for (int i = 0; i < 8; ++i)
      for (int j = 0; j < i; ++j)
        note(p->id);
    report(p->x);
    p = p->next;
  } while (p);
}

void limit_read_in_every_iteration(struct node *p, int *a)
{
  for (int i = 0; i < p->x; ++i)
    a[i] = 0;
}

void limit_and_then_its_value(struct node *p, int *a)
{
  int i;
  for (i = 0; i < p->x; ++i)
    a[i] = 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  a[p->x] = 1;
}

void backward_goto(struct node *p)
{
again:
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
  if (more())
    goto again;
}

void kept_over_backward_goto(struct node *p)
{
  int old = 0;
again:
  note(old);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(p->x);
  old = p->x;
  if (more())
    goto again;
}

void value_outlives_the_iteration(struct node *p)
{
  int last = 0;
  while (more()) {
    note(last);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    last = p->x;
    report(last);
  }
}

int tree_walk(struct node *p)
{
  int sum = 0;
  while (p) {
    sum += p->x;
    p = p->children[p->id];
  }
  return sum;
}
