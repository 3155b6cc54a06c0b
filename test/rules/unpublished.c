//===-- unpublished.c - nobody else knows the object ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

struct item {
  int id;
  int size REREAD_RACY;
  char *data;
};

void *kmalloc(size_t size, unsigned flags);
void fill(struct item *p);
void consume(int value);
struct item *shared;

void allocated_here(void)
{
  struct item *p = kmalloc(sizeof(*p), 0);

  p->size = 0;
  if (p->size)
    consume(p->data[p->size]);
}

void on_the_stack(char *data)
{
  struct item item = {1, 2, data};

  if (item.size)
    consume(item.data[item.size]);
}

/* Near misses. */

void published(void)
{
  struct item *p = kmalloc(sizeof(*p), 0);

  WRITE_ONCE(shared, p);
  if (p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of {{.*}} is read again here
    consume(p->data[p->size]);
}

void somebody_elses(struct item *p)
{
  if (p->size)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'size' of 'p' is read again here
    consume(p->data[p->size]);
}
