//===-- bindings-ranges.cpp - structured bindings and range-for --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <initializer_list>
#include <reread/annotate.h>

struct Object {
  int Id;
  int X REREAD_RACY;
};

struct Chain {
  Object *Begin, *End;
  Object *begin() const { return Begin; }
  Object *end() const { return End; }
};

void report(int Value);
void note(int Value);
Object made();

void by_reference(Object &P) {
  auto &[Id, X] = P;
  report(X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(X);
}

void by_reference_and_name(Object &P) {
  const auto &[Id, X] = P;
  report(X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void other_binding(Object &P) {
  auto &[Id, X] = P;
  report(Id);
  note(Id + X);
}

void by_copy(Object &P) {
  auto [Id, X] = P;
  report(X);
  note(X);
}

void by_copy_and_again(Object &P) {
  auto [Id, X] = P;
  report(X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void of_a_result() {
  auto [Id, X] = made();
  report(X);
  note(X);
}

void of_an_array(Object (&A)[2]) {
  auto &[First, Second] = A;
  report(First.X);
  note(Second.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  report(First.X + 1);
}

void over_an_array(Object (&A)[8]) {
  for (Object &O : A)
    report(O.X);
}

void over_an_array_twice(Object (&A)[8]) {
  for (Object &O : A) {
    report(O.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
    note(O.X);
  }
}

void over_copies(Object (&A)[8]) {
  for (Object O : A) {
    report(O.X);
    note(O.X);
  }
}

void over_a_range(const Chain &C) {
  for (Object &O : C)
    report(O.X);
}

void over_a_range_twice(const Chain &C) {
  for (auto &O : C) {
    report(O.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
    note(O.X);
  }
}

void over_a_range_by_bindings(const Chain &C) {
  for (auto &[Id, X] : C)
    report(X);
}

void over_a_list() {
  for (int I : {1, 2, 3})
    report(I);
}

void with_initializer(Object &P, Object (&A)[4]) {
  for (int V = P.X; Object &O : A)
    report(O.Id + V);
}

void if_with_initializer(Object &P) {
  if (int V = P.X; V > 3)
    report(V);
}

void if_with_declaration(Object &P) {
  if (int V = P.X)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    report(P.X);
}
