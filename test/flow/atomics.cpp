//===-- atomics.cpp - std::atomic: marked reads of one place -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <atomic>
#include <reread/annotate.h>

struct Object {
  int Id;
  std::atomic<int> X REREAD_RACY;
  std::atomic<Object *> Next REREAD_RACY;
  std::atomic_flag Busy REREAD_RACY;
  int Plain REREAD_RACY;
  std::atomic<bool> Ready;
};

std::atomic<int> Level REREAD_RACY;

void report(int Value);
void note(int Value);

void load(Object &P) {
  report(P.X.load());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X.load(std::memory_order_relaxed));
}

void conversion(Object &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void global() {
  report(Level);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Level' is read again here
  note(Level.load());
}

void two_objects(Object &P, Object &Q) {
  report(P.X);
  note(Q.X);
}

void one_load(Object &P) {
  int V = P.X;
  report(V);
  note(V);
}

void free_functions(Object &P) {
  report(std::atomic_load(&P.X));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(std::atomic_load_explicit(&P.X, std::memory_order_acquire));
}

void tested_and_dereferenced(Object &P) {
  if (P.Next.load())
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Next' of 'P' is read again here; one value is tested, another is dereferenced
    report(P.Next.load()->Id);
}

void tested_and_dereferenced_by_operator(Object &P) {
  if (P.Next)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Next' of 'P' is read again here; one value is tested, another is dereferenced
    report((*P.Next).Id);
}

void dereferenced_once(Object &P) {
  if (Object *N = P.Next)
    report(N->Id);
}

void walk(Object *P) {
  for (; P; P = P->Next)
    report(P->Id);
}

void field_of_what_it_points_to(Object &P) {
  Object *N = P.Next;
  report(N->Plain);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Plain' of 'P{{.*}}Next{{.*}}' is read again here
  note(N->Plain);
}

void stored_in_between(Object &P) {
  report(P.X);
  P.X.store(3);
  note(P.X);
}

void assigned_in_between(Object &P) {
  report(P.X);
  P.X = 3;
  note(P.X);
}

void stored_on_one_path(Object &P) {
  report(P.X);
  if (P.Id)
    P.X.store(3);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void exchanged_in_between(Object &P) {
  report(P.X);
  P.X.exchange(3);
  note(P.X);
}

void added_in_between(Object &P) {
  report(P.X);
  P.X.fetch_add(1);
  note(P.X);
}

void incremented_in_between(Object &P) {
  report(P.X);
  ++P.X;
  note(P.X);
}

void compare_exchange_loop(Object &P) {
  int Old = P.X.load();
  while (!P.X.compare_exchange_weak(Old, Old + 1))
    ;
}

void compare_exchange_loop_that_reloads(Object &P) {
  int Old;
  do
    Old = P.X.load();
  while (!P.X.compare_exchange_strong(Old, Old | 1));
}

void compare_exchange_with_another_value(Object &P) {
  int Old = P.X.load();
  report(Old);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X.load());
  P.X.compare_exchange_strong(Old, 2);
}

void flag(Object &P) {
  while (P.Busy.test_and_set())
    ;
  P.Busy.clear();
}

void flag_tested_twice(Object &P) {
  report(P.Busy.test());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Busy' of 'P' is read again here
  note(P.Busy.test());
}

// A pointer to a scalar that an object keeps is not followed into its methods.

void atomic_ref(Object &P) {
  std::atomic_ref<int> R(P.Plain);
  report(R.load());
  note(R.load());
}

void polled(Object &P) {
  while (!P.Ready.load(std::memory_order_acquire))
    ;
  report(P.Id);
}

void local_atomic() {
  std::atomic<int> A{3};
  report(A);
  note(A);
}

struct Counter {
  std::atomic<int> Value;
  int get() const {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Value' of 'P' is read again here
    return Value.load();
  }
};

void one_load_and_accessor(Counter &P) {
  report(P.Value + 1);
  note(P.get());
}
