// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// The copy of a struct reads each of its fields once.

#include "compiler.h"
#include <reread/annotate.h>

struct range {
  unsigned start REREAD_RACY;
  unsigned length REREAD_RACY;
};

struct zone {
  struct range range;
};

struct pair {
  unsigned a, b;
};

int copy_is_one_value(struct zone *z, const int *table)
{
  struct range r = z->range;

  if (r.start >= 16)
    return -1;
  return table[r.start];
}

int original_after_copy(struct zone *z, const int *table)
{
  struct range r = z->range;

  if (r.start >= 16)
    return -1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'start' of 'z->range' is read again here; one value is tested, another is used as an index
  return table[z->range.start];
}

int copy_after_original(struct zone *z, const int *table)
{
  struct range r;

  if (z->range.start >= 16)
    return -1;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'start' of 'z->range' is read again here; one value is tested, another is used as an index
  r = z->range;
  return table[r.start];
}

void other_field_of_copy(struct zone *z, struct pair *p)
{
  struct range r = z->range;

  p->a = r.start;
  p->b = z->range.length;
}

void through_copy_of_copy(struct zone *z, struct pair *p)
{
  struct range first = z->range;
  struct range second = first;

  p->a = second.length;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'length' of 'z->range' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = z->range.length;
}

void field_by_field(struct zone *z, struct pair *p)
{
  struct range r = {.start = z->range.start, .length = z->range.length};

  p->a = r.start + r.length;
  p->b = r.start;
}

static void take(struct range r, struct pair *p)
{
  p->a = r.start;
}

void copy_as_argument(struct zone *z, struct pair *p)
{
  take(z->range, p);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'start' of 'z->range' is read again here; its two values are stored to 'p->a' and 'p->b'
  p->b = z->range.start;
}

static struct range snapshot(struct zone *z)
{
  return z->range;
}

void copy_as_result(struct zone *z, struct pair *p)
{
  struct range r = snapshot(z);

  p->a = r.start;
  p->b = r.start + r.length;
}
