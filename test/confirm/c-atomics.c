// The same of C11's atomics, whose loads are written like any other.
//
// RUN: %expect-status 1 %reread check --racy slot.head --racy slot.state --tier 3 --confirm off --format jsonl %s -- -std=c11 > %t.off
// RUN: %expect-status 1 %reread check --racy slot.head --racy slot.state --tier 3 --confirm all --dismissed --format jsonl %s -- -std=c11 > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 3 confirmed
// CHECK-NEXT: 1 refuted

#include <stdatomic.h>

struct slot {
  _Atomic(int *) head;
  atomic_int state;
};

void first(int value);
void second(int value);

/* confirmed */
int tested_then_followed(struct slot *s) {
  if (s->head)
    return *s->head;
  return 0;
}

/* refuted */
void one_or_the_other(struct slot *s, int flag) {
  if (flag)
    first(s->state);
  if (!flag)
    second(s->state);
}

/* confirmed */
void one_and_another(struct slot *s, int flag, int other) {
  if (flag)
    first(s->state);
  if (!other)
    second(s->state);
}

/* confirmed */
void compared_with_another(struct slot *s, struct slot *other) {
  int before = s->state;
  int after = s->state;

  if (before != other->state)
    return;
  first(before);
  second(after);
}
