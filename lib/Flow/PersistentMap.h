//===-- PersistentMap.h - a map whose versions share structure -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A big-endian Patricia tree (Okasaki and Gill, "Fast Mergeable Integer Maps",
// 1998). Copying a version is copying a pointer, and merging two versions costs
// what differs between them: that is what keeps the data flow linear in the
// size of a function. LLVM's ImmutableMap shares structure too, but merges in
// full.
//
// Nodes live in the allocator that the caller gives, until that goes away.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_PERSISTENTMAP_H
#define REREAD_LIB_FLOW_PERSISTENTMAP_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/MathExtras.h"
#include <cstdint>
#include <optional>
#include <type_traits>

namespace reread {

template <typename V> class PersistentMap {
  static_assert(std::is_trivially_destructible_v<V>);

  struct Node {
    uint32_t Key; ///< of a leaf; of a branch the bits above Bit
    uint32_t Bit; ///< that tells left from right; 0 in a leaf
    union {
      const Node *Child[2];
      V Value;
    };
    Node(uint32_t K, const V &Val) : Key(K), Bit(0), Value(Val) {}
    Node(uint32_t K, uint32_t B, const Node *L, const Node *R)
        : Key(K), Bit(B), Child{L, R} {}
  };

public:
  using Allocator = llvm::BumpPtrAllocator;
  /// Says what a key maps to when the two sides differ; either side may lack
  /// it (null). Nothing: drop the key.
  using Combine =
      llvm::function_ref<std::optional<V>(uint32_t, const V *, const V *)>;

  bool empty() const { return !Root; }
  /// The same entries, whether or not they are shared: one that was inserted
  /// anew must not look like a change, or a loop would never settle.
  bool operator==(const PersistentMap &O) const { return same(Root, O.Root); }
  bool operator!=(const PersistentMap &O) const { return !(*this == O); }

  const V *find(uint32_t Key) const {
    const Node *N = Root;
    while (N && N->Bit) {
      if (prefix(Key, N->Bit) != N->Key)
        return nullptr;
      N = N->Child[(Key & N->Bit) != 0];
    }
    return N && N->Key == Key ? &N->Value : nullptr;
  }

  void insert(uint32_t Key, const V &Value, Allocator &A) {
    Root = insert(Root, Key, Value, A);
  }

  void erase(uint32_t Key, Allocator &A) { Root = erase(Root, Key, A); }

  /// Visits the entries in the order of their keys.
  void forEach(llvm::function_ref<void(uint32_t, const V &)> F) const {
    forEach(Root, F);
  }

  /// Replaces every value.
  void transform(llvm::function_ref<V(uint32_t, const V &)> F, Allocator &A) {
    Root = transform(Root, F, A);
  }

  static PersistentMap merge(PersistentMap L, PersistentMap R, Combine F,
                             Allocator &A) {
    PersistentMap M;
    M.Root = merge(L.Root, R.Root, F, A);
    return M;
  }

private:
  static bool same(const Node *A, const Node *B) {
    if (A == B)
      return true;
    if (!A || !B || A->Key != B->Key || A->Bit != B->Bit)
      return false;
    if (!A->Bit)
      return A->Value == B->Value;
    return same(A->Child[0], B->Child[0]) && same(A->Child[1], B->Child[1]);
  }
  static uint32_t prefix(uint32_t Key, uint32_t Bit) {
    return Key & ~(Bit | (Bit - 1));
  }
  static const Node *leaf(uint32_t K, const V &Val, Allocator &A) {
    return new (A.Allocate<Node>()) Node(K, Val);
  }
  static const Node *branch(uint32_t K, uint32_t Bit, const Node *L,
                            const Node *R, Allocator &A) {
    if (!L || !R)
      return L ? L : R;
    return new (A.Allocate<Node>()) Node(prefix(K, Bit), Bit, L, R);
  }
  /// Two trees whose prefixes differ.
  static const Node *join(const Node *L, const Node *R, Allocator &A) {
    uint32_t Bit = 1u << llvm::Log2_32(L->Key ^ R->Key);
    return L->Key & Bit ? branch(L->Key, Bit, R, L, A)
                        : branch(L->Key, Bit, L, R, A);
  }
  static bool inside(const Node *N, uint32_t Key) {
    return N->Bit ? prefix(Key, N->Bit) == N->Key : N->Key == Key;
  }

  static const Node *insert(const Node *N, uint32_t Key, const V &Val,
                            Allocator &A) {
    if (!N)
      return leaf(Key, Val, A);
    if (!inside(N, Key))
      return join(N, leaf(Key, Val, A), A);
    if (!N->Bit)
      return N->Value == Val ? N : leaf(Key, Val, A);
    bool Side = (Key & N->Bit) != 0;
    const Node *C = insert(N->Child[Side], Key, Val, A);
    if (C == N->Child[Side])
      return N;
    return Side ? branch(N->Key, N->Bit, N->Child[0], C, A)
                : branch(N->Key, N->Bit, C, N->Child[1], A);
  }

  static const Node *erase(const Node *N, uint32_t Key, Allocator &A) {
    if (!N || !inside(N, Key))
      return N;
    if (!N->Bit)
      return nullptr;
    bool Side = (Key & N->Bit) != 0;
    const Node *C = erase(N->Child[Side], Key, A);
    if (C == N->Child[Side])
      return N;
    return Side ? branch(N->Key, N->Bit, N->Child[0], C, A)
                : branch(N->Key, N->Bit, C, N->Child[1], A);
  }

  static void forEach(const Node *N,
                      llvm::function_ref<void(uint32_t, const V &)> F) {
    if (!N)
      return;
    if (!N->Bit)
      return F(N->Key, N->Value);
    forEach(N->Child[0], F);
    forEach(N->Child[1], F);
  }

  static const Node *transform(const Node *N,
                               llvm::function_ref<V(uint32_t, const V &)> F,
                               Allocator &A) {
    if (!N)
      return nullptr;
    if (!N->Bit) {
      V New = F(N->Key, N->Value);
      return New == N->Value ? N : leaf(N->Key, New, A);
    }
    const Node *L = transform(N->Child[0], F, A);
    const Node *R = transform(N->Child[1], F, A);
    return L == N->Child[0] && R == N->Child[1]
               ? N
               : branch(N->Key, N->Bit, L, R, A);
  }

  /// Everything of one side, where the other has nothing.
  static const Node *oneSide(const Node *N, bool Right, Combine F,
                             Allocator &A) {
    if (!N)
      return nullptr;
    if (!N->Bit) {
      std::optional<V> New =
          Right ? F(N->Key, nullptr, &N->Value) : F(N->Key, &N->Value, nullptr);
      if (!New)
        return nullptr;
      return *New == N->Value ? N : leaf(N->Key, *New, A);
    }
    const Node *L = oneSide(N->Child[0], Right, F, A);
    const Node *R = oneSide(N->Child[1], Right, F, A);
    return L == N->Child[0] && R == N->Child[1]
               ? N
               : branch(N->Key, N->Bit, L, R, A);
  }

  static const Node *merge(const Node *L, const Node *R, Combine F,
                           Allocator &A) {
    if (L == R)
      return L;
    if (!L)
      return oneSide(R, true, F, A);
    if (!R)
      return oneSide(L, false, F, A);
    if (!L->Bit && !R->Bit && L->Key == R->Key) {
      std::optional<V> New = F(L->Key, &L->Value, &R->Value);
      if (!New)
        return nullptr;
      if (*New == L->Value)
        return L;
      return *New == R->Value ? R : leaf(L->Key, *New, A);
    }
    if (L->Bit == R->Bit && L->Key == R->Key)
      return rebuild(L, merge(L->Child[0], R->Child[0], F, A),
                     merge(L->Child[1], R->Child[1], F, A), A);
    if (L->Bit > R->Bit && inside(L, R->Key)) {
      bool Side = (R->Key & L->Bit) != 0;
      const Node *In = merge(L->Child[Side], R, F, A);
      const Node *Out = oneSide(L->Child[!Side], false, F, A);
      return rebuild(L, Side ? Out : In, Side ? In : Out, A);
    }
    if (R->Bit > L->Bit && inside(R, L->Key)) {
      bool Side = (L->Key & R->Bit) != 0;
      const Node *In = merge(L, R->Child[Side], F, A);
      const Node *Out = oneSide(R->Child[!Side], true, F, A);
      return rebuild(R, Side ? Out : In, Side ? In : Out, A);
    }
    const Node *NL = oneSide(L, false, F, A), *NR = oneSide(R, true, F, A);
    return NL && NR ? join(NL, NR, A) : (NL ? NL : NR);
  }

  static const Node *rebuild(const Node *N, const Node *L, const Node *R,
                             Allocator &A) {
    return L == N->Child[0] && R == N->Child[1]
               ? N
               : branch(N->Key, N->Bit, L, R, A);
  }

  const Node *Root = nullptr;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_PERSISTENTMAP_H
