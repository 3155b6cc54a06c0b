//===-- lock-until.c - a lock that another one's holder may find free -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Who holds the spinlock of a socket, and finds that nobody owns the socket, is
// as good as its owner until he drops the spinlock.

// RUN: not %reread check --infer --facts linux %s -- %rule_flags \
// RUN:   | FileCheck %s --implicit-check-not=warning:

// RUN: split-file %s %t
// RUN: %expect-status 2 %reread check --facts %t/lock.yaml %s -- 2>&1 \
// RUN:   | FileCheck %s --check-prefix=LOCK
// LOCK: lock.yaml:2:30: error: 'until': out of place; expected only for trylock with field

#include "compiler.h"
#include "spinlock.h"

struct sock {
  struct {
    spinlock_t slock;
    int owned;
  } sk_lock;
  int state, family;
};

#define bh_lock_sock(sk) spin_lock(&(sk)->sk_lock.slock)
#define bh_unlock_sock(sk) spin_unlock(&(sk)->sk_lock.slock)

void lock_sock(struct sock *sk);
void release_sock(struct sock *sk);
_Bool sock_owned_by_user(const struct sock *sk);
void use(int value);
void use_too(int value);

void user(struct sock *sk)
{
  lock_sock(sk);
  WRITE_ONCE(sk->state, 1);
  release_sock(sk);
}

void by_owner(struct sock *sk)
{
  lock_sock(sk);
  use(READ_ONCE(sk->state));
  use_too(READ_ONCE(sk->state));
  release_sock(sk);
}

void by_packet(struct sock *sk)
{
  bh_lock_sock(sk);
  if (!sock_owned_by_user(sk)) {
    use(READ_ONCE(sk->state));
    use_too(READ_ONCE(sk->state));
  }
  bh_unlock_sock(sk);
}

// Nobody has asked whether it has an owner.
void without_asking(struct sock *sk)
{
  bh_lock_sock(sk);
  use(READ_ONCE(sk->state));
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'sk' is read again here
  use_too(READ_ONCE(sk->state));
  bh_unlock_sock(sk);
}

// It has one.
void owned(struct sock *sk)
{
  bh_lock_sock(sk);
  if (sock_owned_by_user(sk)) {
    use(READ_ONCE(sk->state));
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'sk' is read again here
    use_too(READ_ONCE(sk->state));
  }
  bh_unlock_sock(sk);
}

// The answer is out of date.
void too_late(struct sock *sk)
{
  bh_lock_sock(sk);
  if (sock_owned_by_user(sk)) {
    bh_unlock_sock(sk);
    return;
  }
  use(READ_ONCE(sk->state));
  bh_unlock_sock(sk);
  // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'sk' is read again here
  use_too(READ_ONCE(sk->state));
}

static _Bool is_free(struct sock *sk)
{
  if (sock_owned_by_user(sk))
    return 0;
  return 1;
}

// Who has asked may have let it go.
void by_answer(struct sock *sk)
{
  if (is_free(sk)) {
    use(READ_ONCE(sk->state));
    // CHECK-DAG: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'state' of 'sk' is read again here
    use_too(READ_ONCE(sk->state));
  }
}

/*
//--- lock.yaml
functions:
  - {role: lock, field: a.b, until: a.c, names: [take]}
//--- end
*/
