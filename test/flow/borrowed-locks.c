//===-- borrowed-locks.c - a caller's lock, dropped for a while -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Whoever drops a lock that it has not taken, and takes it again, was called
// with it.
//
// RUN: not %reread check %s --tier 3 --confirm off -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"
#include <reread/annotate.h>

struct s {
  spinlock_t lock, other;
  int state REREAD_RACY;
};

int more(void);
void use(int value);
void work(void);

void writer(struct s *s)
{
  spin_lock(&s->lock);
  s->state = more();
  spin_unlock(&s->lock);
}

void held_but_for_the_wait(struct s *s)
{
  use(s->state);
  use(s->state);
  if (more()) {
    spin_unlock(&s->lock);
    work();
    spin_lock(&s->lock);
  }
}

void in_one_round(struct s *s)
{
  for (;;) {
    if (s->state && s->state > more())
      break;
    spin_unlock(&s->lock);
    work();
    spin_lock(&s->lock);
  }
}

void across_the_wait(struct s *s)
{
  use(s->state);
  if (more()) {
    spin_unlock(&s->lock);
    work();
    spin_lock(&s->lock);
  }
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
}

/* The callers know it as well: their lock is theirs after the call. */
static void wait(struct s *s)
{
  if (more()) {
    spin_unlock(&s->lock);
    work();
    spin_lock(&s->lock);
  }
}

void caller(struct s *s)
{
  spin_lock(&s->lock);
  wait(s);
  use(s->state);
  use(s->state);
  spin_unlock(&s->lock);
}

void caller_across_the_wait(struct s *s)
{
  spin_lock(&s->lock);
  use(s->state);
  wait(s);
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
  spin_unlock(&s->lock);
}

/* Near misses: nothing says that these were called with the lock. */
void dropped_perhaps(struct s *s, int locked)
{
  use(s->state);
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
  if (locked)
    spin_unlock(&s->lock);
}

void another_lock(struct s *s)
{
  use(s->state);
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
  if (more()) {
    spin_unlock(&s->other);
    work();
    spin_lock(&s->other);
  }
}

void taken_and_dropped(struct s *s)
{
  use(s->state);
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
  spin_lock(&s->lock);
  work();
  spin_unlock(&s->lock);
}

/* What is called without the lock does not have it, whoever held it before. */
static void called_without(struct s *s)
{
  use(s->state);
  use(s->state);
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'state' of 's'
}

static void calls_without(struct s *s)
{
  spin_unlock(&s->lock);
  called_without(s);
  spin_lock(&s->lock);
}

void called_with(struct s *s)
{
  spin_lock(&s->lock);
  calls_without(s);
  spin_unlock(&s->lock);
}
