//===-- set-at-startup.c - globals that are written once, at boot ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

#define at_startup __attribute__((section(".init.text")))

struct handler {
  int id;
};

struct parameter {
  int *value;
};

void report(int value);
void note(int value);
struct handler **make_table(int size);

/* Taken from inet_diag_lock_handler(), net/ipv4/inet_diag.c. */
static struct handler **table REREAD_RACY;
static int limit REREAD_RACY;

void at_startup begin(int size)
{
  table = make_table(size);
  WRITE_ONCE(limit, size);
}

struct handler *find(int i)
{
  if (!READ_ONCE(table[i]))
    note(i);
  return READ_ONCE(table[i]);
}

void twice(void)
{
  report(READ_ONCE(limit));
  note(READ_ONCE(limit));
}

/* Near misses. */

static int resized REREAD_RACY;

void at_startup first_size(int size) { resized = size; }
void resize(int size) { resized = size; }

void written_later_too(void)
{
  report(resized);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'resized' is read again here
  note(resized);
}

static int tuned REREAD_RACY;
struct parameter tunable = {&tuned};

void at_startup tune(int size) { tuned = size; }

void whoever_has_the_address_may_write_it(void)
{
  report(tuned);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'tuned' is read again here
  note(tuned);
}

int shared REREAD_RACY;

void at_startup share(int size) { shared = size; }

void other_units_may_write_it(void)
{
  report(shared);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'shared' is read again here
  note(shared);
}

static int untouched REREAD_RACY;

void nobody_seems_to_write_it(void)
{
  report(untouched);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'untouched' is read again here
  note(untouched);
}
