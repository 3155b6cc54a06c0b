//===-- page-table-getters.c - page-table entries read level by level -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --racy '*pte_t' %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include <reread/annotate.h>

// RUN: not %reread check --page-tables --racy '*pte_t' %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=SWITCHED-ON

typedef struct {
  unsigned long pte;
} pte_t;

static inline pte_t ptep_get(pte_t *ptep)
{
  return READ_ONCE(*ptep);
}

void map(unsigned long pte);
void unmap(unsigned long pte);

void by_getters(pte_t *ptep)
{
  map(ptep_get(ptep).pte);
  // SWITCHED-ON: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}} is read again here
  unmap(ptep_get(ptep).pte);
}

/* Near miss: read directly. */
void without_getters(pte_t *ptep)
{
  pte_t old = *ptep, new;

  map(old.pte);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: {{.*}} is read again here
  new = *ptep;
  unmap(new.pte);
}
