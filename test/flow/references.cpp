//===-- references.cpp - an object by its references -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct Object {
  int Id;
  int X REREAD_RACY;
  Object *Next;
};

void report(int Value);
void note(int Value);
Object &found(int Key);

void parameter(Object &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void two_parameters(const Object &P, const Object &Q) {
  report(P.X);
  note(Q.X);
}

void rvalue_reference(Object &&P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void local_reference(Object *P) {
  Object &R = *P;
  report(R.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P->X);
}

void local_reference_outlives_pointer(Object *P) {
  Object &R = *P;
  report(R.X);
  P = P->Next;
  note(P->X);
}

void reference_to_the_field(Object &P) {
  const int &X = P.X;
  report(X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(X);
}

void reference_to_reference(Object &P) {
  auto &R = P;
  auto &&S = R;
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(S.X);
}

void copy_is_another_object(Object &P) {
  // The copy itself is the read.
  Object Copy = P;
  report(Copy.X);
  note(Copy.X);
}

void copy_and_original(Object &P) {
  Object Copy = P;
  report(Copy.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void reference_to_local_copy(Object &P) {
  int V = P.X;
  const int &R = V;
  report(R);
  note(V);
}

void conditional_reference(Object &P, Object &Q, bool First) {
  Object &R = First ? P : Q;
  report(R.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(R.X);
}

void two_results_are_two_objects() {
  report(found(1).X);
  note(found(2).X);
}

void result_kept() {
  Object &R = found(1);
  report(R.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(R.X);
}

static int by_reference(const Object &O) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  return O.X;
}

void callee_by_reference(Object &P) {
  report(P.X);
  note(by_reference(P));
}

static Object &same(Object &O) { return O; }
static Object *same(Object *O) { return O; }
static Object &next(Object &O) { return *O.Next; }

void returned_reference(Object &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(same(P).X);
}

void returned_pointer(Object &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(same(&P)->X);
}

void returned_reference_to_another(Object &P) {
  report(P.X);
  note(next(P).X);
}

static int &field(Object &O) { return O.X; }
static int &other_field(Object &O) { return O.Id; }

void returned_reference_to_the_field(Object &P) {
  report(field(P));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(field(P));
}

void returned_reference_to_another_field(Object &P) {
  report(other_field(P));
  note(other_field(P));
}

void written_through_returned_reference(Object &P) {
  report(P.X);
  field(P) = 3;
  note(P.X);
}

static void out(Object &P, int &To) { To = P.X; }

void out_parameter_by_reference(Object &P) {
  int V;
  out(P, V);
  report(V);
  note(V);
}

void out_parameter_and_again(Object &P) {
  int V;
  out(P, V);
  report(V);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void out_parameter_unused(Object &P) {
  int V;
  out(P, V);
  note(P.X);
}

struct Holder {
  Object &Held;
  Object *Pointed;
  Holder(Object &O) : Held(O), Pointed(&O) {}
  int get() const { return Held.X; }
};

void member_reference(Holder &H) {
  report(H.Held.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'H.Held' is read again here
  note(H.Held.X);
}

void local_holder(Object &P) {
  Holder H(P);
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(H.Held.X);
}

void local_holder_by_pointer(Object &P) {
  Holder H(P);
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(H.Pointed->X);
}

void local_holders_of_two(Object &P, Object &Q) {
  Holder H(P), K(Q);
  report(H.Held.X);
  note(K.Held.X);
}

void swapped(Object *P, Object *Q) {
  report(P->X);
  Object *T = P;
  P = Q;
  Q = T;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(Q->X);
}
