//===-- NewerReading.cpp - how often a newer version reads a place -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NewerReading.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace reread;

/// Accessors call each other two or three deep. What lies deeper reads the
/// place of another object, or for another purpose.
static constexpr unsigned MaxDepth = 3;
static constexpr size_t MaxReads = 8;

PairIndex::PairIndex(const Version &V) {
  for (const Finding &F : V.Judged) {
    if (!F.FunctionNumber || !F.PlaceNumber)
      continue;
    Pairs &P = All[{*F.FunctionNumber, *F.PlaceNumber}];
    P.Objects.insert(F.What.Object);
    if (!F.Dismissed)
      P.Reported.push_back(F.What.Object);
    else if (P.Rule.empty())
      for (const RuleAnswer &A : F.Answers)
        if (A.What == Answer::Dismiss && P.Rule.empty())
          P.Rule = A.Rule;
  }
  for (const QuietPair &Q : V.Quiet)
    All[{Q.Function, Q.Place}].Quiet = true;
}

const PairIndex::Pairs *PairIndex::find(uint32_t Function,
                                        uint32_t Place) const {
  auto It = All.find({Function, Place});
  return It == All.end() ? nullptr : &It->second;
}

struct NewerReading::Walk {
  ArrayRef<uint32_t> Places;
  std::vector<NewerRead> Found;
  std::vector<uint32_t> Holders; ///< functions whose text has a read
  std::vector<uint32_t> Path;    ///< from the function on
  DenseSet<uint32_t> Seen;
};

void NewerReading::collect(uint32_t Function, Walk &W) const {
  if (!W.Seen.insert(Function).second)
    return;
  W.Path.push_back(Function);
  for (ProgramIndex::Use U : Index.uses(Function)) {
    const Access &A = Index.All.accesses(U.Place)[U.Number];
    if (A.Write || !is_contained(W.Places, U.Place))
      continue;
    if (W.Holders.empty() || W.Holders.back() != Function)
      W.Holders.push_back(Function);
    NewerRead R;
    R.At = Index.All.pointOf(A);
    R.Function = Index.All.functionName(Function).str();
    R.Marked = A.Marked;
    for (uint32_t Callee : ArrayRef(W.Path).drop_front())
      R.Via.push_back(Index.All.functionName(Callee).str());
    W.Found.push_back(std::move(R));
  }
  if (W.Path.size() <= MaxDepth)
    for (uint32_t Callee : Index.All.callees(Function))
      if (Index.sees(Function, Callee))
        collect(Callee, W);
  W.Path.pop_back();
}

/// Whether the function has a pair that the older version did not have for
/// other objects; if it has only such that rules accept, Excuse names one.
bool NewerReading::readsAgain(uint32_t Function, ArrayRef<uint32_t> Places,
                              StringRef Object, const PairIndex::Pairs *Known,
                              std::string &Excuse) const {
  for (uint32_t Place : Places) {
    const PairIndex::Pairs *P = Pairs.find(Function, Place);
    if (!P)
      continue;
    for (const std::string &Other : P->Reported)
      if (Other == Object || !Known || !Known->Objects.contains(Other))
        return true;
    if (P->Quiet)
      return true;
    if (Excuse.empty())
      Excuse = P->Rule;
  }
  return false;
}

void NewerReading::read(uint32_t Function, ArrayRef<uint32_t> Places,
                        StringRef Object, const PairIndex::Pairs *Known,
                        NewerVersion &Out) const {
  Walk W;
  W.Places = Places;
  collect(Function, W);
  llvm::sort(W.Found, [](const NewerRead &A, const NewerRead &B) {
    auto Key = [](const NewerRead &R) {
      return std::make_tuple(!R.Marked, R.Via.size(), StringRef(R.At.File),
                             R.At.Line, R.At.Column);
    };
    return Key(A) < Key(B);
  });
  bool Again = readsAgain(Function, Places, Object, Known, Out.Excuse);
  // A pair of a callee counts only if the function left reading to it.
  if (!is_contained(W.Holders, Function))
    for (uint32_t Holder : W.Holders)
      Again |= readsAgain(Holder, Places, Object, nullptr, Out.Excuse);
  if (W.Found.size() > MaxReads)
    W.Found.resize(MaxReads);
  Out.At = std::move(W.Found);
  Out.Reads = Again                ? NewerReads::Again
              : Out.At.empty()     ? NewerReads::Nowhere
              : Out.Excuse.empty() ? NewerReads::Once
                                   : NewerReads::Excused;
}
