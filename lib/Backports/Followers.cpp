//===-- Followers.cpp - where a function is in a newer version -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Followers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;
using namespace reread;

/// What two functions of one purpose have in common; fewer than Least in
/// common, or a smaller share of all, is chance.
static constexpr size_t LeastCommon = 4;
static constexpr double LeastShare = 0.5;

std::optional<Follower> Followers::of(uint32_t Function) {
  auto [It, New] = Known.try_emplace(Function);
  if (New)
    It->second = find(Function);
  return It->second;
}

std::optional<Follower> Followers::find(uint32_t Function) const {
  StringRef Id = Older.All.functionId(Function);
  StringRef File = Older.All.functionFile(Function);
  ArrayRef<uint32_t> Named = Newer.named(linkerName(Id));
  for (uint32_t F : Named)
    if (Newer.All.functionFile(F) == File)
      return Follower{F, FollowedBy::Name};
  // Statics of many files may have one name; a file is moved more often than
  // it is renamed.
  auto Base = [](StringRef Path) { return sys::path::filename(Path); };
  for (uint32_t F : Named)
    if (Base(Newer.All.functionFile(F)) == Base(File))
      return Follower{F, FollowedBy::Move};
  if (Named.size() == 1)
    return Follower{Named.front(), FollowedBy::Move};
  if (Named.empty())
    if (auto F = byBehaviour(Function))
      return Follower{*F, FollowedBy::Behaviour};
  return std::nullopt;
}

/// What a function calls and accesses, in words of both versions.
static std::set<std::string> traitsOf(const ProgramIndex &Index,
                                      uint32_t Function) {
  std::set<std::string> Out;
  for (uint32_t Callee : Index.All.callees(Function))
    Out.insert("call " + linkerName(Index.All.functionId(Callee)).str());
  for (ProgramIndex::Use U : Index.uses(Function)) {
    const Access &A = Index.All.accesses(U.Place)[U.Number];
    Out.insert((A.Write ? "write " : "read ") +
               placeKey(Index.All.placeId(U.Place)).str());
  }
  for (uint32_t Caller : Index.callers(Function))
    Out.insert("by " + linkerName(Index.All.functionId(Caller)).str());
  return Out;
}

/// Functions that the older version does not have, in the same file or called
/// by who called this one.
std::vector<uint32_t> Followers::unknownNear(uint32_t Function) const {
  std::vector<uint32_t> Out = Newer.inFile(Older.All.functionFile(Function));
  for (uint32_t Caller : Older.callers(Function))
    for (uint32_t Now : Newer.named(linkerName(Older.All.functionId(Caller))))
      append_range(Out, Newer.All.callees(Now));
  erase_if(Out, [&](uint32_t F) {
    StringRef Name = linkerName(Newer.All.functionId(F));
    return Newer.All.functionFile(F).empty() || !Older.named(Name).empty();
  });
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
  return Out;
}

std::optional<uint32_t> Followers::byBehaviour(uint32_t Function) const {
  std::set<std::string> Mine = traitsOf(Older, Function);
  std::optional<uint32_t> Best;
  double BestShare = 0;
  bool Tie = false;
  for (uint32_t F : unknownNear(Function)) {
    std::set<std::string> Theirs = traitsOf(Newer, F);
    size_t Common = count_if(
        Mine, [&](const std::string &T) { return Theirs.count(T) != 0; });
    double Share =
        double(Common) / double(Mine.size() + Theirs.size() - Common);
    if (Common < LeastCommon || Share < LeastShare || Share < BestShare)
      continue;
    Tie = Share == BestShare;
    Best = F;
    BestShare = Share;
  }
  return Tie ? std::nullopt : Best;
}
