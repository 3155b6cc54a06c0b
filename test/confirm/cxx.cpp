// The same in C++: methods, lambdas, templates, destructors, std::atomic.
//
// RUN: %expect-status 1 %reread check --racy Device.State --racy Device.Level --tier 3 --confirm off --format jsonl %s -- -std=c++20 > %t.off
// RUN: %expect-status 1 %reread check --racy Device.State --racy Device.Level --tier 3 --confirm all --dismissed --format jsonl %s -- -std=c++20 > %t.all
// RUN: %python %S/Inputs/verdicts.py %s %t.off %t.all | FileCheck %s
// CHECK: 9 confirmed
// CHECK-NEXT: 8 refuted

#include <atomic>

void first(int Value);
void second(int Value);
bool more();
void work();

struct Device {
  int State;
  int Mode;
  std::atomic<int> Level;
  bool isLarge() const { return Mode > 10; }
  int state() const { return State; }
};

/* refuted */
void method(Device &D) {
  int Value = 0;
  if (D.isLarge())
    Value = D.State;
  if (!D.isLarge())
    second(D.State);
  first(Value);
}

/* confirmed */
void method_of_another(Device &D, Device &E) {
  if (D.isLarge())
    first(D.State);
  if (!E.isLarge())
    second(D.State);
}

/* refuted */
void accessor(Device &D, bool Flag) {
  if (Flag)
    first(D.state());
  if (!Flag)
    second(D.state());
}

/* confirmed */
void accessor_twice(Device &D, bool Flag) {
  if (Flag)
    first(D.state());
  second(D.state());
}

/* refuted */
void lambda(Device &D, int N) {
  auto Large = [](int M) { return M > 10; };
  if (Large(N))
    first(D.State);
  if (!Large(N))
    second(D.State);
}

/* confirmed */
void lambda_by_reference(Device &D, int N) {
  auto Large = [&] { return N > 10; };
  if (Large())
    first(D.State);
  N = more();
  if (!Large())
    second(D.State);
}

template <bool Verbose> void instance(Device &D, bool Flag) {
  if (Verbose || Flag)
    first(D.State);
  if (!Verbose && !Flag)
    second(D.State);
}

/* refuted */
void atomic(Device &D, bool Flag) {
  if (Flag)
    first(D.Level.load(std::memory_order_relaxed));
  if (!Flag)
    second(D.Level.load(std::memory_order_relaxed));
}

/* confirmed */
void atomic_twice(Device &D, bool Flag) {
  if (Flag)
    first(D.Level.load(std::memory_order_relaxed));
  second(D.Level.load(std::memory_order_relaxed));
}

/* refuted */
void atomic_conversion(Device &D, int N) {
  if (N < 3)
    first(D.Level);
  if (N > 3)
    second(D.Level);
}

/* confirmed */
void atomic_conversion_twice(Device &D, int N) {
  if (N < 3)
    first(D.Level);
  if (N > 1)
    second(D.Level);
}

/* refuted */
void reference(Device &D, bool Flag) {
  bool &Same = Flag;
  if (Flag)
    first(D.State);
  if (!Same)
    second(D.State);
}

/* confirmed */
void reference_written(Device &D, bool Flag) {
  bool &Same = Flag;
  if (Flag)
    first(D.State);
  Same = more();
  if (!Flag)
    second(D.State);
}

class Finally {
public:
  Finally(Device &D, bool Flag) : D(D), Flag(Flag) {}
  ~Finally() {
    if (Flag)
      work();
  }
  bool flag() const { return Flag; }

private:
  Device &D;
  const bool Flag;
};

/* refuted */
void object_with_destructor(Device &D, bool Flag) {
  Finally F(D, Flag);
  if (F.flag())
    first(D.State);
  if (!Flag)
    second(D.State);
}

/* confirmed */
void object_with_destructor_twice(Device &D, bool Flag) {
  {
    Finally F(D, Flag);
    if (F.flag())
      first(D.State);
  }
  second(D.State);
}

/* refuted */
void equal_values(Device &D) {
  const int A = D.State;
  const int B = D.State;
  if (A != 3)
    return;
  if (B != 3)
    return;
  first(A);
  second(B);
}

/* confirmed */
void equal_in_one_case(Device &D) {
  const int A = D.State;
  const int B = D.State;
  if (A != 3)
    return;
  if (B < 3)
    return;
  first(A);
  second(B);
}

/* confirmed */
void before_an_exception(Device &D) {
  first(D.State);
  if (more())
    throw 1;
  second(D.State);
}
