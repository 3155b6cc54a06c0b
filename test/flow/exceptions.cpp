//===-- exceptions.cpp - paths through handlers ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

struct Object {
  int Id;
  int X REREAD_RACY;
};

void report(int Value);
void note(int Value);
void quiet() noexcept;

void both_in_try(Object &P) {
  try {
    report(P.X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  } catch (...) {
  }
}

void try_and_handler(Object &P) {
  try {
    report(P.X);
  } catch (int) {
    // 'report' may have thrown.
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
}

void thrown_to_handler(Object &P) {
  try {
    if (P.X)
      throw 1;
  } catch (int) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
}

void after_the_handler(Object &P) {
  report(P.X);
  try {
    quiet();
  } catch (...) {
    return;
  }
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void not_after_throw(Object &P, bool Fail) {
  if (Fail) {
    report(P.X);
    throw 1;
  }
  note(P.X);
}

void two_handlers(Object &P) {
  try {
    if (P.Id)
      throw 1;
    throw 'a';
  } catch (int) {
    report(P.X);
  } catch (char) {
    note(P.X);
  }
}

void thrown_value(Object &P) {
  if (P.Id)
    throw P.X;
}

void thrown_in_conditional(Object &P) {
  int V = P.Id ? P.X : throw 1;
  report(V);
  note(V);
}

void rethrown(Object &P) {
  try {
    quiet();
  } catch (...) {
    report(P.X);
    throw;
  }
  note(P.X);
}

void nested(Object &P) {
  try {
    try {
      if (P.Id)
        throw P.X;
    } catch (char) {
    }
  } catch (int V) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    note(P.X);
  }
}

struct Body {
  int A;
  Body(Object &P) try : A(P.X) {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    report(P.X);
  } catch (...) {
  }
};
