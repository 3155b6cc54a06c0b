//===-- classes.cpp - members, constructors and bases ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: not %reread check --confirm off %s -- -std=c++20 -I%annotations/include \
// RUN:   -Wno-everything | FileCheck %s --implicit-check-not=warning:

#include <reread/annotate.h>

void report(int Value);
void note(int Value);

struct Base {
  int Level REREAD_RACY;
  int level() const { return Level; }
};

class Object : public Base {
public:
  int Id;
  int X REREAD_RACY;
  static int Shared REREAD_RACY;
  static thread_local int Mine;

  int get() const {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this' is read again here
    return X;
  }
  int get_other() const { return Id; }
  Object &self() { return *this; }
  void set(int V) { X = V; }

  void implicit_this() {
    report(X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this' is read again here
    note(X);
  }

  void explicit_this() {
    report(this->X);
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'this' is read again here
    note((*this).X);
  }

  void another_object(const Object &O) {
    report(X);
    note(O.X);
  }

  void through_member_functions();
  void field_of_the_base();
  void static_member();
};

void Object::through_member_functions() {
  report(get());
  note(get());
}

void Object::field_of_the_base() {
  report(Level);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Level' of 'this' is read again here
  note(Base::Level);
}

void Object::static_member() {
  report(Shared);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Shared' is read again here
  note(Object::Shared);
}

void static_member_through_objects(Object &P, Object &Q) {
  report(P.Shared);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Shared' is read again here
  note(Q.Shared);
}

void thread_local_is_nobody_elses() {
  report(Object::Mine);
  note(Object::Mine);
}

void accessors(Object &P) {
  report(P.level());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Level' of 'P' is read again here
  note(P.Level);
}

void accessors_of_two_objects(Object &P, Object &Q) {
  report(P.get());
  note(Q.get());
}

void other_accessors(Object &P) {
  report(P.get_other());
  note(P.get_other());
}

void chained(Object &P) {
  report(P.self().self().X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void written_by_a_member_function(Object &P) {
  report(P.X);
  P.set(2);
  note(P.X);
}

// Constructors.

struct Pair {
  int A, B;
};

class Snapshot {
  int A, B;

public:
  Snapshot(Object &O) : A(O.X), B(A) {}
  Snapshot(int A, int B) : A(A), B(B) {}
  int a() const { return A; }
  int b() const { return B; }
};

void read_once_by_constructor(Object &P) {
  Snapshot S(P);
  report(S.a());
  note(S.b());
}

void read_by_constructor_and_again(Object &P) {
  Snapshot S(P);
  report(S.a());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void constructor_arguments(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  Snapshot S(P.X, P.X);
  report(S.a());
  note(S.b());
}

void constructor_arguments_in_braces(Object &P) {
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  Pair S{P.X, P.X};
  report(S.A);
  note(S.B);
}

struct Twice {
  int A, B;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'O' is read again here; its two values are stored to 'this->A' and 'this->B'
  Twice(Object &O) : A(O.X), B(O.X) {}
};

struct Defaulted {
  Object &O;
  int A = O.X;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of '{{(this->)?O}}' is read again here; its two values are stored to 'this->A' and 'this->B'
  int B = O.X;
  Defaulted(Object &O) : O(O) {}
};

struct Delegating {
  int A, B;
  Delegating(int A, int B) : A(A), B(B) {}
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'O' is read again here; its two values are stored to 'this->A' and 'this->B'
  Delegating(Object &O) : Delegating(O.X, O.X) {}
};

struct Derived : Pair {
  int C;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'O' is read again here
  Derived(Object &O) : Pair{O.X, 0}, C(O.X) {}
};

struct WithMember {
  Snapshot S;
  int C;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'O' is read again here; its two values are stored to 'this->S.A' and 'this->C'
  WithMember(Object &O) : S(O.X, 0), C(O.X) {}
};

void member_of_constructed_member(Object &P) {
  WithMember M(P);
  report(M.S.a());
  note(M.S.a());
}

struct Own {
  int X REREAD_RACY;
  int A, B;
  // Nobody else knows the object yet.
  Own() : X(1) {
    A = X;
    B = X;
  }
};

void copied(Object &P) {
  Object Copy(P);
  report(Copy.X);
  note(Copy.X);
  report(Copy.get());
}

void copied_and_again(Object &P) {
  Object Copy(P);
  report(Copy.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void copied_twice(Object &P) {
  Object First = P;
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  Object Second = P;
  report(First.X);
  note(Second.X);
}

struct Copyable {
  int X REREAD_RACY;
  Copyable(const Copyable &O) : X(O.X) {}
  Copyable &operator=(const Copyable &O) {
    X = O.X;
    return *this;
  }
};

void copied_by_user_constructor(Copyable &P) {
  Copyable Copy(P);
  report(Copy.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void copied_by_user_assignment(Copyable &P, Copyable &Q) {
  Copyable Copy(Q);
  Copy = P;
  report(Copy.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void copied_by_implicit_assignment(Object &P) {
  Object Copy;
  Copy = P;
  report(Copy.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here; its two values are passed to 'report' and 'note'
  note(P.X);
}

void fresh() {
  auto *O = new Object();
  O->X = 2;
  report(O->X);
  note(O->X);
}

// Virtual functions may do anything, and are not looked into.

struct Interface {
  int X REREAD_RACY;
  virtual int get() const { return X; }
  virtual ~Interface() = default;
};

struct Final final : Interface {
  int get() const override {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
    return X;
  }
};

void virtual_call(Interface &P) {
  report(P.get());
  note(P.get());
}

void virtual_call_with_the_value(Interface &P, Interface &Q) {
  report(P.X);
  Q.get();
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void qualified_call(Interface &P) {
  report(P.Interface::get());
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

void final_class(Final &P) {
  report(P.X);
  note(P.get());
}

void through_the_base(Final &P) {
  Interface &B = P;
  report(B.X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(static_cast<Final &>(B).X);
}

void through_pointer_to_base(Final *P) {
  Interface *B = P;
  report(B->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P->X);
}

// Two bases of one type are two objects, but count as one: which of them a cast
// means is not followed.

struct Left : Base {};
struct Right : Base {};
struct Both : Left, Right {};

void bases_of_one_type(Both &P) {
  report(static_cast<Left &>(P).Level);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'Level' of 'P' is read again here
  note(static_cast<Right &>(P).Level);
}

// Operators.

struct Handle {
  Object *O;
  Object *operator->() const { return O; }
  Object &operator*() const { return *O; }
  Object &operator[](int I) const { return O[I]; }
  int operator()() const {
    // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'H->O' is read again here
    return O->X;
  }
  operator int() const { return O->X; }
};

void arrow_operator(Handle H) {
  report(H->X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'H.O' is read again here
  note((*H).X);
}

void arrow_operator_of_two(Handle H, Handle K) {
  report(H->X);
  note(K->X);
}

void subscript_operator(Handle &H, int I) {
  report(H[I].X);
  note(H[I + 1].X);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(H[I].X);
}

void call_operator(Handle *H) {
  report(H->O->X);
  note((*H)());
}

void conversion_operator(Handle &H) {
  int V = H;
  report(V);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of {{.*}} is read again here
  note(H->X);
}

static int operator+(Object &P, int V) { return P.X + V; }

void free_operator(Object &P) {
  report(P + 1);
  // CHECK: :[[#@LINE+1]]:{{[0-9]+}}: warning: 'X' of 'P' is read again here
  note(P.X);
}

// Which field a pointer to member means is not known.

void pointer_to_member(Object &P) {
  int Object::*Field = &Object::X;
  report(P.*Field);
  note(P.*Field);
}

void pointer_to_member_function(Object &P) {
  int (Object::*Function)() const = &Object::get;
  report((P.*Function)());
  note((P.*Function)());
}
