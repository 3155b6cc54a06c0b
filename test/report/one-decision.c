//===-- one-decision.c - tests that are close to each other ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two tests within twelve lines are one decision, and worth a look. Those that
// are further apart are two.
//
// RUN: not %reread check --racy sock.pcrlen --tier 2 %s -- \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: not %reread check --racy sock.pcrlen --tier 3 %s -- \
// RUN:   | FileCheck %s --check-prefix=ALL

struct sock {
  int pcrlen;
};

void complain(int what);

/* Like udp_queue_rcv_one_skb(), net/ipv4/udp.c. */
int near(struct sock *up, int coverage)
{
  if (up->pcrlen == 0) {
    complain(1);
    return 1;
  }
  // A receiver may want less than the sender has covered, and says so by a
  // length of its own. Nothing is dropped that is covered well enough; what
  // is not is dropped here.
  //
  //
  //
  // CHECK: [[#@LINE+2]]:{{[0-9]+}}: warning: 'pcrlen' of 'up' is read again here; both values are tested
  // ALL: [[#@LINE+1]]:{{[0-9]+}}: warning:
  if (coverage < up->pcrlen)
    return 2;
  return 0;
}

int far(struct sock *up, int coverage)
{
  if (up->pcrlen == 0) {
    complain(1);
    return 1;
  }
  // A receiver may want less than the sender has covered, and says so by a
  // length of its own. Nothing is dropped that is covered well enough; what
  // is not is dropped here.
  //
  //
  //
  //
  //
  // ALL: [[#@LINE+1]]:{{[0-9]+}}: warning: 'pcrlen' of 'up' is read again here; both values are tested
  if (coverage < up->pcrlen)
    return 2;
  return 0;
}
