// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// The value of a statement expression is that of its last statement.

#include "compiler.h"
#include <reread/annotate.h>

struct ring {
  unsigned index REREAD_RACY;
  int *data REREAD_RACY;
};

#define TWICE_MIN(x, y) ((x) < (y) ? (x) : (y))

int minimum_evaluates_once(struct ring *r, const int *table)
{
  return table[min(r->index, 15u)];
}

int minimum_evaluates_twice(struct ring *r, const int *table)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'index' of 'r' is read again here; one value is tested, another is used as an index
  return table[TWICE_MIN(r->index, 15u)];
}

int value_leaves_the_statement(struct ring *r)
{
  int *p = ({
    int *inner = r->data;
    barrier();
    inner;
  });

  return p ? *p : 0;
}

int two_statements_two_values(struct ring *r)
{
  if (({ int *inner = r->data; inner; }))
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'data' of 'r' is read again here; one value is tested, another is dereferenced
    return *({ int *inner = r->data; inner; });
  return 0;
}

int nested(struct ring *r, const int *table)
{
  unsigned i = ({ min(({ unsigned j = r->index; j; }), 15u); });

  return table[i] + table[i / 2];
}
