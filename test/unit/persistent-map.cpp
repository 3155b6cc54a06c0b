//===-- persistent-map.cpp - PersistentMap against std::map ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RUN: %build_dir/test/unit/persistent-map
//
// What the data flow needs is checked on random versions: they hold what a
// std::map would, changing one leaves the others alone, a change that changes
// nothing gives the same version back (or loops would have no fixpoint), and
// merging looks only at what differs (or it would not be linear).
//
//===----------------------------------------------------------------------===//

#include "Flow/PersistentMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <random>
#include <set>
#include <vector>

using reread::PersistentMap;

namespace {

using Map = PersistentMap<int>;
using Model = std::map<uint32_t, int>;
using Combine = std::optional<int> (*)(uint32_t, const int *, const int *);

unsigned Seed, Failures;

void expect(bool True, const char *What, int Line) {
  if (!True && ++Failures <= 20)
    llvm::errs() << __FILE__ << ':' << Line << ": seed " << Seed
                 << ": not so: " << What << '\n';
}
#define EXPECT(CONDITION) expect(CONDITION, #CONDITION, __LINE__)

//===-- Combinations ------------------------------------------------------===//
//
// Of two equal values they make the same value, since shared parts are not
// asked about.

std::optional<int> larger(uint32_t, const int *L, const int *R) {
  return L && R ? std::max(*L, *R) : *(L ? L : R);
}
std::optional<int> onBothSides(uint32_t, const int *L, const int *R) {
  return L && R ? std::optional(std::min(*L, *R)) : std::nullopt;
}
std::optional<int> onlyEqual(uint32_t, const int *L, const int *R) {
  return L && R && *L == *R ? std::optional(*L) : std::nullopt;
}
std::optional<int> notRight(uint32_t, const int *L, const int *) {
  return L ? std::optional(*L) : std::nullopt;
}
std::optional<int> notLeft(uint32_t, const int *, const int *R) {
  return R ? std::optional(*R) : std::nullopt;
}
std::optional<int> sidesDiffer(uint32_t Key, const int *L, const int *R) {
  if (L && R)
    return *L == *R ? *L : *L - *R;
  if (Key % 3 == 0)
    return std::nullopt;
  return L ? 1000 + *L : 2000 + *R;
}

const int *find(const Model &M, uint32_t Key) {
  auto It = M.find(Key);
  return It == M.end() ? nullptr : &It->second;
}

bool same(const int *A, const int *B) { return A && B ? *A == *B : A == B; }

Model merged(const Model &L, const Model &R, Combine F) {
  std::set<uint32_t> Keys;
  for (const Model *M : {&L, &R})
    for (const auto &Entry : *M)
      Keys.insert(Entry.first);
  Model Out;
  for (uint32_t Key : Keys)
    if (std::optional<int> V = F(Key, find(L, Key), find(R, Key)))
      Out[Key] = *V;
  return Out;
}

//===-- Versions ----------------------------------------------------------===//

struct Version {
  Map Is;
  Model ShouldBe;
};

bool holds(const Version &V) {
  std::vector<std::pair<uint32_t, int>> Seen;
  V.Is.forEach([&](uint32_t K, const int &Val) { Seen.push_back({K, Val}); });
  return llvm::equal(Seen, V.ShouldBe, [](const auto &A, const auto &B) {
    return A.first == B.first && A.second == B.second;
  });
}

class Run {
public:
  explicit Run(unsigned Seed) : Random(Seed) {
    // Few keys meet often, neighbours branch at the lowest bit, and all 32
    // bits must count.
    Mask = std::vector<uint32_t>{0xf, 0xff, 0x3ff, ~0u, 0xf0000003}[Seed % 5];
  }

  void go() {
    std::vector<Version> Versions(1);
    for (unsigned Step = 0; Step < 300; ++Step) {
      Version V = Versions[Random() % Versions.size()];
      switch (Random() % 4) {
      case 0:
        merge(V, Versions[Random() % Versions.size()]);
        break;
      case 1:
        transform(V);
        break;
      default:
        for (unsigned I = Random() % 16; I; --I)
          change(V);
      }
      lookUp(V);
      Versions.push_back(V);
    }
    EXPECT(llvm::all_of(Versions, holds));
    for (const Version &V : Versions)
      differences(V);
  }

private:
  uint32_t key() {
    constexpr uint32_t Edges[] = {0, 1, 0x7fffffff, 0x80000000, 0xffffffff};
    uint32_t Pick = Random();
    return Pick % 8 ? Random() & Mask : Edges[Pick / 8 % 5];
  }

  uint32_t change(Version &V) {
    uint32_t Key = key();
    int Value = Random() % 4;
    Map Before = V.Is;
    const int *Old = Before.find(Key);
    if (Random() % 3) {
      bool Known = Old && *Old == Value;
      V.Is.insert(Key, Value, Arena);
      V.ShouldBe[Key] = Value;
      EXPECT((V.Is == Before) == Known);
    } else {
      V.Is.erase(Key, Arena);
      V.ShouldBe.erase(Key);
      EXPECT((V.Is == Before) == !Old);
    }
    return Key;
  }

  void transform(Version &V) {
    Map Before = V.Is;
    V.Is.transform([](uint32_t, const int &Value) { return Value; }, Arena);
    EXPECT(V.Is == Before);
    auto F = [](uint32_t K, const int &Value) {
      return int(K % 4) + Value / 2;
    };
    V.Is.transform(F, Arena);
    for (auto &[Key, Value] : V.ShouldBe)
      Value = F(Key, Value);
  }

  void lookUp(const Version &V) {
    EXPECT(holds(V));
    EXPECT(V.Is.empty() == V.ShouldBe.empty());
    for (unsigned I = 0; I < 16; ++I) {
      uint32_t Key = key();
      const int *Found = V.Is.find(Key);
      EXPECT(same(Found, find(V.ShouldBe, Key)));
    }
  }

  void merge(Version &L, const Version &R) {
    constexpr Combine All[] = {larger,   onBothSides, onlyEqual,
                               notRight, notLeft,     sidesDiffer};
    Combine F = All[Random() % std::size(All)];
    Version M{Map::merge(L.Is, R.Is, F, Arena),
              merged(L.ShouldBe, R.ShouldBe, F)};
    EXPECT(M.ShouldBe != L.ShouldBe || M.Is == L.Is);
    // What loops add to a state is added once.
    if (F == larger)
      EXPECT(Map::merge(M.Is, R.Is, F, Arena) == M.Is);
    L = M;
  }

  /// Merging versions that are a few changes apart asks about those alone.
  void differences(const Version &V) {
    Version Changed = V;
    std::set<uint32_t> Touched, Asked;
    for (unsigned I = Random() % 6; I; --I)
      Touched.insert(change(Changed));
    auto Ask = [&](uint32_t Key, const int *L, const int *R) {
      EXPECT(L || R);
      EXPECT(same(L, find(V.ShouldBe, Key)));
      EXPECT(same(R, find(Changed.ShouldBe, Key)));
      EXPECT(Asked.insert(Key).second);
      return larger(Key, L, R);
    };
    Map::merge(V.Is, Changed.Is, Ask, Arena);
    EXPECT(std::includes(Touched.begin(), Touched.end(), Asked.begin(),
                         Asked.end()));
    for (uint32_t Key : Touched)
      if (V.ShouldBe.count(Key) != Changed.ShouldBe.count(Key))
        EXPECT(Asked.count(Key));
    Asked.clear();
    EXPECT(Map::merge(V.Is, V.Is, Ask, Arena) == V.Is);
    EXPECT(Asked.empty());
  }

  Map::Allocator Arena;
  std::mt19937 Random;
  uint32_t Mask;
};

} // namespace

int main() {
  for (Seed = 1; Seed <= 100; ++Seed)
    Run(Seed).go();
  if (Failures)
    llvm::errs() << Failures << " expectations failed\n";
  return Failures != 0;
}
