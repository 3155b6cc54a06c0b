//===-- Rank.cpp - one finding a place and operation, in order ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Finding.h"
#include "reread/Inference/Raciness.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>
#include <tuple>

using namespace reread;
using namespace llvm;

/// Units may be given one header by several spellings of its path.
static std::string cleanPath(StringRef File) {
  SmallString<128> Path(File);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static auto pointKey(const SourcePoint &P) {
  return std::make_tuple(StringRef(P.File), P.Line, P.Column);
}

OperationKey reread::operationKey(const Finding &F) {
  const Candidate &C = F.What;
  return {C.Function, cleanPath(C.FunctionAt.File), C.Place, C.Object};
}

/// The most serious first. What follows the group's name only makes the order
/// total, so that it does not depend on the order of the input.
bool reread::isMoreSerious(const Finding &A, const Finding &B) {
  auto Key = [](const Finding &F) {
    return std::make_tuple(F.Dismissed, F.Tier, F.Agreement.empty(),
                           unsigned(F.Effect), pointKey(F.What.Second.At),
                           pointKey(F.What.First.At), StringRef(F.What.Place),
                           StringRef(F.What.Function), StringRef(F.What.Object),
                           StringRef(F.Message), StringRef(F.Fingerprint));
  };
  return Key(A) < Key(B);
}

bool reread::isPlainPair(const Candidate &C) {
  return C.First.Mark == Marking::Plain && C.Second.Mark == Marking::Plain &&
         C.First.Via.empty() && C.Second.Via.empty();
}

/// What deserves to be read first of many, 0 to 1.
static double worthOf(const Finding &F) {
  constexpr size_t OwnReads = 2;
  if (F.Fact || !F.Use)
    return 1;
  return isPlainPair(F.What) ? certaintyOf(*F.Use, OwnReads, 0) : 0;
}

bool reread::isListedBefore(const Finding &A, const Finding &B) {
  auto Key = [](const Finding &F) {
    return std::make_tuple(F.Dismissed, F.Tier, -worthOf(F),
                           pointKey(F.What.Second.At), StringRef(F.What.Place));
  };
  return std::make_pair(Key(A), false) <
         std::make_pair(Key(B), isMoreSerious(A, B));
}

/// Where the load stands and, if its value leaves that function, where it goes.
static auto loadKey(const ReadEvidence &Read) {
  bool Leaves = any_of(Read.Uses, [](const auto &U) { return !U.Inside; });
  SourcePoint Call = Leaves ? Read.Via.back().Call : SourcePoint();
  return std::make_tuple(Read.At.File, Read.At.Line, Read.At.Column, Call.File,
                         Call.Line, Call.Column);
}

/// Whoever calls the two functions that read gets the same finding: it is told
/// for the operation that is the nearest to both. Of what somebody has
/// declared, every operation counts.
static void keepNearest(std::vector<Finding> &All) {
  auto Length = [](const Finding &F) {
    return F.What.First.Via.size() + F.What.Second.Via.size();
  };
  auto Key = [](const Finding &F) {
    return std::make_tuple(F.What.Place, loadKey(F.What.First),
                           loadKey(F.What.Second));
  };
  std::map<decltype(Key(All.front())), size_t> Nearest;
  auto InCallees = [](const Finding &F) {
    return !F.Dismissed && !F.Fact && !F.What.First.Via.empty() &&
           !F.What.Second.Via.empty();
  };
  for (const Finding &F : All)
    if (InCallees(F)) {
      auto [It, New] = Nearest.try_emplace(Key(F), Length(F));
      It->second = std::min(It->second, Length(F));
    }
  std::set<decltype(Key(All.front()))> Told;
  llvm::erase_if(All, [&](const Finding &F) {
    return InCallees(F) &&
           (Length(F) != Nearest.at(Key(F)) || !Told.insert(Key(F)).second);
  });
}

/// One place must not fill the list. What somebody has declared is never too
/// much.
static void thinOut(std::vector<Finding> &All) {
  constexpr unsigned MostOfPlace = 3;
  StringMap<unsigned> Count;
  for (Finding &F : All)
    if (!F.Dismissed && F.Tier == 1 && !F.Fact &&
        ++Count[F.What.Place] > MostOfPlace) {
      F.Tier = 2;
      F.Crowded = true;
    }
}

std::vector<Finding> reread::rank(std::vector<Finding> All,
                                  std::vector<Finding> *Others) {
  llvm::sort(All, isMoreSerious);

  // A dismissed candidate says nothing against another pair of reads of the
  // same place, so each kind has its own best one a fingerprint or operation.
  std::set<OperationKey> Seen;
  std::vector<Finding> Kept;
  for (Finding &F : All) {
    OperationKey Key = operationKey(F);
    if (F.Dismissed)
      Key = {F.Fingerprint, std::get<1>(Key), "", ""};
    if (Seen.insert(std::move(Key)).second)
      Kept.push_back(std::move(F));
    else if (Others && !F.Dismissed)
      Others->push_back(std::move(F));
  }
  keepNearest(Kept);
  thinOut(Kept);
  llvm::sort(Kept, isListedBefore);
  return Kept;
}
