//===-- monotone.c - a place that changes once ----------------------------===//
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
  int registered REREAD_MONOTONE;
  int features REREAD_MONOTONE;
  int enabled REREAD_RACY;
};

struct port {
  int wanted REREAD_SINK("wanted") REREAD_GROUP("port mode");
  int actual REREAD_SINK("actual") REREAD_GROUP("port mode");
};

void announce(int value);

void changes_once(struct device *p)
{
  if (p->registered)
    announce(p->registered);
}

/* Near misses. */

void changes_often(struct device *p)
{
  if (p->enabled)
    // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'enabled' of 'p' is read again here; one value is tested, another is passed to 'announce'
    announce(p->enabled);
}

void must_agree(struct device *p, struct port *q)
{
  q->wanted = p->features;
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'features' of 'p' is read again here; its two values reach 'wanted' and 'actual', which must agree
  q->actual = p->features;
}
