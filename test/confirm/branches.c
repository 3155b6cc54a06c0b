// Conditions that exclude each other, each beside a twin that does not.
//
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm off --format jsonl %s -- -I%S/Inputs > %t.off
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --dismissed --format jsonl %s -- -I%S/Inputs > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 21 confirmed
// CHECK-NEXT: 20 refuted

#include "device.h"

/* refuted */
void flag_and_its_negation(struct device *d, int flag) {
  if (flag)
    first(d->state);
  if (!flag)
    second(d->state);
}

/* confirmed */
void two_flags(struct device *d, int flag, int other) {
  if (flag)
    first(d->state);
  if (!other)
    second(d->state);
}

/* refuted */
void one_bit(struct device *d, unsigned flags) {
  if (flags & 4)
    first(d->state);
  if (!(flags & 4))
    second(d->state);
}

/* confirmed */
void two_bits(struct device *d, unsigned flags) {
  if (flags & 4)
    first(d->state);
  if (!(flags & 2))
    second(d->state);
}

/* refuted */
void field_tested_twice(struct device *d) {
  int value = 0;

  if (d->mode)
    value = d->state;
  if (!d->mode)
    second(d->state);
  first(value);
}

/* confirmed */
void field_that_a_call_may_change(struct device *d) {
  if (d->mode)
    first(d->state);
  work();
  if (!d->mode)
    second(d->state);
}

/* refuted */
void negation_in_a_variable(struct device *d, int flag) {
  int off = !flag;

  if (flag)
    first(d->state);
  if (off)
    second(d->state);
}

/* confirmed */
void negation_of_another(struct device *d, int flag, int other) {
  int off = !other;

  if (flag)
    first(d->state);
  if (off)
    second(d->state);
}

/* refuted */
void ranges_apart(struct device *d, int n) {
  if (n < 10)
    first(d->state);
  if (n > 20)
    second(d->state);
}

/* confirmed */
void ranges_that_overlap(struct device *d, int n) {
  if (n < 10)
    first(d->state);
  if (n > 5)
    second(d->state);
}

/* refuted */
void two_constants(struct device *d, int n) {
  if (n == 1)
    first(d->state);
  if (n == 2)
    second(d->state);
}

/* confirmed */
void constant_and_range(struct device *d, int n) {
  if (n == 1)
    first(d->state);
  if (n >= 1)
    second(d->state);
}

/* refuted */
void switch_and_test(struct device *d, int n) {
  switch (n) {
  case 1:
    first(d->state);
    break;
  default:
    break;
  }
  if (n == 3)
    second(d->state);
}

/* confirmed */
void switch_and_same_test(struct device *d, int n) {
  switch (n) {
  case 1:
    first(d->state);
    break;
  default:
    break;
  }
  if (n == 1)
    second(d->state);
}

/* refuted */
void both_and_not_one(struct device *d, int a, int b) {
  if (a && b)
    first(d->state);
  if (!a)
    second(d->state);
}

/* confirmed */
void both_or_not_one(struct device *d, int a, int b) {
  if (a || b)
    first(d->state);
  if (!a)
    second(d->state);
}

/* refuted */
void pointer_and_none(struct device *d, int *p) {
  if (p)
    first(d->state);
  if (!p)
    second(d->state);
}

/* confirmed */
void pointer_and_another(struct device *d, int *p, int *q) {
  if (p)
    first(d->state);
  if (!q)
    second(d->state);
}

/* refuted */
void early_return(struct device *d, int flag) {
  if (!flag)
    return;
  first(d->state);
  if (!flag)
    second(d->state);
}

/* confirmed */
void early_return_of_another(struct device *d, int flag, int other) {
  if (!other)
    return;
  first(d->state);
  if (!flag)
    second(d->state);
}

/* refuted */
void error_code(struct device *d, int flag) {
  int error = flag ? -12 : 0;

  if (!error)
    first(d->state);
  if (error)
    second(d->state);
}

/* confirmed */
void error_code_that_changes(struct device *d, int flag) {
  int error = flag ? -12 : 0;

  if (!error)
    first(d->state);
  error = more();
  if (error)
    second(d->state);
}

/* refuted */
int chosen_value(struct device *d, int flag) {
  int value = flag ? d->state : 0;

  first(value);
  if (!flag)
    second(d->state);
  return 0;
}

/* confirmed */
int chosen_by_another(struct device *d, int flag, int other) {
  int value = other ? d->state : 0;

  first(value);
  if (!flag)
    second(d->state);
  return 0;
}

/* refuted */
void jump_over(struct device *d, int flag) {
  if (flag)
    goto out;
  first(d->state);
out:
  if (flag)
    second(d->state);
}

/* confirmed */
void jump_over_by_another(struct device *d, int flag, int other) {
  if (other)
    goto out;
  first(d->state);
out:
  if (flag)
    second(d->state);
}

/* refuted */
void state_machine(struct device *d) {
  int step = 0;

  if (more()) {
    first(d->state);
    step = 1;
  }
  if (step == 0)
    second(d->state);
}

/* confirmed */
void state_machine_goes_on(struct device *d) {
  int step = 0;

  if (more()) {
    first(d->state);
    step = 1;
  }
  if (step == 1)
    second(d->state);
}

enum { TRACING = 0 };
extern int debugging;

/* refuted */
void configuration(struct device *d) {
  int tracing = TRACING;

  if (tracing)
    first(d->state);
  second(d->state);
}

/* confirmed */
void setting(struct device *d) {
  int tracing = TRACING | debugging;

  if (tracing)
    first(d->state);
  second(d->state);
}

enum platform { SMALL, LARGE };

/* refuted */
void exclusive_platforms(struct device *d, enum platform p) {
  if (p == SMALL)
    first(d->state);
  work();
  if (p == LARGE)
    second(d->state);
}

/* confirmed */
void inclusive_platforms(struct device *d, enum platform p) {
  if (p == SMALL)
    first(d->state);
  work();
  if (p != LARGE)
    second(d->state);
}

/* refuted */
void masked_value(struct device *d, unsigned n) {
  unsigned low = n & 3;

  if (low == 1)
    first(d->state);
  if (low == 2)
    second(d->state);
}

/* confirmed */
void masked_twice(struct device *d, unsigned n) {
  unsigned low = n & 3, high = n & 12;

  if (low == 1)
    first(d->state);
  if (high == 4)
    second(d->state);
}

/* refuted */
void impossible(struct device *d, int flag) {
  if (flag)
    __builtin_unreachable();
  first(d->state);
  if (flag)
    second(d->state);
}

/* confirmed */
void possible(struct device *d, int flag) {
  if (flag > 7)
    __builtin_unreachable();
  first(d->state);
  if (flag)
    second(d->state);
}

void die(void) __attribute__((noreturn));

/* refuted */
void no_return(struct device *d, int flag) {
  if (flag)
    die();
  first(d->state);
  if (flag)
    second(d->state);
}

/* confirmed */
void return_after_all(struct device *d, int flag) {
  if (flag)
    work();
  first(d->state);
  if (flag)
    second(d->state);
}

/* refuted */
void object_of_its_own(struct device *d, struct device *e, int flag) {
  struct device *p = flag ? d : e;

  if (flag)
    first(p->state);
  if (!flag)
    second(p->state);
}

/* confirmed */
void object_of_both(struct device *d, struct device *e, int flag, int other) {
  struct device *p = flag ? d : e;

  if (flag)
    first(p->state);
  if (!other)
    second(p->state);
}

/* confirmed */
void no_condition(struct device *d) {
  first(d->state);
  second(d->state);
}
