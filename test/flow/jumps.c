//===-- jumps.c - which read reaches which --------------------------------===//
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

typedef long jmp_buf[32];
int setjmp(jmp_buf env) __attribute__((returns_twice));
void longjmp(jmp_buf env, int value) __attribute__((noreturn));
void stop(void) __attribute__((noreturn));

void report(int value);
void note(int value);

void forward_goto(struct object *p, int skip)
{
  report(p->x);
  if (skip)
    goto out;
  return;
out:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void goto_past_the_first(struct object *p, int skip)
{
  if (skip)
    goto out;
  report(p->x);
  return;
out:
  note(p->x);
}

void unreachable_after_goto(struct object *p)
{
  report(p->x);
  goto out;
  note(p->x);
out:
  return;
}

void computed_goto(struct object *p, int which)
{
  static void *const targets[] = {&&first, &&second, &&done};
  goto *targets[which];
first:
  report(p->x);
  goto *targets[which + 1];
second:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
done:
  return;
}

void local_label_value(struct object *p)
{
  __label__ again;
  void *where = &&again;
  report(p->x);
  if (p->id)
    goto *where;
  return;
again:
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

void switch_without_fallthrough(struct object *p)
{
  switch (p->id) {
  case 0:
    report(p->x);
    break;
  case 1:
    note(p->x);
    break;
  }
}

void switch_with_fallthrough(struct object *p)
{
  switch (p->id) {
  case 0:
    report(p->x);
    __attribute__((fallthrough));
  case 1:
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    note(p->x);
    break;
  }
}

void switch_on_it_and_use(struct object *p)
{
  switch (p->x) {
  case 1 ... 5:
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    report(p->x);
    break;
  default:
    note(0);
  }
}

void default_returns(struct object *p)
{
  switch (p->id) {
  default:
    report(p->x);
    return;
  case 2:
    break;
  }
  note(p->x);
}

void duffs_device(struct object *p, int n)
{
  switch (n % 2) {
  case 0:
    do {
      report(p->x);
      __attribute__((fallthrough));
    case 1:
      // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
      note(p->x + n);
    } while ((n -= 2) > 0);
  }
}

void duffs_device_walks(struct object *p, int n)
{
  switch (n % 2) {
  case 0:
    do {
      report((p++)->x);
      __attribute__((fallthrough));
    case 1:
      report((p++)->x);
    } while ((n -= 2) > 0);
  }
}

void callee_never_returns(struct object *p)
{
  if (p->id) {
    report(p->x);
    stop();
  }
  note(p->x);
}

void callee_may_return(struct object *p)
{
  if (p->id) {
    report(p->x);
    note(0);
  }
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  note(p->x);
}

static void fail(struct object *p)
{
  report(p->x);
  stop();
}

void defined_callee_never_returns(struct object *p)
{
  if (p->id)
    fail(p);
  note(p->x);
}

void after_setjmp(struct object *p)
{
  jmp_buf env;
  report(p->x);
  if (setjmp(env) == 0) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
    note(p->x);
    longjmp(env, 1);
  }
}

void branches_of_one_condition(struct object *p)
{
  if (p->id)
    report(p->x);
  else
    note(p->x);
}

void never_true(struct object *p)
{
  report(p->x);
  if (0)
    note(p->x);
  if (sizeof(int) == 1)
    note(p->x);
}

void short_circuit(struct object *p, int a)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  if (p->x && p->x != a)
    note(a);
}

void condition_and_arm(struct object *p, int *a)
{
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'x' of 'p' is read again here
  report(p->x ? a[p->x] : 0);
}

void both_arms(struct object *p, int a)
{
  report(a ? p->x : -p->x);
}

void both_arms_through_variables(struct object *p, int a)
{
  int v;
  if (a)
    v = p->x;
  else
    v = -p->x;
  report(v);
  note(v);
}
