// Loops that run once, or not at all, each beside a twin that runs again.
//
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm off --format jsonl %s -- -I%S/Inputs > %t.off
// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --dismissed --format jsonl %s -- -I%S/Inputs > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 7 confirmed
// CHECK-NEXT: 6 refuted

#include "device.h"

/* refuted */
void runs_once(struct device *d) {
  int old = 0;

  for (int i = 0; i < 1; i++) {
    if (i) {
      first(old);
      second(d->state);
    } else {
      old = d->state;
    }
  }
}

/* confirmed */
void runs_twice(struct device *d) {
  int old = 0;

  for (int i = 0; i < 2; i++) {
    if (i) {
      first(old);
      second(d->state);
    } else {
      old = d->state;
    }
  }
}

/* refuted */
void never_again(struct device *d) {
  int again = 0;

  do {
    if (again)
      second(d->state);
    else
      first(d->state);
  } while (again);
}

/* confirmed */
void maybe_again(struct device *d) {
  int again = 0;

  do {
    if (again)
      second(d->state);
    else
      first(d->state);
    again = more();
  } while (again);
}

/* refuted */
void runs_not_at_all(struct device *d) {
  int n = 0;

  first(d->state);
  while (n > 0) {
    second(d->state);
    n--;
  }
}

/* confirmed */
void runs_as_often_as_asked(struct device *d, int n) {
  first(d->state);
  while (n > 0) {
    second(d->state);
    n--;
  }
}

/* refuted */
void left_at_once(struct device *d) {
  int seen = 0;

  for (;;) {
    if (seen)
      second(d->state);
    first(d->state);
    seen = 1;
    break;
  }
}

/* confirmed */
void left_some_day(struct device *d) {
  int seen = 0;

  for (;;) {
    if (seen)
      second(d->state);
    first(d->state);
    seen = 1;
    if (more())
      break;
  }
}

/* refuted */
void no_retry(struct device *d) {
  int tries = 0;

again:
  if (tries > 0)
    second(d->state);
  else
    first(d->state);
  if (tries > 0)
    goto again;
}

/* confirmed */
void retries(struct device *d) {
  int tries = 0;

again:
  if (tries > 0)
    second(d->state);
  else
    first(d->state);
  tries++;
  if (more())
    goto again;
}

/* refuted */
void after_any_number_of_rounds(struct device *d, int flag, int n) {
  if (flag)
    first(d->state);
  for (int i = 0; i < n; i++)
    work();
  if (!flag)
    second(d->state);
}

/* confirmed */
void after_rounds_that_count(struct device *d, int flag, int n) {
  if (flag)
    first(d->state);
  for (int i = 0; i < n; i++)
    flag = more();
  if (!flag)
    second(d->state);
}

/* confirmed */
void only_after_many_rounds(struct device *d, int n) {
  int i;

  for (i = 0; i < n; i++)
    work();
  first(d->state);
  if (i > 1000)
    second(d->state);
}
