//===-- startup.c - nobody else is there yet ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct table {
  int size REREAD_RACY;
};

#define at_startup __attribute__((section(".init.text")))

void report(int value);
void note(int value);

static void show(struct table *t)
{
  report(t->size);
  note(t->size);
}

static void at_startup fill(struct table *t)
{
  report(t->size);
  note(t->size);
  show(t);
}

void at_startup begin(struct table *t) { fill(t); }

/* Near misses. */

static void show_again(struct table *t)
{
  report(t->size);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 't' is read again here
  note(t->size);
}

void at_startup first(struct table *t) { show_again(t); }
void later(struct table *t) { show_again(t); }
