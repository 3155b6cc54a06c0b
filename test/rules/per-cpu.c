//===-- per-cpu.c - this CPU's own data -----------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "percpu.h"
#include <reread/annotate.h>

struct stack {
  int id;
  int depth REREAD_RACY;
};

DEFINE_PER_CPU(struct stack, stack);

void schedule(void);
void use_slot(int slot);
void log_slot(int slot);

void own_cpu(void)
{
  use_slot(this_cpu_read(stack.depth));
  log_slot(this_cpu_read(stack.depth));
}

/* Near misses. */

void another_cpu(int cpu)
{
  use_slot(per_cpu(stack, cpu).depth);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}} is read again here; its two values are passed to 'use_slot' and 'log_slot'
  log_slot(per_cpu(stack, cpu).depth);
}

void may_have_moved(void)
{
  use_slot(this_cpu_read(stack.depth));
  schedule();
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'depth' of 'stack' is read again here
  log_slot(this_cpu_read(stack.depth));
}
