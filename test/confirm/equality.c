// Two values that a check has proven to be equal, each beside a twin in which
// they can differ.
//
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm off --format jsonl %s -- -I%S/Inputs > %t.off
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --dismissed --format jsonl %s -- -I%S/Inputs > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 8 confirmed
// CHECK-NEXT: 7 refuted

#include "device.h"

/* refuted */
void both_are_three(struct device *d) {
  int a = d->state, b = d->state;

  if (a != 3)
    return;
  if (b != 3)
    return;
  first(a);
  second(b);
}

/* confirmed */
void one_is_three(struct device *d) {
  int a = d->state, b = d->state;

  if (a != 3)
    return;
  if (b == 7)
    return;
  first(a);
  second(b);
}

/* refuted */
void no_difference(struct device *d) {
  int a = d->state, b = d->state;
  int difference = a - b;

  if (difference)
    return;
  first(a);
  second(b);
}

/* confirmed */
void some_difference(struct device *d) {
  int a = d->state, b = d->state;
  int difference = a - b;

  if (difference == 1)
    return;
  first(a);
  second(b);
}

/* refuted */
void both_as_given(struct device *d, int given) {
  int a = d->state, b;

  if (a != given)
    return;
  b = d->state;
  if (b != given)
    return;
  first(a);
  second(b);
}

/* confirmed */
void as_given_each(struct device *d, int given, int other) {
  int a = d->state, b;

  if (a != given)
    return;
  b = d->state;
  if (b != other)
    return;
  first(a);
  second(b);
}

static int is_same(int a, int b) { return a == b; }

/* refuted */
void helper_compares(struct device *d) {
  int a = d->state, b = d->state;
  int same = is_same(a, b);

  if (!same)
    return;
  first(a);
  second(b);
}

/* confirmed */
void helper_compares_another(struct device *d, int other) {
  int a = d->state, b = d->state;
  int same = is_same(a, other);

  if (!same)
    return;
  first(a);
  second(b);
}

/* refuted */
void both_are_zero(struct device *d) {
  int a = d->state;
  int b;

  if (a)
    return;
  b = d->state;
  if (b)
    return;
  first(a);
  second(b);
}

/* confirmed */
void one_is_zero(struct device *d) {
  int a = d->state;
  int b;

  if (a)
    return;
  b = d->state;
  if (!b)
    work();
  first(a);
  second(b);
}

/* refuted */
void one_case_of_both(struct device *d) {
  int a = d->state;
  int b = d->state;

  switch (a) {
  case 5:
    break;
  default:
    return;
  }
  switch (b) {
  case 5:
    break;
  default:
    return;
  }
  first(a);
  second(b);
}

/* confirmed */
void two_cases(struct device *d) {
  int a = d->state;
  int b = d->state;

  switch (a) {
  case 5:
    break;
  default:
    return;
  }
  switch (b) {
  case 5:
  case 6:
    break;
  default:
    return;
  }
  first(a);
  second(b);
}

/* refuted */
void narrow_range(struct device *d) {
  int a = d->state;
  int b = d->state;

  if (a < 4 || a > 4)
    return;
  if (b <= 3 || b >= 5)
    return;
  first(a);
  second(b);
}

/* confirmed */
void wide_range(struct device *d) {
  int a = d->state;
  int b = d->state;

  if (a < 4 || a > 4)
    return;
  if (b <= 3 || b >= 6)
    return;
  first(a);
  second(b);
}

/* confirmed */
void checked_too_late(struct device *d) {
  int a = d->state;
  int b = d->state;

  first(a);
  second(b);
  if (a != 3 || b != 3)
    work();
}
