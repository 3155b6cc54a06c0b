// RUN: not %reread check --confirm off %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// What a recursive function reads and where its parameters end up is known to
// its callers, whichever function of the circle they call.

#include "compiler.h"
#include <reread/annotate.h>

struct object {
  int mode REREAD_RACY;
};

struct pair {
  int a, b;
};

static void descend(struct object *o, struct pair *p, int depth)
{
  if (depth)
    descend(o, p, depth - 1);
  else
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'top' is read again here; its two values are stored to 'to->a' and 'to->b'
    p->b = o->mode;
}

void second_read_in_recursion(struct object *top, struct pair *to)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: note: first read, plain
  to->a = top->mode;
  descend(top, to, 3);
}

static void odd(struct pair *p, int value, int depth);

static void even(struct pair *p, int value, int depth)
{
  if (depth)
    odd(p, value, depth - 1);
  else
    p->a = value;
}

static void odd(struct pair *p, int value, int depth)
{
  if (depth)
    even(p, value, depth - 1);
}

void first_value_into_circle(struct object *o, struct pair *p)
{
  odd(p, o->mode, 5);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = o->mode;
}

void one_value_into_circle(struct object *o, struct pair *p)
{
  int mode = o->mode;

  even(p, mode, 4);
  p->b = mode;
}

struct node {
  struct node *next REREAD_RACY;
  int value;
};

int another_object_each_time(struct node *n)
{
  struct node *next = n->next;

  return next ? n->value + another_object_each_time(next) : n->value;
}
