//===-- wait-condition.c - what only ends a wait --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct device {
  int id;
  int state REREAD_RACY;
  int *slots;
};

void schedule(void);
void udelay(unsigned long us);
void prepare(struct device *p);
void start(struct device *p, int state);
void complain(void);
int budget(void);

/* The condition stands twice: before the wait and in its loop. */
#define wait_event(p, condition)                                               \
  do {                                                                         \
    if (condition)                                                             \
      break;                                                                   \
    for (;;) {                                                                 \
      prepare(p);                                                              \
      if (condition)                                                           \
        break;                                                                 \
      schedule();                                                              \
    }                                                                          \
  } while (0)

static inline int is_ready(const struct device *p)
{
  return READ_ONCE(p->state) > 1;
}

/* Taken from smp_kick_mwait_play_dead(), arch/x86/kernel/smpboot.c. */
void polled_until_it_takes_too_long(struct device *p)
{
  int i;

  if (READ_ONCE(p->state) != 4)
    return;
  for (i = 0; READ_ONCE(p->state) != 5 && i < 1000; i++)
    udelay(5);
  if (READ_ONCE(p->state) != 5)
    complain();
}

/* Taken from pipe_read(), fs/pipe.c. */
void used_then_waited_for_then_tested(struct device *p)
{
  for (;;) {
    int state = p->state;

    if (state > 1)
      start(p, state);
    if (budget())
      break;
    wait_event(p, is_ready(p));
    if (p->state == 7)
      complain();
  }
}

/* Near misses. */

void used_without_a_test(struct device *p)
{
  wait_event(p, is_ready(p));
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here; one value is tested, another is used as an index
  p->slots[p->state] = 0;
}

void what_ended_the_wait_is_used(struct device *p)
{
  int state;

  for (;;) {
    state = READ_ONCE(p->state);
    if (state > 1)
      break;
    schedule();
  }
  start(p, state);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  if (p->state == 7)
    complain();
}

void older_value_used_after_the_wait(struct device *p)
{
  int state = p->state;

  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  wait_event(p, READ_ONCE(p->state) > 1);
  start(p, state);
}

void a_loop_that_does_not_wait(struct device *p)
{
  int i;

  if (READ_ONCE(p->state) != 4)
    return;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here; both values are tested
  for (i = 0; READ_ONCE(p->state) != 5 && i < 1000; i++)
    p->slots[i] = 0;
}

/* Like include/net/sock.h: sleeps once, the loop is its caller's. */
#define sk_wait_event(p, condition) \
  ({ int done = condition; if (!done) schedule(); done ? 0 : condition; })

int tested_before_and_by_the_macro(struct device *p, int signals)
{
  int done;

  do {
    if (READ_ONCE(p->state) == 3)
      return -1;
    if (signals)
      return -2;
    done = sk_wait_event(p, READ_ONCE(p->state) == 3 ||
                            1 << READ_ONCE(p->state) & 6);
  } while (!done);
  return done < 0 ? done : 0;
}

/* Like include/linux/wait.h: what is tested before the loop and what ends it are
   not of one form. */
#define wait_event_interruptible(p, condition) \
  ({ int result = 0; \
     if (!(condition)) \
       for (;;) { \
         prepare(p); \
         if (condition) \
           break; \
         schedule(); \
       } \
     result; })

/* Like mtip_service_thread(), drivers/block/mtip32xx/mtip32xx.c: the condition
   reads twice. */
void condition_of_two_reads(struct device *p)
{
  wait_event_interruptible(p, p->state && (p->state & 6));
  if (p->state & 8)
    return;
  complain();
}

/* Near misses: the older value is used after the wait, and a macro of the same
   form that is not known to wait. */
int used_after_the_macro(struct device *p)
{
  int state = READ_ONCE(p->state);

  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  if (!sk_wait_event(p, READ_ONCE(p->state) == 3))
    return 0;
  start(p, state);
  return 1;
}

#define ask(p, condition) \
  ({ int done = condition; if (!done) complain(); done; })

int asked_twice(struct device *p)
{
  if (READ_ONCE(p->state) == 3)
    return -1;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'p' is read again here
  return ask(p, READ_ONCE(p->state) == 4);
}
