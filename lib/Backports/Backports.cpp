//===-- Backports.cpp - double reads that a newer tree reads once --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Backports/Backports.h"
#include "Followers.h"
#include "NewerReading.h"
#include "Ranking.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;

namespace reread {

/// Of a place that nothing grades, somebody's mark says a little.
static std::optional<Evidence> gradeOfPlace(const PlaceUse &Use) {
  if (auto Grade = gradeOf(Use))
    return Grade;
  return Use.MarkedReads ? std::optional(Evidence::C) : std::nullopt;
}

std::function<std::optional<Evidence>(StringRef)>
learntFrom(const Program &All) {
  auto Index = std::make_shared<PlaceIndex>(All);
  auto Known = std::make_shared<DenseMap<uint32_t, std::optional<Evidence>>>();
  return [&All, Index, Known](StringRef Id) {
    std::optional<Evidence> Best;
    for (uint32_t Place : Index->find(Id)) {
      auto [It, New] = Known->try_emplace(Place);
      if (New)
        It->second = gradeOfPlace(usesOf(All, Place));
      if (It->second)
        Best = Best ? std::min(*Best, *It->second) : *It->second;
    }
    return Best;
  };
}

namespace {
class Comparison {
public:
  Comparison(const Version &Old, const Version &New)
      : Older(Old.All), Newer(New.All), OlderPairs(Old), NewerPairs(New),
        Places(New.All), Follow(Older, Newer), Reading(Newer, NewerPairs) {}

  /// Nothing, if the older version has a good reason to read it twice.
  std::optional<Backport> followDismissed(const Finding &F) {
    Backport B = follow(F);
    if (!contradicts(B.Newer, F))
      return std::nullopt;
    return B;
  }

  Backport follow(const Finding &F) {
    Backport B{F, {}, BackportRank::Open};
    NewerVersion &N = B.Newer;
    if (!F.FunctionNumber || !F.PlaceNumber)
      return B;
    ArrayRef<uint32_t> Now = Places.find(Older.All.placeId(*F.PlaceNumber));
    if (!Now.empty())
      look(Now.front(), N);
    auto Function = Follow.of(*F.FunctionNumber);
    if (!Function)
      return B;
    N.How = Function->How;
    N.Function = Newer.All.functionName(Function->Function).str();
    N.File = Newer.All.functionFile(Function->Function).str();
    const PairIndex::Pairs *Pairs =
        OlderPairs.find(*F.FunctionNumber, *F.PlaceNumber);
    Reading.read(Function->Function, Now, F.What.Object, Pairs, N);
    if (N.Reads == NewerReads::Nowhere)
      lookForRenamed(*Function, F, Pairs, N);
    N.MarksAnew = Reading.marksAnew(N, Older, *F.FunctionNumber);
    if (N.Use)
      N.Certainty = certaintyWithout(Function->Function, Now, *N.Use);
    B.Rank = rankOf(N, F, Pairs);
    return B;
  }

private:
  double certaintyWithout(uint32_t Function, ArrayRef<uint32_t> Places,
                          const PlaceUse &Use) const {
    size_t Reads = 0, Marked = 0;
    for (ProgramIndex::Use U : Newer.uses(Function)) {
      const Access &A = Newer.All.accesses(U.Place)[U.Number];
      bool Counts = !A.Write && is_contained(Places, U.Place);
      Reads += Counts;
      Marked += Counts && A.Marked;
    }
    return certaintyOf(Use, Reads, Marked);
  }

  void look(uint32_t Place, NewerVersion &N) {
    auto &Slot = Uses[Place];
    if (!Slot)
      Slot = std::make_shared<PlaceUse>(usesOf(Newer.All, Place));
    N.Use = Slot;
    N.Grade = gradeOfPlace(*Slot);
  }

  void lookForRenamed(const Follower &In, const Finding &F,
                      const PairIndex::Pairs *Pairs, NewerVersion &N) {
    std::vector<uint32_t> Now =
        Reading.renamed(In.Function, Older, *F.FunctionNumber,
                        Older.All.placeId(*F.PlaceNumber));
    if (Now.size() != 1)
      return;
    Reading.read(In.Function, Now, F.What.Object, Pairs, N);
    N.Place = Newer.All.placeName(Now.front()).str();
    look(Now.front(), N);
  }

  ProgramIndex Older, Newer;
  PairIndex OlderPairs, NewerPairs;
  PlaceIndex Places;
  Followers Follow;
  NewerReading Reading;
  DenseMap<uint32_t, std::shared_ptr<const PlaceUse>> Uses;
};
} // namespace

/// Pairs that rules may have dismissed wrongly, of operations that have no
/// finding for the place: the most serious of each.
static std::vector<Finding> dismissedAlone(ArrayRef<Finding> Judged,
                                           ArrayRef<Finding> Ranked) {
  std::set<std::pair<std::optional<uint32_t>, std::optional<uint32_t>>> Seen;
  for (const Finding &F : Ranked)
    Seen.insert({F.FunctionNumber, F.PlaceNumber});
  std::vector<Finding> Out;
  for (const Finding &F : Judged)
    if (mayBeContradicted(F) && !Seen.count({F.FunctionNumber, F.PlaceNumber}))
      Out.push_back(F);
  Out = rank(std::move(Out));
  erase_if(Out, [&](const Finding &F) {
    return !Seen.insert({F.FunctionNumber, F.PlaceNumber}).second;
  });
  return Out;
}

std::vector<Backport> findBackports(const Version &Older,
                                    ArrayRef<Finding> Ranked,
                                    const Version &Newer) {
  Comparison Both(Older, Newer);
  std::vector<Backport> Out;
  for (const Finding &F : dismissedAlone(Older.Judged, Ranked))
    if (auto B = Both.followDismissed(F))
      Out.push_back(std::move(*B));
  for (const Finding &F : Ranked)
    Out.push_back(Both.follow(F));
  llvm::sort(Out, isShownBefore);
  return Out;
}

} // namespace reread
