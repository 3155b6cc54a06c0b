//===-- indices.c - which element of an array ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- -std=gnu11 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct slot {
  int id;
  int x REREAD_RACY;
};

struct table {
  int count;
  int levels[8] REREAD_RACY;
  struct slot slots[8];
};

extern struct slot global_slots[16];
extern int global_levels[16] REREAD_RACY;

void report(int value);
void note(int value);

void same_constant(struct slot *a)
{
  report(a[3].x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[3]' is read again here
  note(a[3].x);
}

void other_constant(struct slot *a)
{
  report(a[3].x);
  note(a[4].x);
}

void same_variable(struct slot *a, int i)
{
  report(a[i].x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  note(a[i].x);
}

void next_of_variable(struct slot *a, int i)
{
  report(a[i].x);
  note(a[i + 1].x);
}

void variable_changed(struct slot *a, int i)
{
  report(a[i].x);
  ++i;
  note(a[i].x);
}

void changed_and_back(struct slot *a, int i)
{
  report(a[i].x);
  ++i;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  note(a[i - 1].x);
}

void pointer_and_index(struct slot *a, int i)
{
  struct slot *s = &a[i];
  report(s->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  note(a[i].x);
}

void pointer_arithmetic(struct slot *a, int i)
{
  report((a + i)->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  note(a[i].x);
}

void index_written_first(struct slot *a, int i)
{
  report(a[i].x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  note(i[a].x);
}

void first_element(struct slot *a)
{
  report(a->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a' is read again here
  note(a[0].x);
}

void pointer_incremented(struct slot *a)
{
  report(a->x);
  ++a;
  note(a->x);
}

void post_increment(struct slot *a)
{
  report(a++->x);
  note(a->x);
}

void increment_of_copy(struct slot *a)
{
  struct slot *s = a;
  report(s->x);
  ++s;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a' is read again here
  note(a->x);
}

void moved_by_compound_assignment(struct slot *a)
{
  report(a[2].x);
  a += 2;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[2]' is read again here
  note(a->x);
}

void moved_back(struct slot *a)
{
  report(a->x);
  a += 2;
  a -= 1;
  note(a->x);
}

void counted_loop(struct slot *a, int n)
{
  for (int i = 0; i < n; ++i)
    report(a[i].x);
}

void twice_in_counted_loop(struct slot *a, int n)
{
  for (int i = 0; i < n; ++i) {
    report(a[i].x);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
    note(a[i].x);
  }
}

void neighbours_in_counted_loop(struct slot *a, int n)
{
  for (int i = 0; i < n; ++i) {
    report(a[i].x);
    note(a[i + 1].x);
  }
}

void moving_pointer_in_loop(struct slot *a, struct slot *end)
{
  for (; a < end; ++a)
    report(a->x);
}

void array_field(struct table *t, int i)
{
  report(t->levels[i]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'levels' of 't' is read again here
  note(t->levels[i]);
}

void other_element_of_array_field(struct table *t)
{
  report(t->levels[0]);
  note(t->levels[1]);
}

void array_of_structs_in_struct(struct table *t, int i)
{
  struct slot *s = t->slots + i;
  report(s->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 't->slots[i]' is read again here
  note(t->slots[i].x);
}

void global_array(int i)
{
  report(global_slots[i].x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'global_slots[i]' is read again here
  note(global_slots[i].x);
}

void racy_global_array(int i)
{
  report(global_levels[i]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'global_levels' is read again here
  note(global_levels[i]);
  report(global_levels[i + 1]);
}

static int at(struct slot *a, int i)
{
  // CHECK: :[[#@LINE+2]]:{{[0-9]+}}: warning: 'x' of 'a[i]' is read again here
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'a[i + 1]' is read again here
  return a[i].x;
}

void through_a_callee(struct slot *a, int i)
{
  report(at(a, i));
  note(at(a, i));
}

void through_a_callee_other_element(struct slot *a, int i)
{
  report(at(a, i));
  note(at(a, i + 1));
}

void through_a_callee_moved_pointer(struct slot *a, int i)
{
  report(a[i + 1].x);
  note(at(a + 1, i));
}

void index_is_the_racy_value(struct slot *a, struct slot *s, int *b)
{
  report(b[s->x]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 's' is read again here; both values are used as an index
  note(b[s->x]);
}
