//===-- copied-structs.c - each part of a copy is a read of its own -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s --racy inner.n --racy inner.m -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

struct inner {
  int n;
  int m;
};

struct outer {
  struct inner a;
  struct inner b;
};

struct state {
  int first, second;
};

void parts_are_read_once_each(struct outer *o, struct state *s)
{
  struct outer copy = *o;

  s->first = copy.a.n + copy.a.m;
  s->second = copy.b.n + copy.b.m;
}

void a_part_is_read_again(struct outer *o, struct state *s)
{
  struct outer copy = *o;

  s->first = copy.b.n;
  // CHECK: warning: 'n' of 'o->b' is read again here
  s->second = o->b.n;
}

void so_is_one_of_the_first_struct(struct outer *o, struct state *s)
{
  struct outer copy = *o;

  s->first = copy.a.n;
  // CHECK: warning: 'n' of 'o->a' is read again here
  s->second = o->a.n;
}
