// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Values through `?:`, `?:` without a middle, `&&` and the comma.

#include "compiler.h"
#include <reread/annotate.h>

struct object {
  unsigned mode REREAD_RACY;
  int *data REREAD_RACY;
};

struct pair {
  unsigned a, b;
};

static int zero;

void one_arm_reads(struct object *o, struct pair *p, int c)
{
  p->a = c ? o->mode : 7;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = o->mode;
}

void each_arm_reads(struct object *o, struct pair *p, int c)
{
  c ? (p->a = o->mode) : (p->b = o->mode);
}

void value_chosen_in_arm(struct object *o, struct pair *p, int c)
{
  unsigned mode = o->mode;

  p->a = c ? mode : 7;
  p->b = c ? 7 : mode;
}

int tested_then_dereferenced_in_arm(struct object *o)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'data' of 'o' is read again here; one value is tested, another is dereferenced
  return o->data ? *o->data : 0;
}

int no_middle_operand(struct object *o)
{
  return *(o->data ?: &zero);
}

int and_then(struct object *o)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'data' of 'o' is read again here; one value is tested, another is dereferenced
  return o->data && *o->data > 0;
}

int and_then_on_one_value(struct object *o)
{
  int *data;

  return (data = o->data) && *data > 0;
}

void right_of_comma(struct object *o, struct pair *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mode' of 'o' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->a = (p->b = 0, o->mode), p->b = o->mode;
}

void one_value_through_comma(struct object *o, struct pair *p)
{
  unsigned mode;

  p->a = (mode = o->mode, mode), p->b = mode;
}
