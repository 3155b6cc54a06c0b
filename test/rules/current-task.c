//===-- current-task.c - the running task's own data ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct task {
  int id;
  int depth REREAD_RACY;
  int *stack;
};

struct task *get_current(void);

int own(void)
{
  struct task *task = get_current();

  if (task->depth)
    return task->stack[task->depth];
  return 0;
}

/* Near miss. */
int another_task(struct task *task)
{
  if (task->depth)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'depth' of 'task' is read again here
    return task->stack[task->depth];
  return 0;
}
