//===-- suppressed.c - the source asks for silence ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --tier 3 --without-rule suppressed %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=WITHOUT
// WITHOUT-COUNT-17: warning:
// WITHOUT-NOT: warning:

#include "compiler.h"
#include <reread/annotate.h>

struct object {
  int n REREAD_RACY;
};

void use(int value), use_elsewhere(int value);

void statement(struct object *p)
{
  use(p->n);
  [[clang::suppress]] use_elsewhere(p->n);
}

void gnu_spelling(struct object *p)
{
  use(p->n);
  __attribute__((suppress)) use_elsewhere(p->n);
}

void block(struct object *p)
{
  use(p->n);
  __attribute__((suppress)) {
    if (p->n)
      use_elsewhere(1);
  }
}

void variable(struct object *p)
{
  use(p->n);
  [[clang::suppress]] int again = p->n;
  use_elsewhere(again);
}

/* All that uses the second value is. */
void use_only(struct object *p)
{
  use(p->n);
  int again = p->n;
  [[clang::suppress]] use_elsewhere(again);
}

__attribute__((suppress)) void function(struct object *p)
{
  use(p->n);
  use_elsewhere(p->n);
}

__attribute__((suppress)) static int get(struct object *p) { return p->n; }

void callee(struct object *p)
{
  use(p->n);
  use_elsewhere(get(p));
}

static int get_loudly(struct object *p) { return p->n; }

void call(struct object *p)
{
  use(p->n);
  [[clang::suppress]] use_elsewhere(get_loudly(p));
}

void named(struct object *p)
{
  use(p->n);
  [[clang::suppress("reread.DoubleRead")]] use_elsewhere(p->n);
}

/* With the reason, for compilers that know no such attribute, too. */
void reason(struct object *p)
{
  use(p->n);
  REREAD_SUPPRESS("only ever a hint") use_elsewhere(p->n);
}

REREAD_SUPPRESS("all of it") void reason_of_function(struct object *p)
{
  use(p->n);
  use_elsewhere(p->n);
}

void reason_of_variable(struct object *p)
{
  use(p->n);
  REREAD_SUPPRESS("only ever a hint") int again = p->n;
  use_elsewhere(again);
}

/* Near misses. */

void no_reason(struct object *p)
{
  use(p->n);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'p' is read again here
  REREAD_SUPPRESS("") use_elsewhere(p->n);
}

/* The finding is about the second read. */
void first_only(struct object *p)
{
  [[clang::suppress]] use(p->n);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'p' is read again here
  use_elsewhere(p->n);
}

void another_statement(struct object *p)
{
  [[clang::suppress]] use(p->n);
  if (p)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'p' is read again here
    use_elsewhere(p->n);
}

void one_use_only(struct object *p)
{
  use(p->n);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'p' is read again here
  int again = p->n;
  [[clang::suppress]] use_elsewhere(again);
  use(again);
}

void other_checker(struct object *p)
{
  use(p->n);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'n' of 'p' is read again here
  [[clang::suppress("core.NullDereference")]] use_elsewhere(p->n);
}
