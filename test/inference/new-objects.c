//===-- new-objects.c - what another unit has made ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Nobody else knows what a function returns that returns new objects only, be
// it in another unit or behind a pointer, until it is stored.

// RUN: not %reread check --infer %s %S/Inputs/new-objects-makers.c \
// RUN:   -- -I%S/Inputs %rule_flags | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "new-objects.h"

struct list_head sessions;

struct session *open_session(unsigned flags)
{
  struct session *s = session_alloc(flags);

  if (!s)
    return 0;
  init_lock(&s->lock);
  WRITE_ONCE(s->mode, flags);
  return s;
}

struct session *open_by(const struct session_ops *ops, int kind)
{
  struct session *s = ops->alloc();

  WRITE_ONCE(s->kind, kind);
  return s;
}

void look(struct session *s)
{
  use(READ_ONCE(s->mode));
  use(s->mode);
  use(READ_ONCE(s->kind));
  use(s->kind);
}

/* Near misses: others have it, or know it already. */

struct session *open_listed(unsigned flags)
{
  struct session *s = session_alloc(flags);

  sessions.next = &s->list;
  WRITE_ONCE(s->level, flags);
  return s;
}

void look_at_level(struct session *s)
{
  use(READ_ONCE(s->level));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'level' of 's' is read again here
  use(s->level);
}

struct session *reopen(unsigned flags)
{
  struct session *s = session_find(flags);

  WRITE_ONCE(s->state, flags);
  return s;
}

void look_at_state(struct session *s)
{
  use(READ_ONCE(s->state));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 's' is read again here
  use(s->state);
}
