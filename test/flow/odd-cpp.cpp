//===-- odd-cpp.cpp - the rest of C++ ends well ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <coroutine>
#include <initializer_list>
#include <new>
#include <reread/annotate.h>
#include <typeinfo>

struct Object {
  int Id;
  int X REREAD_RACY;
  virtual ~Object();
};

void report(int Value);
void note(int Value);

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::suspend_always yield_value(int);
  };
};

Task coroutine(Object &P) {
  report(P.X);
  co_await std::suspend_always{};
  co_yield P.Id;
  co_return;
}

constexpr int twice(int V) { return V * 2; }
consteval int four() { return 4; }

void constant_functions(Object &P) {
  report(twice(P.X) + four());
  static_assert(twice(2) == four());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(twice(P.X));
}

void unevaluated(Object &P) {
  report(P.X);
  note(sizeof(P.X) + alignof(decltype(P.X)) + noexcept(P.X));
}

void typeid_of_static_type(Object &P) {
  report(P.X);
  typeid(P.X).name();
}

void consteval_branch(Object &P) {
  report(P.X);
  if consteval {
    note(P.X);
  }
}

void static_local(Object &P) {
  static int First = P.X;
  report(First);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

int default_argument(Object &P, int V = twice(3)) { return P.X + V; }

void default_argument_used(Object &P) {
  report(default_argument(P));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void spaceship(Object &P, Object &Q) {
  auto Order = P.X <=> Q.X;
  report(Order < 0);
}

void new_and_delete(Object &P) {
  int *A = new int[P.X];
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  A[P.X - 1] = 0;
  delete[] A;
}

void placement(Object &P, void *Where) {
  int *V = ::new (Where) int(P.X);
  report(*V);
  note(*V);
}

void dynamic_casts(Object *P) {
  struct Derived : Object {};
  if (auto *D = dynamic_cast<Derived *>(P)) {
    report(D->X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P->X);
  }
}

void alternative_tokens(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  if (P.X and not (P.X bitand 4))
    report(1);
}

namespace {
struct Hidden {
  int X REREAD_RACY;
  union {
    int A REREAD_RACY;
    float B;
  };
  struct {
    int C REREAD_RACY;
  } Inner;
};
} // namespace

void anonymous(Hidden &P) {
  report(P.A);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'A' of 'P' is read again here
  note(P.A);
  report(P.Inner.C);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'C' of 'P{{.*}}Inner' is read again here
  note(P.Inner.C);
}

auto deduced(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  return P.X + P.X;
}

[[noreturn]] void stop();

void no_return(Object &P) {
  if (P.Id) {
    report(P.X);
    stop();
  }
  note(P.X);
}

struct Destroyed {
  Object &P;
  ~Destroyed() {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
};

void read_by_destructor(Object &P) {
  Destroyed D{P};
  report(P.X);
}

int operator""_times(unsigned long long V) { return V; }

void literal(Object &P) { report(P.X * 3_times); }

template <class... F> struct Overloaded : F... {
  using F::operator()...;
};
template <class... F> Overloaded(F...) -> Overloaded<F...>;

void overloaded(Object &P) {
  Overloaded O{[&](int) { return P.X; }, [&](char) { return P.Id; }};
  report(O(1));
  note(O('a'));
}
