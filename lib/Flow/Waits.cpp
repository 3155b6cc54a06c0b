//===-- Waits.cpp - loops that wait for a place to change ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which reads a loop repeats to wait, and what is older than another read.
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include <map>

using namespace clang;
using namespace reread;

/// Whoever still has an older value of that memory uses it late from now on.
void FunctionEngine::overtake(uint32_t Second, Since FromEntry) {
  auto It = ReadsOf.find(Reads[Second].Memory);
  if (It == ReadsOf.end())
    return;
  bool Awaited = WaitPlaces.count(textOf(Reads[Second]));
  for (uint32_t First : It->second) {
    const LiveRead *Live = S.Reads.find(First);
    if (!Live)
      continue;
    LiveRead Old = *Live;
    Old.Mid.May |= Since::ReadAgain;
    if (Awaited)
      Old.Mid.happened(Since::Awaited);
    if (First != Second)
      S.Reads.insert(First, Old, Arena);
    else if (Live->Mid.then(FromEntry).Must & (Since::Slept | Since::Barrier))
      AfterWait.insert(Second);
    else
      AfterWait.erase(Second);
  }
}

/// Where a read is in the function's own text. An argument that a macro repeats
/// is one thing.
SourceLocation FunctionEngine::textOf(const ReadRecord &R) const {
  return Unit.Context.getSourceManager().getFileLoc(
      R.Via.empty() ? R.At : R.Via.front().Call);
}

/// The loops, innermost first.
std::vector<FunctionEngine::Loop> FunctionEngine::findLoops() const {
  std::map<unsigned, Loop> ByHead;
  for (unsigned Latch = 0; Latch != Order.size(); ++Latch)
    for (const CFGBlock *Next : Order[Latch]->succs()) {
      if (!Next || NumberOf[Next->getBlockID()] > Latch)
        continue;
      unsigned Head = NumberOf[Next->getBlockID()];
      Loop &L = ByHead[Head];
      L.Latches.push_back(Latch);
      L.Body.resize(Order.size());
      L.Body.set(Head);
      // What leads to the end of an iteration without a new one is in it.
      llvm::SmallVector<unsigned, 16> Work{Latch};
      while (!Work.empty()) {
        unsigned B = Work.pop_back_val();
        if (L.Body.test(B))
          continue;
        L.Body.set(B);
        for (const CFGBlock *Before : Order[B]->preds())
          if (Before && NumberOf[Before->getBlockID()] != Unreached)
            Work.push_back(NumberOf[Before->getBlockID()]);
      }
    }
  std::vector<Loop> Loops;
  for (auto &[Head, L] : ByHead)
    Loops.push_back(std::move(L));
  llvm::sort(Loops, [](const Loop &A, const Loop &B) {
    return std::pair(A.Body.count(), A.Latches.front()) <
           std::pair(B.Body.count(), B.Latches.front());
  });
  return Loops;
}

/// A loop that sleeps or relaxes before it reads again waits for a value; so
/// does a check before the loop that has the same text. Returns the blocks
/// where they stand: what follows is to be told.
std::set<unsigned> FunctionEngine::findWaits() {
  // Beyond this size the question costs more than the answer is worth.
  constexpr unsigned MaxBlocks = 4000;
  std::set<unsigned> Blocks;
  if (Reads.size() < 2 || Order.size() > MaxBlocks)
    return Blocks;
  std::vector<Loop> Loops = findLoops();
  for (uint32_t I = 1; I < Reads.size(); ++I) {
    const ReadRecord &R = Reads[I];
    auto Innermost = llvm::find_if(
        Loops, [&](const Loop &L) { return L.Body.test(R.Block); });
    if (!R.Memory || Innermost == Loops.end())
      continue;
    bool Waits = llvm::all_of(Innermost->Latches, [&](unsigned Latch) {
      const LiveRead *Live = Out[Latch].Reads.find(I);
      return Live && (AfterWait.count(I) ||
                      Live->Mid.Must & (Since::Slept | Since::Barrier));
    });
    if (!Waits)
      continue;
    WaitPlaces.insert(textOf(R));
    WaitLoops.insert({I, Innermost->Body});
  }
  for (const ReadRecord &R : Reads)
    if (R.Memory && WaitPlaces.count(textOf(R)))
      Blocks.insert(R.Block);
  return Blocks;
}

/// What the condition of such a loop alone looks at is done with when it ends.
void FunctionEngine::noteWaits() {
  const SourceManager &SM = Unit.Context.getSourceManager();
  auto IsTest = [](const UseRecord &U) {
    return U.Diagnostic || U.Kind == UseKind::Test;
  };
  llvm::DenseSet<SourceLocation> Conditions;
  for (const auto &[Again, Body] : WaitLoops) {
    const auto &Uses = Reads[Again].Uses;
    if (llvm::all_of(Uses, [&, &Body = Body](const UseRecord &U) {
          return IsTest(U) && Body.test(U.Block);
        }))
      for (const UseRecord &U : Uses)
        Conditions.insert(SM.getFileLoc(U.At));
  }
  // A macro may wait without a loop of its own. Its result says whether the
  // condition holds: that is tested, or told.
  auto InMacro = [&](SourceLocation L) { return Unit.Macros.at(L).Wait; };
  for (ReadRecord &R : Reads) {
    R.Waits |= InMacro(R.Via.empty() ? R.At : R.Via.front().Call) &&
               llvm::all_of(R.Uses, [&](const UseRecord &U) {
                 return InMacro(U.At) || IsTest(U) || U.Kind == UseKind::Return;
               });
    R.Waits |= R.Memory && WaitPlaces.count(textOf(R)) &&
               llvm::all_of(R.Uses, [&](const UseRecord &U) {
                 return IsTest(U) && Conditions.count(SM.getFileLoc(U.At));
               });
  }
}
