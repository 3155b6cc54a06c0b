//===-- independent-calls.c - two calls, each with a value of its own -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check %s --tier 3 -- %rule_flags \
// RUN:   | FileCheck %s --check-prefixes=CHECK,LOW --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct hook {
  void (*call)(int) REREAD_RACY;
  int mode REREAD_RACY;
};

struct state {
  int mode;
};

static void trace(struct hook *h, int event)
{
  void (*call)(int) = READ_ONCE(h->call);

  if (call)
    call(event);
}

void two_events(struct hook *h)
{
  trace(h, 1);
  trace(h, 2);
}

static void begin(struct hook *h) { trace(h, 1); }

static void finish(struct hook *h)
{
  trace(h, 2);
}

void by_different_ways(struct hook *h)
{
  begin(h);
  finish(h);
}

/* Near misses. */

static int mode_of(struct hook *h) { return READ_ONCE(h->mode); }

void values_leave(struct hook *h, struct state *s)
{
  // CHECK: warning: 'mode' of 'h' is read again here
  if (mode_of(h) == 1)
    s->mode = mode_of(h);
}

static void take_mode(struct state *s, struct hook *h)
{
  // CHECK: warning: 'mode' of 'h' is read again here
  s->mode = READ_ONCE(h->mode);
}

void two_states(struct hook *h, struct state *a, struct state *b)
{
  take_mode(a, h);
  take_mode(b, h);
}

void emit(int mode);

static void send(int mode)
{
  emit(mode);
}

static int current_mode(struct hook *h)
{
  // CHECK: warning: 'mode' of 'h' is read again here; both values are passed to 'emit'
  return READ_ONCE(h->mode);
}

void another_function_passes_them_on(struct hook *h)
{
  send(current_mode(h));
  send(current_mode(h));
}

static int tell(struct hook *h)
{
  // LOW: warning: 'mode' of 'h' is read again here; both values are passed to 'emit'
  int mode = READ_ONCE(h->mode);

  if (mode > 3)
    return 0;
  emit(mode);
  return 1;
}

void test_decides_what_is_returned(struct hook *h)
{
  if (tell(h))
    tell(h);
}
