// The same through functions that are called, and variables that they fill.
//
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm off --format jsonl %s -- -I%S/Inputs > %t.off
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --dismissed --format jsonl %s -- -I%S/Inputs > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 12 confirmed
// CHECK-NEXT: 10 refuted
// CHECK-NEXT: 1 unknown: a path carries both values to uses, but to other ones
// CHECK-NEXT: 1 unknown: a path takes both reads, but the way of a value was lost

#include "device.h"

static int is_large(int n) { return n > 10; }

/* refuted */
void predicate(struct device *d, int n) {
  if (is_large(n))
    first(d->state);
  if (!is_large(n))
    second(d->state);
}

/* confirmed */
void predicate_of_another(struct device *d, int n, int m) {
  if (is_large(n))
    first(d->state);
  if (!is_large(m))
    second(d->state);
}

static void decide(int flag, int *go) { *go = flag ? 1 : 0; }

/* refuted */
void filled_variable(struct device *d, int flag) {
  int go;

  decide(flag, &go);
  if (go)
    first(d->state);
  if (!flag)
    second(d->state);
}

/* confirmed */
void filled_by_another(struct device *d, int flag, int other) {
  int go;

  decide(other, &go);
  if (go)
    first(d->state);
  if (!flag)
    second(d->state);
}

struct options {
  int once, verbose;
};

/* refuted */
void option(struct device *d, int flag) {
  struct options o = {.once = flag};

  if (o.once)
    first(d->state);
  work();
  if (!o.once)
    second(d->state);
}

/* confirmed */
void another_option(struct device *d, int flag, int other) {
  struct options o = {.once = flag, .verbose = other};

  if (o.once)
    first(d->state);
  work();
  if (!o.verbose)
    second(d->state);
}

void configure(struct options *o);

/* refuted */
void option_of_a_callee(struct device *d) {
  struct options o;

  configure(&o);
  if (o.once)
    d->count = d->state;
  if (!o.once)
    second(d->state);
}

/* confirmed */
void option_that_the_callee_keeps(struct device *d) {
  struct options o;

  configure(&o);
  if (o.once)
    first(d->state);
  work();
  if (!o.once)
    second(d->state);
}

static int read_state(struct device *d) { return d->state; }

/* refuted */
void reads_in_callees(struct device *d, int flag) {
  if (flag)
    first(read_state(d));
  if (!flag)
    second(read_state(d));
}

/* confirmed */
void reads_in_callees_both(struct device *d, int flag) {
  if (flag)
    first(read_state(d));
  second(read_state(d));
}

static int state_if(struct device *d, int flag) {
  if (flag)
    return d->state;
  return 0;
}

/* refuted */
void reads_where_told(struct device *d, int flag) {
  first(state_if(d, flag));
  second(state_if(d, !flag));
}

/* confirmed */
void reads_where_told_twice(struct device *d, int flag) {
  first(state_if(d, flag));
  second(state_if(d, flag));
}

static void use_unless(struct device *d, int flag) {
  if (!flag)
    second(d->state);
}

/* refuted */
void second_in_a_callee(struct device *d, int flag) {
  if (flag)
    first(d->state);
  use_unless(d, flag);
}

/* confirmed */
void second_in_a_callee_anyway(struct device *d, int flag) {
  if (flag)
    first(d->state);
  use_unless(d, flag - 1);
}

static int through(int value) { return value; }
static int doubled(int value) { return through(value) * 2; }

/* refuted */
void value_through_callees(struct device *d, int flag) {
  if (flag)
    first(doubled(d->state));
  if (through(flag) == 0)
    second(doubled(d->state));
}

/* confirmed */
void value_through_callees_both(struct device *d, int flag) {
  if (flag)
    first(doubled(d->state));
  if (through(flag))
    second(doubled(d->state));
}

static int checked(int flag) {
  if (!flag)
    return -22;
  return 0;
}

/* refuted */
void error_of_a_callee(struct device *d, int flag) {
  if (checked(flag))
    return;
  first(d->state);
  if (!flag)
    second(d->state);
}

/* confirmed */
void error_of_an_unknown_callee(struct device *d, int flag) {
  if (more())
    return;
  first(d->state);
  if (!flag)
    second(d->state);
}

static int state_of(struct device *d) { return d->state; }
void both(int a, int b);

/* confirmed */
void order_of_arguments(struct device *d) { both(d->state, state_of(d)); }

/* refuted */
void either_argument(struct device *d, int flag) {
  both(flag ? d->state : 0, flag ? 0 : state_of(d));
}

static void report(struct device *d, int state, int why) {
  if (why == 1)
    first(state);
  else
    second(d->state);
}

// Handed over, and left alone. That the callee was passed through is all that is
// known, so that it is not refuted.
/* unknown: a path takes both reads, but the way of a value was lost */
void argument_without_use(struct device *d) { report(d, d->state, 2); }

static void report_both(struct device *d, int state, int why) {
  if (why == 1)
    first(state);
  second(d->state);
}

/* confirmed */
void argument_with_use(struct device *d) { report_both(d, d->state, 1); }

static int *tagged(long state) { return state & 1 ? (int *)(state & ~1) : 0; }

/* Where the first is returned, the second was tested and not followed. */
/* unknown: a path carries both values to uses, but to other ones */
int returned_or_followed(struct device *d) {
  int state = d->state;
  int *to = tagged(d->state);

  if (to)
    return *to;
  return state;
}

struct device *owner_of(struct device copy);

/* confirmed */
void copied_and_handed_over(struct device *d) {
  struct device *owner = owner_of(*d);
  int state = d->state;

  first(owner->mode);
  if (more())
    return;
  second(state);
}
