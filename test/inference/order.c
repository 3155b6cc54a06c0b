//===-- order.c - what deserves to be read first --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --infer --confirm off --racy object.declared %s -- %rule_flags \
// RUN:   | grep warning: | FileCheck %s

// CHECK: 'declared' of 'o' is read again here
// CHECK-NEXT: 'always' of 'o' is read again here
// CHECK-NEXT: 'seldom' of 'o' is read again here
// CHECK-NEXT: 'mixed' of 'o' is read again here

#include "compiler.h"

struct object {
  int id, mixed, seldom, always, declared;
};

void use(int value);
void use_too(int value);

void write_all(struct object *o, int value)
{
  WRITE_ONCE(o->mixed, value);
  WRITE_ONCE(o->seldom, value);
  WRITE_ONCE(o->always, value);
  o->declared = value;
}

int look(struct object *o)
{
  return READ_ONCE(o->mixed) + READ_ONCE(o->seldom) + READ_ONCE(o->always);
}

int look_again(struct object *o)
{
  return READ_ONCE(o->always) - READ_ONCE(o->mixed);
}

int look_plainly(struct object *o)
{
  return o->seldom;
}

// Whoever marks the first read has mostly thought of the second one.
void first_is_marked(struct object *o)
{
  use(READ_ONCE(o->mixed));
  use_too(o->mixed);
}

void seldom_marked(struct object *o)
{
  use(o->seldom);
  use_too(o->seldom);
}

void always_marked(struct object *o)
{
  use(o->always);
  use_too(o->always);
}

void declared(struct object *o)
{
  use(o->declared);
  use_too(o->declared);
}
