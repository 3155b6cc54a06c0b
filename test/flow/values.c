//===-- values.c - where a snapshot goes ----------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=gnu11 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct object {
  int id;
  int x REREAD_RACY;
};

struct point {
  int a, b;
};

struct box {
  struct point inner;
  struct point *outer;
};

struct hardware {
  int left REREAD_SINK("LEFT") REREAD_GROUP("pair");
  int right REREAD_SINK("RIGHT") REREAD_GROUP("pair");
};

void report(int value);
void note(int value);
void opaque(void *p);

int print(char *to, int size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int convert(char *to, int size, int value);

// How long a text is does not lead back to what is told in it.
void text(struct object *p, char *to)
{
  if (p->x < 3)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; one value is tested, another is passed to 'print'
    to[print(to, 16, "%d", p->x)] = 0;
}

void not_a_text(struct object *p, char *to)
{
  if (p->x < 3)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; one value is tested, another is used as an index
    to[convert(to, 16, p->x)] = 0;
}

// One read, many uses.

void one_read(struct object *p, int *a)
{
  int v = p->x;
  if (v)
    report(a[v]);
  note(v);
}

void one_read_copied_around(struct object *p, struct hardware *h)
{
  int v = p->x, w = v, *q = &w;
  struct point s = {.a = *q}, t = s;
  h->left = t.a;
  h->right = w;
}

// Two reads, told apart by where they go.

void through_locals(struct object *p, struct hardware *h)
{
  int v = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  int w = p->x;
  h->left = v;
  h->right = w;
}

void swapped_locals(struct object *p, struct hardware *h)
{
  int v = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach RIGHT and LEFT, which must agree
  int w = p->x;
  int t = v;
  v = w;
  w = t;
  h->left = v;
  h->right = w;
}

void overwritten_before_use(struct object *p)
{
  int v = p->x;
  report(v);
  v = 3;
  note(v);
}

void second_overwritten(struct object *p)
{
  report(p->x);
  int v = p->x;
  v = 0;
  note(v);
}

void through_a_local_struct(struct object *p, struct hardware *h)
{
  struct point s;
  s.a = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  s.b = p->x;
  h->left = s.a;
  h->right = s.b;
}

void one_field_of_a_local_struct(struct object *p, struct hardware *h)
{
  struct point s;
  s.a = p->x;
  s.b = p->id;
  h->left = s.a;
  h->right = s.a;
}

static void store_left(struct hardware *h, const struct point *s)
{
  h->left = s->a;
}

void field_of_local_struct_in_callee(struct object *p, struct hardware *h)
{
  struct point s = {p->x, 0};
  store_left(h, &s);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

static int first_of(const struct point *s)
{
  return s->a;
}

void field_of_local_struct_returned_by_callee(struct object *p,
                                              struct hardware *h)
{
  struct point s = {p->x, 0};
  h->left = first_of(&s);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

static int second_of(const struct point *s)
{
  return s->b;
}

void other_field_of_local_struct_returned_by_callee(struct object *p,
                                                    struct hardware *h)
{
  struct point s = {p->x, 0};
  h->left = second_of(&s);
  h->right = p->x;
}

static void move_field(struct point *to, const struct point *from)
{
  to->b = from->a;
}

void field_of_local_struct_moved_by_callee(struct object *p,
                                           struct hardware *h)
{
  struct point s = {p->x, 0}, t = {0, 0};
  move_field(&t, &s);
  h->left = t.b;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

static void store_left_by_value(struct hardware *h, struct point s)
{
  h->left = s.a;
}

void local_struct_passed_by_value(struct object *p, struct hardware *h)
{
  struct point s = {p->x, 0};
  store_left_by_value(h, s);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

static struct point made(struct object *p)
{
  struct point s = {p->id, p->x};
  return s;
}

void struct_returned_by_value(struct object *p, struct hardware *h)
{
  struct point s = made(p);
  h->left = s.b;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void field_of_returned_struct(struct object *p, struct hardware *h)
{
  h->left = made(p).b;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void other_field_of_returned_struct(struct object *p, struct hardware *h)
{
  h->left = made(p).a;
  h->right = p->x;
}

static void read_into(struct object *p, int *out)
{
  *out = p->x;
}

static void read_into_deep(struct object *p, int **out)
{
  read_into(p, *out);
}

void out_parameter(struct object *p, struct hardware *h)
{
  int v;
  read_into(p, &v);
  h->left = v;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void out_parameter_through_two_levels(struct object *p, struct hardware *h)
{
  int v, *w = &v;
  read_into_deep(p, &w);
  h->left = v;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void out_parameter_used_twice(struct object *p, struct hardware *h)
{
  int v, *w = &v;
  read_into_deep(p, &w);
  h->left = v;
  h->right = *w;
}

static int choose(int a, int b)
{
  return a ? a : b;
}

void through_a_pure_callee(struct object *p, struct hardware *h)
{
  h->left = choose(p->x, 2);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = choose(1, p->x);
}

void array_of_local_structs(struct object *p, struct hardware *h)
{
  struct point s[2];
  s[0].a = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  s[1].a = p->x;
  h->left = s[0].a;
  h->right = s[1].a;
}

void nested_struct_and_pointer(struct object *p, struct hardware *h)
{
  struct point out;
  struct box b = {.outer = &out};
  b.inner.a = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  b.outer->b = p->x;
  h->left = b.inner.a;
  h->right = out.b;
}

void whole_struct_copied(struct object *p, struct hardware *h)
{
  struct box b = {.inner = {p->x, 0}}, c;
  c = b;
  h->left = c.inner.a;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void copied_with_memcpy(struct object *p, struct hardware *h)
{
  struct point s = {p->x, 0}, t;
  __builtin_memcpy(&t, &s, sizeof t);
  h->left = t.a;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void compound_literal(struct object *p, struct hardware *h)
{
  store_left(h, &(struct point){.a = p->x});
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = p->x;
}

void through_arithmetic(struct object *p, struct hardware *h)
{
  int v = 0;
  v |= p->x << 3;
  v = ~(v + 1);
  h->left = -v;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  h->right = (unsigned char)(p->x >> 3);
}

void value_is_only_a_condition(struct object *p, struct hardware *h)
{
  h->left = p->x ? 1 : 2;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  h->right = p->x;
}

void written_by_opaque_callee(struct object *p, struct hardware *h)
{
  struct point s = {0, 0};
  opaque(&s);
  h->left = s.a;
  h->right = p->x;
}

void pointer_to_the_racy_field(struct object *p)
{
  int *x = &p->x;
  report(*x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

static int deref(const int *x)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  return *x;
}

void pointer_to_the_racy_field_in_callee(struct object *p)
{
  report(deref(&p->x));
  note(deref(&p->x));
}

void pointer_to_another_field_in_callee(struct object *p)
{
  report(deref(&p->id));
  note(deref(&p->id));
}

void address_is_no_read(struct object *p, struct object *q)
{
  report(&p->x == &q->x);
  note(&p->x != 0);
}

void object_known_by_two_names(struct object *p, struct object *q)
{
  struct object *r = p;
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(r->x);
  note(q->x);
}

void object_reassigned(struct object *p, struct object *q)
{
  report(p->x);
  p = q;
  note(p->x);
}

void object_reassigned_on_one_path(struct object *p, struct object *q)
{
  report(p->x);
  if (q)
    p = q;
  note(p->x);
}

void object_held_by_another(struct object **h)
{
  struct object *p = *h;
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of '*h' is read again here
  note((*h)->x);
}

void stored_and_loaded_back(struct object *p, struct point *s)
{
  s->a = p->x;
  // What it stored itself is not a second read.
  report(s->a);
  note(s->a);
}

static void set_right(struct hardware *hw, const int *value)
{
  hw->right = *value;
}

// A callee reads what was stored behind the pointer before the call.
void handed_on_by_pointer(struct object *p, struct hardware *hw, int *value)
{
  hw->left = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  *value = p->x;
  set_right(hw, value);
}

struct stable {
  int value REREAD_STABLE;
};

static void set_right_from(struct hardware *hw, const struct stable *s)
{
  hw->right = s->value;
}

// A stable place holds what was stored in it.
void handed_on_in_stable_place(struct object *p, struct hardware *hw,
                               struct stable *s)
{
  hw->left = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here; its two values reach LEFT and RIGHT, which must agree
  s->value = p->x;
  set_right_from(hw, s);
}
