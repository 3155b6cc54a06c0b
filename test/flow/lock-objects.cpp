//===-- lock-objects.cpp - locks that destructors drop -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <mutex>
#include <reread/annotate.h>
#include <shared_mutex>

struct Object {
  int Id;
  std::mutex Lock;
  std::mutex Other;
  std::shared_mutex Shared;
  int X REREAD_RACY;
};

void report(int Value);
void note(int Value);

void lock_guard(Object &P) {
  std::lock_guard<std::mutex> Guard(P.Lock);
  report(P.X);
  note(P.X);
}

void lock_guard_deduced(Object &P) {
  std::lock_guard Guard(P.Lock);
  report(P.X);
  note(P.X);
}

void unique_lock(Object &P) {
  std::unique_lock Guard(P.Lock);
  report(P.X);
  note(P.X);
}

void scoped_lock(Object &P) {
  std::scoped_lock Guard(P.Lock);
  report(P.X);
  note(P.X);
}

void scoped_lock_of_two(Object &P) {
  std::scoped_lock Guard(P.Other, P.Lock);
  report(P.X);
  note(P.X);
}

void shared_lock(Object &P) {
  std::shared_lock Guard(P.Shared);
  report(P.X);
  note(P.X);
}

void by_hand(Object &P) {
  P.Lock.lock();
  report(P.X);
  note(P.X);
  P.Lock.unlock();
}

void in_a_branch(Object &P) {
  if (std::unique_lock Guard(P.Lock); P.Id) {
    report(P.X);
    note(P.X);
  }
}

void early_return(Object &P) {
  std::lock_guard Guard(P.Lock);
  if (P.Id)
    return;
  report(P.X);
  note(P.X);
}

// Near misses.

void scope_ended_in_between(Object &P) {
  {
    std::lock_guard Guard(P.Lock);
    report(P.X);
  }
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void two_scopes(Object &P) {
  {
    std::lock_guard Guard(P.Lock);
    report(P.X);
  }
  std::lock_guard Guard(P.Lock);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void two_scopes_of_scoped_lock(Object &P) {
  {
    std::scoped_lock Guard(P.Other, P.Lock);
    report(P.X);
  }
  std::scoped_lock Guard(P.Other, P.Lock);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void two_scopes_of_shared_lock(Object &P) {
  {
    std::shared_lock Guard(P.Shared);
    report(P.X);
  }
  std::shared_lock Guard(P.Shared);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void each_iteration_its_own_scope(Object &P, int N) {
  int Last = 0;
  for (int I = 0; I < N; ++I) {
    std::lock_guard Guard(P.Lock);
    note(Last);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    Last = P.X;
  }
}

void unlocked_and_locked(Object &P) {
  std::unique_lock Guard(P.Lock);
  report(P.X);
  Guard.unlock();
  Guard.lock();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void unlocked_early(Object &P) {
  std::unique_lock Guard(P.Lock);
  report(P.X);
  Guard.unlock();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void by_hand_dropped(Object &P) {
  P.Lock.lock();
  report(P.X);
  P.Lock.unlock();
  P.Lock.lock();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
  P.Lock.unlock();
}

void temporary_guard(Object &P) {
  std::lock_guard<std::mutex>(P.Lock);
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void taken_after_the_first(Object &P) {
  report(P.X);
  std::lock_guard Guard(P.Lock);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

// A guard of one's own.

class Guard {
  std::mutex &M;

public:
  explicit Guard(std::mutex &M) : M(M) { M.lock(); }
  ~Guard() { M.unlock(); }
};

void own_guard(Object &P) {
  Guard G(P.Lock);
  report(P.X);
  note(P.X);
}

void own_guard_ended(Object &P) {
  {
    Guard G(P.Lock);
    report(P.X);
  }
  Guard G(P.Lock);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

struct Locked {
  std::mutex Lock;
  int X REREAD_RACY;

  void member(int N) {
    std::lock_guard Guard(Lock);
    report(X);
    note(X);
  }

  void member_two_scopes(int N) {
    {
      std::lock_guard Guard(Lock);
      report(X);
    }
    std::lock_guard Guard(Lock);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this' is read again here
    note(X);
  }

  int get() {
    std::lock_guard Guard(Lock);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    return X;
  }
};

void each_call_takes_the_lock(Locked &P) {
  report(P.get());
  note(P.get());
}

static int read_under_lock(Object &P) { return P.X + P.X; }

void callee_under_lock(Object &P) {
  std::lock_guard Guard(P.Lock);
  report(read_under_lock(P));
}

void guard_moved_by_exception(Object &P) {
  try {
    std::lock_guard Guard(P.Lock);
    report(P.X);
    if (P.Id)
      throw P.Id;
  } catch (int) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
}
