//===-- reported-only.c - answers to a question from outside --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --tier 3 %s -- %rule_flags \
// RUN:   | FileCheck %s --check-prefix=LOWERED

#include "atomic.h"
#include "bug.h"
#include "compiler.h"
#include <reread/annotate.h>

struct sk_buff;
int nla_put(struct sk_buff *skb, int type, int length, const void *data);

static inline int nla_put_u32(struct sk_buff *skb, int type, u32 value)
{
  u32 copy = value;

  return nla_put(skb, type, sizeof(copy), &copy);
}

struct device {
  int id;
  atomic_t ups REREAD_RACY, downs REREAD_RACY;
  u32 mtu REREAD_RACY;
  u32 *sizes;
};

/* Taken from rtnl_fill_ifinfo(), net/core/rtnetlink.c.
   LOWERED-DAG: atomic.h:{{[0-9:]+}}: warning: 'ups' of 'p' is read again here; both values are passed to 'nla_put'
   LOWERED-DAG: atomic.h:{{[0-9:]+}}: warning: 'downs' of 'p' is read again here; both values are passed to 'nla_put'
*/
int sum_and_parts(struct device *p, struct sk_buff *skb)
{
  if (nla_put_u32(skb, 1, atomic_read(&p->ups) + atomic_read(&p->downs)) ||
      nla_put_u32(skb, 2, atomic_read(&p->ups)) ||
      nla_put_u32(skb, 3, atomic_read(&p->downs)))
    return -EINVAL;
  return 0;
}

/* Near misses. */

/* Taken from inet6_fill_ifla6_attrs(), net/ipv6/addrconf.c. */
int tested_and_reported(struct device *p, struct sk_buff *skb)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mtu' of 'p' is read again here; one value is tested, another is passed to 'nla_put'
  if (p->mtu && nla_put_u32(skb, 4, p->mtu))
    return -EINVAL;
  return 0;
}

int both_decide_one_warning(struct device *p)
{
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mtu' of 'p' is read again here
  WARN_ON(p->mtu != 1500 && p->mtu != 9000);
  return 0;
}

int reported_and_used(struct device *p, struct sk_buff *skb)
{
  nla_put_u32(skb, 4, p->mtu);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'mtu' of 'p' is read again here; one value is passed to 'nla_put', another is used as an index
  return p->sizes[p->mtu];
}
