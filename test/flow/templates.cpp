//===-- templates.cpp - templates as they are instantiated -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct Racy {
  int X REREAD_RACY;
};

struct Quiet {
  int X;
};

void report(int Value);
void note(int Value);

template <typename T> void twice(T &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

template void twice(Racy &);
template void twice(Quiet &);

template <typename T> void twice_quiet(T &P) {
  report(P.X);
  note(P.X);
}

template void twice_quiet(Quiet &);

template <typename T> void never_instantiated(T &P) {
  report(P.X);
  note(P.X);
}

template <typename T> struct Box {
  T Held;
  int Level REREAD_RACY;

  void member() {
    report(Held.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this->Held' is read again here
    note(Held.X);
  }

  void own_field() {
    report(Level);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Level' of 'this' is read again here
    note(Level);
  }

  template <typename U> void member_template(U &P) {
    report(P.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
};

template struct Box<Racy>;

void use_member_template(Box<Racy> &B, Racy &R) { B.member_template(R); }

template <typename T> static int get(const T &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  return P.X;
}

void accessor_template(Racy &P) {
  report(get(P));
  note(get(P));
}

void accessor_template_quiet(Quiet &P) {
  report(get(P));
  note(get(P));
}

// Specialisations.

template <typename T> struct Reader {
  static int read(T &P) { return P.X; }
};

template <> struct Reader<Racy> {
  // Reads nothing.
  static int read(Racy &) { return 0; }
};

void explicit_specialization(Racy &P) {
  report(Reader<Racy>::read(P));
  note(P.X);
}

template <typename T> struct Reader<T *> {
  static int read(T *P) { return P->X; }
};

void partial_specialization(Racy *P) {
  report(Reader<Racy *>::read(P));
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P->X);
}

// Constants of templates are constants.

template <int I> void element(Racy *A) {
  report(A[I].X);
  note(A[I + 1].X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'A[2]' is read again here
  note(A[I].X);
}

template void element<2>(Racy *);

template <bool Twice> void chosen(Racy &P) {
  report(P.X);
  if constexpr (Twice)
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
}

template void chosen<true>(Racy &);

template <bool Twice> void not_chosen(Racy &P) {
  report(P.X);
  if constexpr (Twice)
    note(P.X);
}

template void not_chosen<false>(Racy &);

// Packs.

template <typename... T> void report_all(T... Values) { (report(Values), ...); }

void expanded(Racy &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  report_all(P.X, 1, P.X);
}

template <typename... T> int sum(T &...P) { return (P.X + ...); }

void folded(Racy &P, Racy &Q) {
  report(sum(P, Q));
}

// The curiously recurring one.

template <typename T> struct Crtp {
  int again() { return static_cast<T *>(this)->X; }
};

struct Recurring : Crtp<Recurring> {
  int X REREAD_RACY;
};

void recurring(Recurring &P) {
  report(P.again());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

template <typename T> concept HasX = requires(T P) { P.X; };

void constrained(HasX auto &P) {
  report(P.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void use_constrained(Racy &P) { constrained(P); }
