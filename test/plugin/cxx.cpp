// A C++ unit: members, templates, lambdas, and std::atomic as the set `cxx`,
// which `auto` stands for there, describes it.

// RUN: %clang_analyze_cc1 -load %plugin -analyzer-checker=reread.DoubleRead -std=c++17 \
// RUN:   -I%annotations/include -verify %s
// RUN: rm -rf %t.html
// RUN: %clangxx --analyze --analyzer-no-default-checks --analyzer-output html -o %t.html -std=c++17 \
// RUN:   -I%annotations/include -fplugin=%plugin -Xclang -analyzer-checker=reread.DoubleRead %s > /dev/null 2>&1
// RUN: %python %S/Inputs/pieces.py %t.html | grep '^cxx' | FileCheck %s --implicit-check-not='in unknown'

#include <reread/annotate.h>

namespace std {
template <typename T> struct atomic {
  T load() const noexcept;
  operator T() const noexcept;
};
} // namespace std

void use(int value);
void use_elsewhere(int value);

class Session {
public:
  int indexed() const {
    if (State)
      return Slots[State]; // expected-warning {{'State' of 'this' is read again here; one value is tested, another is used as an index}}
    return 0;
  }
  int indexed_once() const {
    int Once = State;
    return Once ? Slots[Once] : 0; // no-warning
  }
  // CHECK-DAG: cxx.cpp:{{[0-9]+}} in indexed: {{.*}}; in 'Session::indexed'

  std::atomic<int> Level;

private:
  int State REREAD_RACY;
  int *Slots;
};

void atomic(Session &S) {
  use(S.Level.load());
  use_elsewhere(S.Level); // expected-warning {{'Level' of 'S' is read again here; its two values are passed to 'use' and 'use_elsewhere'; both reads are marked, and are still two values}}
}

template <typename T> struct Box {
  T Value REREAD_RACY;
};

template <typename T> void both(Box<T> &B) {
  use(B.Value);
  use_elsewhere(B.Value); // expected-warning {{'Value' of 'B' is read again here}}
}
template void both(Box<int> &B);

void lambda(Box<int> &B) {
  auto Twice = [&B] {
    use(B.Value);
    use_elsewhere(B.Value); // expected-warning {{is read again here}}
  };
  Twice();
}
// CHECK-DAG: cxx.cpp:[[#@LINE-4]] in operator(): {{.*}}; in 'lambda(Box<int> &)::{{[(](anonymous class|lambda)[)]}}::operator()
