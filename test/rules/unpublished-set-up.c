//===-- unpublished-set-up.c - objects before they are let go -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// The object is not made here, and its address is known, but nobody looks it up
// before it is registered.

// RUN: not %reread check --infer --facts linux %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

struct device {
  int id;
};

struct port {
  struct device dev;
  int number, speed, state, users;
  struct port *next;
};

int device_register(struct device *dev);
void use(int value);
void use_too(int value);

extern struct port *first;

// All of number is written before, and of speed behind it.
int add_port(struct port *p, int number)
{
  p->next = first;
  WRITE_ONCE(p->number, number);
  use(p->number);
  use_too(p->number);
  if (device_register(&p->dev))
    return -EINVAL;
  WRITE_ONCE(p->speed, 1);
  return 0;
}

void set_up_beforehand(struct port *p)
{
  use(p->number);
  use_too(READ_ONCE(p->number));
}

void set_up_afterwards(struct port *p)
{
  use(p->speed);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'speed' of 'p' is read again here
  use_too(READ_ONCE(p->speed));
}

// Another object is not let go by that.
int replace_port(struct port *p, struct port *old)
{
  WRITE_ONCE(old->state, 0);
  return device_register(&p->dev);
}

void of_another(struct port *p)
{
  use(p->state);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  use_too(READ_ONCE(p->state));
}

// What was let go before.
int register_again(struct port *p)
{
  int error = device_register(&p->dev);

  WRITE_ONCE(p->users, 1);
  use(p->users);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'users' of 'p' is read again here
  use_too(READ_ONCE(p->users));
  return error;
}
