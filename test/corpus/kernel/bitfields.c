// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Bit-fields are places of their own, and cannot be marked.

#include "compiler.h"
#include <reread/annotate.h>

struct cache {
  unsigned shift : 5 REREAD_RACY;
  unsigned ways : 7 REREAD_RACY;
  unsigned sealed : 1;
};

unsigned tested_then_shifted_by(struct cache *c, unsigned x)
{
  if (c->shift)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'shift' of 'c' is read again here; one value is tested, another is shifted by
    return x >> c->shift;
  // CHECK: note: read it once and pass the value
  return x;
}

unsigned tested_then_divided_by(struct cache *c, unsigned x)
{
  if (!c->ways)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'ways' of 'c' is read again here; one value is tested, another is divided by
  return x / c->ways;
}

unsigned neighbours(struct cache *c, unsigned x)
{
  if (c->shift)
    return x / (c->ways + 1);
  return x;
}

unsigned one_value(struct cache *c, unsigned x)
{
  unsigned shift = c->shift;

  return shift ? x >> shift : x;
}
