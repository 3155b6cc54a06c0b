// RUN: not %reread check %s -- %kernel_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// Elements are told apart by their index, as long as that is the same value.

#include "compiler.h"
#include <reread/annotate.h>

struct slot {
  int *buffer REREAD_RACY;
  unsigned length REREAD_RACY;
};

struct ring {
  unsigned count;
  struct slot slots[8];
};

int same_index(struct ring *r, unsigned i)
{
  if (!r->slots[i].buffer)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'buffer' of 'r->slots[i]' is read again here; one value is tested, another is dereferenced
  return *r->slots[i].buffer;
}

int same_constant_index(struct ring *r)
{
  if (!r->slots[3].buffer)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'buffer' of 'r->slots[3]' is read again here; one value is tested, another is dereferenced
  return *r->slots[3].buffer;
}

int other_constant_index(struct ring *r)
{
  if (!r->slots[3].buffer)
    return 0;
  return *r->slots[4].buffer;
}

int index_changes(struct ring *r, unsigned i)
{
  if (!r->slots[i].buffer)
    return 0;
  i++;
  return *r->slots[i].buffer;
}

int pointer_outlives_index(struct ring *r, unsigned i)
{
  struct slot *s = &r->slots[i];

  i++;
  if (!s->buffer)
    return i;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'buffer' of 'r->slots[i]' is read again here; one value is tested, another is dereferenced
  return *s->buffer;
}

int pointer_and_index_meet(struct ring *r, unsigned i)
{
  struct slot *s = r->slots + i;

  if (!s->buffer)
    return 0;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'buffer' of 'r->slots[i]' is read again here; one value is tested, another is dereferenced
  return *r->slots[i].buffer;
}

unsigned each_element_once(struct ring *r)
{
  unsigned sum = 0;

  for (unsigned i = 0; i < r->count; i++)
    sum += r->slots[i].length;
  return sum;
}

int each_element_twice(struct ring *r)
{
  int sum = 0;

  for (unsigned i = 0; i < r->count; i++)
    if (r->slots[i].buffer)
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'buffer' of 'r->slots[{{[^']+}}]' is read again here; one value is tested, another is dereferenced
      sum += *r->slots[i].buffer;
  return sum;
}
