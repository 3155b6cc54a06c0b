//===-- library-types.cpp - what the library keeps an object in --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <reread/annotate.h>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

struct Object {
  int Id;
  int X REREAD_RACY;
};

void report(int Value);
void note(int Value);

void unique_pointer(std::unique_ptr<Object> &P) {
  report(P->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(P->X);
}

void shared_pointer(const std::shared_ptr<Object> &P) {
  report(P->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note((*P).X);
}

void shared_pointer_by_value(std::shared_ptr<Object> P) {
  report(P->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(P.get()->X);
}

void two_shared_pointers(const std::shared_ptr<Object> &P,
                         const std::shared_ptr<Object> &Q) {
  report(P->X);
  note(Q->X);
}

void shared_pointer_reset(std::shared_ptr<Object> &P) {
  report(P->X);
  P.reset(new Object);
  note(P->X);
}

void moved(Object &P) {
  Object &&R = std::move(P);
  report(R.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void forwarded(Object &P) {
  report(std::forward<Object &>(P).X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(std::as_const(P).X);
}

void address_of(Object &P) {
  report(std::addressof(P)->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void smaller_of_two_reads(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  report(std::min(P.X, 3) + P.X);
}

void reference_wrapper(Object &P) {
  std::reference_wrapper<Object> R = P;
  // Nor is a reference that the library has wrapped.
  report(P.X);
  note(R.get().X);
}

// No crash, and no two objects taken for one.

void optional(std::optional<Object> &P, std::optional<Object> &Q) {
  if (P && Q) {
    report(P->X);
    note(Q->X);
  }
}

void optional_value(Object &P) {
  std::optional<int> V = P.X;
  if (V)
    report(*V);
  note(V.value_or(2));
}

void variant(std::variant<int, Object> &P, std::variant<int, Object> &Q) {
  std::visit([](auto &) {}, P);
  if (auto *O = std::get_if<Object>(&P))
    report(O->X);
  if (auto *O = std::get_if<Object>(&Q))
    note(O->X);
}

void vector_of_objects(std::vector<Object> &V) {
  for (Object &O : V)
    report(O.X);
  for (auto I = V.begin(); I != V.end(); ++I)
    note(I->X);
}

void elements_of_vector(std::vector<Object> &V, int I) {
  report(V[I].X);
  note(V[I + 1].X);
}

void element_of_vector(std::vector<Object> &V, int I) {
  report(V[I].X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(V[I].X);
}

void elements_of_array(std::array<Object, 4> &A) {
  report(A[0].X);
  note(A[1].X);
}

void map_of_objects(std::map<std::string, Object> &M) {
  for (auto &[Name, O] : M)
    report(O.X);
  report(M["a"].X);
  note(M["b"].X);
}

void tuple(Object &P) {
  auto T = std::make_tuple(P.X, P.Id);
  report(std::get<0>(T));
  note(std::get<1>(T));
}
