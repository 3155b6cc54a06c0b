//===-- lambdas.cpp - closures and what they capture -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <algorithm>
#include <functional>
#include <reread/annotate.h>

struct Object {
  int Id;
  int X REREAD_RACY;

  void captures_this() {
    auto F = [this] { report(X); };
    F();
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this' is read again here
    note(X);
  }

  static void report(int Value);
  static void note(int Value);
};

void report(int Value);
void note(int Value);

template <typename T> static void apply(T F) { F(); }
template <typename T> static int result_of(const T &F) { return F(); }
void opaque(const std::function<void()> &F);

void by_reference(Object &P) {
  auto F = [&] { report(P.X); };
  F();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void inside(Object &P) {
  auto F = [&] {
    report(P.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
    note(P.X);
  };
  F();
}

void pointer_by_copy(Object *P) {
  auto F = [=] { report(P->X); };
  F();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P->X);
}

void object_by_copy(Object &P) {
  // Capturing is the read; the closure has its own object.
  auto F = [P] {
    report(P.X);
    note(P.X);
  };
  F();
}

void object_by_copy_and_again(Object &P) {
  auto F = [P] { report(P.X); };
  F();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void value_by_init_capture(Object &P) {
  auto F = [V = P.X] {
    report(V);
    note(V);
  };
  F();
}

void value_by_init_capture_and_again(Object &P) {
  auto F = [V = P.X] { report(V); };
  F();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void passed_to_a_template(Object &P) {
  apply([&] { report(P.X); });
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void result_through_a_template(Object &P) {
  report(result_of([&] { return P.X; }));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void immediately_invoked(Object &P) {
  const int V = [&] { return P.X; }();
  report(V);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void immediately_invoked_once(Object &P) {
  const int V = [&] { return P.X; }();
  report(V);
  note(V);
}

void called_twice(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  auto F = [&] { return P.X; };
  report(F());
  note(F());
}

void of_two_objects(Object &P, Object &Q) {
  auto F = [](Object &O) { return O.X; };
  report(F(P));
  note(F(Q));
}

void parameter(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  auto F = [](Object &O) { return O.X; };
  report(F(P));
  note(F(P));
}

void generic(Object &P) {
  auto F = [](auto &O) { return O.X; };
  report(F(P));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void converted_to_function_pointer(Object &P) {
  int (*F)(Object &) = [](Object &O) { return O.X; };
  report(F(P));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void never_called(Object &P) {
  auto F = [&] { report(P.X); };
  note(P.X);
}

void in_a_std_function(Object &P) {
  std::function<void()> F = [&] { report(P.X); };
  F();
  note(P.X);
}

void writes_what_it_captured(Object &P) {
  int V = 0;
  apply([&] { V = P.X; });
  report(V);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void nested(Object &P) {
  auto F = [&] {
    auto G = [&] { report(P.X); };
    G();
  };
  F();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void copied(Object &P) {
  auto F = [&] { report(P.X); };
  auto G = F;
  G();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}
