//===-- Merge.cpp - where the paths of a function meet -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

State FunctionEngine::merge(State A, State B, unsigned Number, bool BackEdge) {
  if (!A.Reachable || !B.Reachable)
    return A.Reachable ? A : B;
  // What was made in the loop means another object in the next iteration.
  auto Old = [&](Sym X) { return BackEdge && Symbols[X].Epoch > Number; };
  State M;
  M.Reachable = true;
  M.Memory = PersistentMap<Val>::merge(
      A.Memory, B.Memory,
      [&](uint32_t K, const Val *X, const Val *Y) -> std::optional<Val> {
        Val V = X ? *X : *Y;
        if (!X && Old(K))
          return std::nullopt;
        if (X && Y)
          V.P = Provenance.join(X->P, Y->P);
        bool Own = Symbols.isOwnMemory(K);
        bool Same = X && Y ? X->S == Y->S : Own;
        if (!Same || (Y && Old(Y->S))) {
          V.S = Symbols.phi(Number, K);
          if (X && Y && Own)
            noteMerged(V.S, X->S, Y->S);
        }
        return V;
      },
      Arena);
  auto OnBothSides = [&](uint32_t, const HeldLock *X,
                         const HeldLock *Y) -> std::optional<HeldLock> {
    if (!X || !Y)
      return std::nullopt;
    HeldLock L = *X;
    // Held on both sides, but not since the same moment.
    if (X->Taken != Y->Taken)
      L.Taken = ~Number;
    return L;
  };
  M.Locks = LockMap::merge(A.Locks, B.Locks, OnBothSides, Arena);
  M.Reads = PersistentMap<LiveRead>::merge(
      A.Reads, B.Reads,
      [&](uint32_t K, const LiveRead *X,
          const LiveRead *Y) -> std::optional<LiveRead> {
        if (X && Y)
          return LiveRead{{uint16_t(X->Mid.Must & Y->Mid.Must),
                           uint16_t(X->Mid.May | Y->Mid.May)},
                          LockMap::merge(X->Held, Y->Held, OnBothSides, Arena)};
        if (!X && Old(Reads[K].Memory))
          return std::nullopt;
        return X ? *X : *Y;
      },
      Arena);
  M.Unlinked = PersistentMap<bool>::merge(
      A.Unlinked, B.Unlinked,
      [](uint32_t, const bool *X, const bool *Y) {
        return X && Y ? std::optional(true) : std::nullopt;
      },
      Arena);
  M.Published = PersistentMap<bool>::merge(
      A.Published, B.Published,
      [](uint32_t, const bool *X, const bool *Y) {
        return std::optional((X && *X) || (Y && *Y));
      },
      Arena);
  return M;
}

/// Edges to the exit also stand for calls that never return or that throw; the
/// latter leave a block that goes on elsewhere without a branch at its end.
static bool returns(const CFGBlock &B, const CFGBlock &Exit) {
  return !B.hasNoReturnElement() &&
         (B.getTerminatorStmt() ||
          llvm::all_of(B.succs(), [&](const CFGBlock *Next) {
            return !Next || Next == &Exit;
          }));
}

/// The branch of an `if consteval` that only the compiler takes.
static bool isForCompiler(const CFGBlock &From, const CFGBlock &To) {
  const auto *If = dyn_cast_or_null<IfStmt>(From.getTerminatorStmt());
  return If && If->isConsteval() && From.succ_size() == 2 &&
         From.succ_begin()[If->isNegatedConsteval() ? 1 : 0] == &To;
}

State FunctionEngine::stateAtEntry(const CFGBlock &B, unsigned Number) {
  llvm::SmallVector<State, 4> Forward, Back;
  for (const CFGBlock *Pred : B.preds()) {
    if (!Pred || isForCompiler(*Pred, B) ||
        (&B == &Graph->getExit() && !returns(*Pred, B)))
      continue;
    unsigned P = NumberOf[Pred->getBlockID()];
    if (P == Unreached)
      continue;
    auto Edge = EdgeOut.find({P, Number});
    (P >= Number ? Back : Forward)
        .push_back(Edge != EdgeOut.end() ? Edge->second : Out[P]);
  }
  // In pairs, so that what one of many cases brings in is not looked at again
  // for every other case.
  while (Forward.size() > 1) {
    unsigned Half = (Forward.size() + 1) / 2;
    for (unsigned I = 0; I + Half < Forward.size(); ++I)
      Forward[I] = merge(Forward[I], Forward[I + Half], Number, false);
    Forward.truncate(Half);
  }
  State M = Forward.empty() ? State() : Forward.front();
  for (const State &Loop : Back)
    M = merge(M, Loop, Number, true);
  return M;
}
