// --confirm-budget: what it does not suffice for stays unknown.

// RUN: %expect-status 1 %reread check --racy device.state --tier 3 --confirm all --confirm-budget 1000 --format jsonl %s -- -I%S/Inputs > %t.small
// RUN: FileCheck %s --check-prefix=SMALL --input-file %t.small
// SMALL: "verdict":"unknown"
// SMALL-SAME: "verdictReason":"the budget of steps was used up"
// RUN: %expect-status 0 %reread check --racy device.state --tier 3 --confirm all --confirm-budget 100000 %s -- -I%S/Inputs
// RUN: not %reread check --confirm-budget 1 %s -- 2>&1 | FileCheck %s --check-prefix=WRONG
// WRONG: {{^}}reread: error: '--confirm-budget' wants a number from 1000 to {{[0-9]+}}, not '1'{{$}}

#include "device.h"

void use(int value);

/* Every way through the decisions is a path of its own, and none takes both. */
void many_ways(struct device *d, int early) {
  int way = 0;

  if (early)
    first(d->state);
  if (more())
    way += 1;
  if (more())
    way += 2;
  if (more())
    way += 4;
  if (more())
    way += 8;
  if (more())
    way += 16;
  if (more())
    way += 32;
  if (!early)
    second(d->state);
  use(way);
}
