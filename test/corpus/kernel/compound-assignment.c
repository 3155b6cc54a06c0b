// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// `x op= y` reads and writes x, and its value comes from both.

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  unsigned mask REREAD_RACY;
  unsigned count REREAD_RACY;
  unsigned divisor REREAD_RACY;
};

struct state {
  unsigned hw, saved;
};

void value_survives_or(struct device *d, struct state *s, unsigned base)
{
  unsigned word = base;

  word |= d->mask;
  word <<= 4;
  s->hw = word;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mask' of 'd' is read again here; its two values are stored to 's->hw' and 's->saved'
  s->saved = d->mask;
}

void right_side_of_each(struct device *d, struct state *s)
{
  s->hw |= d->mask;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'mask' of 'd' is read again here; its two values are stored to 's->hw' and 's->saved'
  s->saved |= d->mask;
}

void one_value_in_each(struct device *d, struct state *s)
{
  unsigned mask = d->mask;

  s->hw |= mask;
  s->saved &= ~mask;
}

void divides(struct device *d, struct state *s)
{
  if (!d->divisor)
    return;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'divisor' of 'd' is read again here; one value is tested, another is divided by
  s->hw /= d->divisor;
}

void value_is_overwritten(struct device *d, struct state *s, unsigned base)
{
  unsigned word = d->mask;

  word = base;
  word |= d->mask;
  s->hw = word;
}

void left_side_is_a_read(struct device *d, struct state *s)
{
  s->hw = d->count;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'd' is read again here
  s->saved = d->count += 2;
}

void own_write_between(struct device *d, struct state *s)
{
  d->count += 1;
  s->saved = d->count;
}
