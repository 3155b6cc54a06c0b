//===-- sometimes-asserted.c - a callee says that a lock is held -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a callee asserts on each of its paths holds for its callers. What it
// asserts on one of two paths that meet again is true of some callers only.
//
// RUN: not %reread check --racy sock.discover %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

#include "compiler.h"
#include "spinlock.h"

#define lockdep_assert_held(l) ((void)(l))

struct sock {
  spinlock_t lock;
  int protocol, id, discover;
};

void use(int value);
void use_too(int value);

static int id_of(struct sock *sk)
{
  int id = 0;

  if (sk->protocol == 6) {
    lockdep_assert_held(&sk->lock);
    id = sk->id++;
  }
  return id + 1;
}

void make_packet(struct sock *sk)
{
  use(sk->discover);
  // CHECK: [[#@LINE+1]]:{{[0-9]+}}: warning: 'discover' of 'sk' is read again here
  use_too(sk->discover);
  use(id_of(sk));
}

/* A near miss: what is left early has nothing to assert. */
static int next_of(struct sock *sk)
{
  if (!sk)
    return 0;
  lockdep_assert_held(&sk->lock);
  return sk->id++;
}

void send_packet(struct sock *sk)
{
  use(sk->discover);
  use_too(sk->discover);
  use(next_of(sk));
}

/* The function's own assertion is about the function. */
void close_packet(struct sock *sk)
{
  use(sk->discover);
  use_too(sk->discover);
  if (sk->protocol == 6)
    lockdep_assert_held(&sk->lock);
  use(0);
}
