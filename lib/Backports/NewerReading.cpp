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

static constexpr size_t MaxReads = 8;

PairIndex::PairIndex(const Version &V) {
  for (const Finding &F : V.Judged) {
    if (!F.FunctionNumber || !F.PlaceNumber)
      continue;
    Pairs &P = All[{*F.FunctionNumber, *F.PlaceNumber}];
    P.Objects.insert(F.What.Object);
    if (!F.Dismissed) {
      P.Reported.push_back(F.What.Object);
      for (const ReadEvidence *Read : {&F.What.First, &F.What.Second}) {
        const SourcePoint &At =
            Read->Via.empty() ? Read->At : Read->Via.front().Call;
        P.Sites.insert({At.Line, At.Column});
        P.Plain |= Read->Mark == Marking::Plain;
        if (Read->Via.empty())
          P.OwnSites.insert({At.Line, At.Column});
      }
    } else if (P.Rule.empty())
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

std::vector<uint32_t> NewerReading::renamed(uint32_t Function,
                                            const ProgramIndex &Older,
                                            uint32_t OlderFunction,
                                            StringRef OlderPlace) const {
  constexpr size_t LeastLength = 3; // of a name that says something
  auto [Struct, Field] = OlderPlace.rsplit('.');
  std::vector<uint32_t> Out;
  if (Field.size() < LeastLength)
    return Out;
  StringSet<> Known;
  Older.walk(OlderFunction, [&](ArrayRef<uint32_t> Path) {
    for (ProgramIndex::Use U : Older.uses(Path.back()))
      Known.insert(Older.All.placeId(U.Place));
  });
  Index.walk(Function, [&](ArrayRef<uint32_t> Path) {
    for (ProgramIndex::Use U : Index.uses(Path.back())) {
      StringRef Id = Index.All.placeId(U.Place);
      auto [Now, Name] = Id.rsplit('.');
      bool Similar = Name.size() >= LeastLength &&
                     (Name.starts_with(Field) || Field.starts_with(Name));
      bool Marked = Index.All.accesses(U.Place)[U.Number].Marked;
      if (Now == Struct && Name != Field && Similar &&
          (Marked || !Known.contains(Id)) && !is_contained(Out, U.Place))
        Out.push_back(U.Place);
    }
  });
  return Out;
}

bool NewerReading::marksAnew(const NewerVersion &N, const ProgramIndex &Older,
                             uint32_t OlderFunction) const {
  StringSet<> Known;
  for (uint32_t Callee : Older.All.callees(OlderFunction))
    Known.insert(Older.All.functionName(Callee));
  return any_of(N.At, [&](const NewerRead &R) {
    return R.Marked && (R.Via.empty() ||
                        (R.Via.size() == 1 && !Known.contains(R.Via.front())));
  });
}

/// Whether the pairs of the function have fewer ends than they had. Of a
/// function that now marks its own read, what it has come to call does not
/// count.
bool NewerReading::readsLess(uint32_t Function, ArrayRef<uint32_t> Places,
                             const PairIndex::Pairs *Known, bool Marked) const {
  if (!Known)
    return false;
  size_t Sites = 0, OwnSites = 0;
  for (uint32_t Place : Places)
    if (const PairIndex::Pairs *P = Pairs.find(Function, Place)) {
      if (P->Quiet)
        return false;
      Sites += P->Sites.size();
      OwnSites += P->OwnSites.size();
    }
  return Sites < Known->Sites.size() ||
         (Marked && OwnSites < Known->OwnSites.size());
}

void NewerReading::read(uint32_t Function, ArrayRef<uint32_t> Places,
                        StringRef Object, const PairIndex::Pairs *Known,
                        NewerVersion &Out) const {
  SmallVector<uint32_t, 4> Holders; // whose text has a read
  Out.At.clear();
  Index.walk(Function, [&](ArrayRef<uint32_t> Path) {
    for (ProgramIndex::Use U : Index.uses(Path.back())) {
      const Access &A = Index.All.accesses(U.Place)[U.Number];
      if (A.Write || !is_contained(Places, U.Place))
        continue;
      if (!is_contained(Holders, Path.back()))
        Holders.push_back(Path.back());
      NewerRead R;
      R.At = Index.All.pointOf(A);
      R.Function = Index.All.functionName(Path.back()).str();
      R.Held = Index.All.evidenceAt(A);
      R.Marked = A.Marked;
      for (uint32_t Callee : Path.drop_front())
        R.Via.push_back(Index.All.functionName(Callee).str());
      Out.At.push_back(std::move(R));
    }
  });
  llvm::sort(Out.At, [](const NewerRead &A, const NewerRead &B) {
    auto Key = [](const NewerRead &R) {
      return std::make_tuple(R.Via.size(), !R.Marked, StringRef(R.At.File),
                             R.At.Line, R.At.Column);
    };
    return Key(A) < Key(B);
  });
  if (Out.At.size() > MaxReads)
    Out.At.resize(MaxReads);

  bool Again = readsAgain(Function, Places, Object, Known, Out.Excuse);
  // A pair of a callee counts only if the function left reading to it.
  if (!is_contained(Holders, Function))
    for (uint32_t Holder : Holders)
      Again |= readsAgain(Holder, Places, Object, nullptr, Out.Excuse);
  if (Again)
    Out.Reads = readsLess(Function, Places, Known,
                          Out.marked() && Out.At.front().Via.empty())
                    ? NewerReads::Less
                    : NewerReads::Again;
  else if (Out.At.empty())
    Out.Reads = NewerReads::Nowhere;
  else
    Out.Reads = Out.Excuse.empty() ? NewerReads::Once : NewerReads::Excused;
}
