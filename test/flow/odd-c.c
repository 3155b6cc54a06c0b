//===-- odd-c.c - the rest of C -------------------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- -std=gnu11 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>
#include <stdarg.h>

struct object {
  int id;
  int x REREAD_RACY;
  union {
    int a REREAD_RACY;
    float f;
    unsigned char bytes[4];
  };
  int level REREAD_RACY;
  int tail[] REREAD_RACY;
};

typedef int vec4 __attribute__((vector_size(16)));
struct wide {
  vec4 v REREAD_RACY;
  _Complex double c REREAD_RACY;
  struct pair {
    int a, b;
  } pair REREAD_RACY;
  _Atomic struct pair atomic_pair REREAD_RACY;
  _Atomic int count REREAD_RACY;
  __int128 big REREAD_RACY;
};

void report(int value);
void note(int value);

void vla(struct object *p)
{
  int a[p->x];
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  a[p->x - 1] = 0;
  report(a[0]);
}

void vla_parameter(struct object *p, int n, int a[n][n])
{
  report(a[p->id][n - 1] + sizeof(a[0]));
}

/* An arm that is never evaluated reads nothing. */
static inline int low(unsigned int value) { return value; }

static inline int high(unsigned long value) { return value >> 1; }

int dead_arm(struct object *p)
{
  int value = sizeof(p->x) <= 2 ? low(({ do; while (0); p->x; }))
                                : high(({ do; while (0); p->x; }));

  report(value);
  return value;
}

int both_arms_live(struct object *p)
{
  int value = ({ do; while (0); p->x; }) <= 2
                  ? low(1)
                  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
                  : high(({ do; while (0); p->x; }));

  report(value);
  return value;
}

void nested_statement_expressions(struct object *p)
{
  report(({ int v = ({ int w = p->x; w + 1; }); v; }));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(({ ({ p->x; }); }));
}

int old_style(p, n)
  struct object *p;
  int n;
{
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  return p->x + n;
}

int old_style_declared();

void old_style_called(struct object *p)
{
  report(old_style_declared(p->x, 2));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void anonymous_union(struct object *p)
{
  report(p->a);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'a' of 'p' is read again here
  note(p->a);
}

void flexible_array(struct object *p, int i)
{
  report(p->tail[i]);
  note(p->tail[i + 1]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'tail' of 'p' is read again here
  report(p->tail[i]);
}

static int get_x(struct object *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  return p->x;
}

static int get_id(struct object *p)
{
  return p->id;
}

void local_function_pointer(struct object *p)
{
  int (*get)(struct object *) = get_x;
  report(get(p));
  note((*get)(p));
}

void table_of_functions(struct object *p)
{
  static int (*const table[])(struct object *) = {get_id, get_id};
  report(table[0](p));
  note(table[1](p));
}

static int even(struct object *p, int n);

static int odd(struct object *p, int n)
{
  return n == 0 ? 0 : even(p, n - 1);
}

static int even(struct object *p, int n)
{
  return n == 0 ? p->level : odd(p, n - 1);
}

void mutual_recursion(struct object *p)
{
  report(odd(p, 9));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'level' of 'p' is read again here
  note(p->level);
}

static int sum(int n, ...)
{
  va_list ap;
  int v = 0;
  va_start(ap, n);
  while (n--)
    v += va_arg(ap, int);
  va_end(ap);
  return v;
}

void variadic(struct object *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(sum(2, p->x, p->x));
}

void variadic_of_racy_pointer(struct object *p, ...)
{
  va_list ap;
  va_start(ap, p);
  struct object *q = va_arg(ap, struct object *);
  report(q->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of {{.*}} is read again here
  note(q->x);
  va_end(ap);
}

void auto_type(struct object *p)
{
  __auto_type v = p->x;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  typeof(p->x) w = p->x;
  report(v);
  note(w);
}

void typeof_is_no_read(struct object *p)
{
  typeof(p->x) w = 0;
  __builtin_choose_expr(1, p->id, p->x);
  report(p->x + w + (int)sizeof(p->x));
}

void generic_is_no_read(struct object *p)
{
  report(_Generic(p->x, int: p->x, default: 0));
}

void vectors(struct wide *p)
{
  vec4 v = p->v;
  report(v[0]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'v' of 'p' is read again here
  note(p->v[1]);
}

void one_vector(struct wide *p)
{
  vec4 v = p->v, w = {1, 2, 3, 4};
  v += w;
  w = __builtin_shufflevector(v, w, 0, 4, 1, 5);
  report(w[0]);
  note(v[1]);
}

void complex_numbers(struct wide *p)
{
  report(__real__ p->c);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'c' of 'p' is read again here
  note(__imag__ p->c);
}

void one_complex_number(struct wide *p)
{
  _Complex double c = p->c;
  report(__real__ c);
  note(__imag__ c);
}

void racy_struct(struct wide *p)
{
  report(p->pair.a);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'pair' of 'p' is read again here
  note(p->pair.a);
}

void racy_struct_copied(struct wide *p)
{
  struct pair s = p->pair;
  report(s.a);
  note(s.b);
}

void racy_struct_copied_twice(struct wide *p)
{
  struct pair s = p->pair;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'pair' of 'p' is read again here
  struct pair t = p->pair;
  report(s.a);
  note(t.b);
}

void racy_struct_copied_and_again(struct wide *p)
{
  struct pair s = p->pair;
  report(s.a);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'pair' of 'p' is read again here
  note(p->pair.a);
}

void fields_of_racy_struct(struct wide *p)
{
  // Values that were written together are read one by one.
  report(p->pair.a);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'pair' of 'p' is read again here
  struct pair s = p->pair;
  note(s.b);
}

void atomic_struct(struct wide *p)
{
  struct pair s = p->atomic_pair;
  report(s.a);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'atomic_pair' of 'p' is read again here
  struct pair t = p->atomic_pair;
  note(t.b);
}

void atomic_struct_once(struct wide *p)
{
  struct pair s = p->atomic_pair;
  report(s.a);
  note(s.b);
}

void atomic_int(struct wide *p)
{
  report(p->count);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'count' of 'p' is read again here
  note(p->count);
}

void atomic_increment(struct wide *p)
{
  p->count++;
  p->count += 2;
}

void wide_integer(struct wide *p)
{
  report(p->big >> 100);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'big' of 'p' is read again here
  note(p->big >> 64 == 3);
}

void elvis(struct object *p)
{
  // One read: the middle operand is the condition's value.
  report(p->x ?: 3);
}

void elvis_and_again(struct object *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(p->x ?: p->x + 1);
}

void comma(struct object *p)
{
  report((p->id, p->x));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note((p->x, p->id) + p->x);
}

void cast_pointer(struct object *p)
{
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(((struct object *)(void *)p)->x);
}

void pointer_through_integer(struct object *p)
{
  unsigned long u = (unsigned long)p;
  report(p->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(((struct object *)u)->x);
}

void cleaned_up(struct object **p)
{
  report((*p)->id);
}

void with_cleanup(struct object *p)
{
  __attribute__((cleanup(cleaned_up))) struct object *q = p;
  report(q->x);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

static void read_at_exit(struct object **p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note((*p)->x);
}

void read_by_cleanup(struct object *p)
{
  __attribute__((cleanup(read_at_exit))) struct object *q = p;
  report(p->x);
}

int empty(void)
{
}

void empty_statements(struct object *p)
{
  ;;
  for (;;)
    if (p->id)
      return;
}

void asm_with_label(struct object *p)
{
  asm goto("" : : "r"(p->x) : : out);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(p->x);
out:
  note(0);
}

void designators(struct object *p)
{
  int a[8] = {[2] = p->x, [3 ... 5] = 1};
  report(a[2]);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void huge_shift_and_constants(struct object *p)
{
  report((p->x & ~0) << 31);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x / -1 + (int)(0xffffffffffffffffULL >> 70));
}

void nested_function_call_arguments(struct object *p)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(sum(sum(1, p->x), p->x));
}
