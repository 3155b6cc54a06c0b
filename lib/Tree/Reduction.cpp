//===-- Reduction.cpp - the shards of a work folder, merged --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reduction.h"
#include "reread/Tree/Interrupt.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace reread {

/// Of the names in users' facts, those that no unit declares.
static std::vector<NamedFact> undeclared(const Merge &All,
                                         const UnitFacts &Known) {
  std::vector<NamedFact> Out;
  StringSet<> Said;
  for (const Facts *Set : Known.sets())
    for (NamedFact &Name : namesOf(*Set))
      if (!All.isDeclared(Name.What) && !Said.contains(Name.Needs) &&
          Said.insert(Name.What).second)
        Out.push_back(std::move(Name));
  return Out;
}

void takeFindings(Merge &All, const UnitFacts &Known, bool KeepDismissed,
                  TreeResult &Result) {
  Result.Undeclared = undeclared(All, Known);
  Result.Idle = All.idleSilences();
  Result.Quiet = All.takeQuiet();
  std::vector<Finding> Reported = All.takeFindings();
  if (KeepDismissed) {
    Result.Judged = Reported;
    erase_if(Reported, [](const Finding &F) { return F.Dismissed; });
  }
  Result.Findings = rank(std::move(Reported), &Result.Others);
  Result.Learnt = All.takeProgram();
}

void Reduction::lose(size_t I, UnitFate Fate, std::string Line) {
  UnitOutcome Lost;
  Lost.File = Planned.Units[I].Shown;
  Lost.Fate = Fate;
  Lost.Error = std::move(Line);
  Result.Failures.push_back(std::move(Lost));
}

static Error changed(const Plan::Unit &Unit, Error E) {
  return createStringError(
      inconvertibleErrorCode(),
      "the shard of '" + Unit.Shown +
          "' has changed meanwhile: " + toString(std::move(E)));
}

/// Counts the unit to its part: nobody wants a thousand lines of a job that did
/// not run.
void Reduction::miss(size_t I) {
  unsigned Number = I % Planned.Shards + 1;
  auto Part = find_if(Result.Missing, [&](const MissingPart &P) {
    return P.Part.Number == Number;
  });
  if (Part == Result.Missing.end()) {
    size_t Units =
        (Planned.Units.size() + Planned.Shards - Number) / Planned.Shards;
    Part = Result.Missing.insert(Part, {{Number, Planned.Shards}, 0, Units});
  }
  ++Part->Missing;
}

void Reduction::learnUnit(size_t I) {
  const Plan::Unit &Unit = Planned.Units[I];
  auto Refuse = [&](Error E) {
    Unusable.push_back(I);
    if (!sys::fs::exists(unitFile(Folder.path(), Unit.Key, "shard"))) {
      consumeError(std::move(E));
      return miss(I);
    }
    lose(I, UnitFate::Unparsed,
         Unit.Shown + ": error: the shard of this unit cannot be used: " +
             toString(std::move(E)));
  };
  auto Found = Folder.shardOf(Unit);
  if (!Found)
    return Refuse(Found.takeError());
  if (Error E = Found->verify())
    return Refuse(std::move(E));
  const ShardHead &Head = Found->head();
  if (Head.Fate != UnitFate::Analysed)
    return lose(I, Head.Fate, Head.Error);
  UnitResult Decoded;
  std::vector<uint64_t> OpenKeys, OfferedKeys;
  if (Error E = Found->readKeys(OpenKeys, OfferedKeys))
    return Refuse(std::move(E));
  if (Error E = Found->readRecords(Decoded))
    return Refuse(std::move(E));
  Open.insert(OpenKeys.begin(), OpenKeys.end());
  for (uint64_t Key : OfferedKeys)
    Offered.push_back({Key, I});
  All.learn(Decoded.Records);
  Usable[I] = true;
}

Error Reduction::learn() {
  for (size_t I = 0; I != Planned.Units.size(); ++I) {
    if (interruptedBy())
      return interrupted();
    learnUnit(I);
  }
  All.conclude();
  return Error::success();
}

/// Most of what functions read is of no use to any caller.
Error Reduction::takeOffers() {
  std::vector<bool> Needed(Planned.Units.size());
  for (auto [Key, I] : Offered)
    if (Open.contains(Key)) {
      Meeting.insert(Key);
      Needed[I] = true;
    }
  Offered = {};
  for (size_t I = 0; I != Planned.Units.size(); ++I) {
    if (interruptedBy())
      return interrupted();
    if (!Needed[I])
      continue;
    auto Found = Folder.shardOf(Planned.Units[I]);
    UnitResult Decoded;
    if (Error E =
            Found ? Found->readOffered(Decoded, Meeting) : Found.takeError())
      return changed(Planned.Units[I], std::move(E));
    All.offer(std::move(Decoded));
  }
  return Error::success();
}

Expected<TreeResult> Reduction::judge() {
  if (Error E = takeOffers())
    return std::move(E);
  for (size_t I = 0; I != Planned.Units.size(); ++I) {
    if (interruptedBy())
      return interrupted();
    if (!Usable[I])
      continue;
    auto Found = Folder.shardOf(Planned.Units[I]);
    UnitResult Decoded;
    if (Error E = Found ? Found->readCandidates(Decoded, Judged, Meeting)
                        : Found.takeError())
      return changed(Planned.Units[I], std::move(E));
    All.judge(std::move(Decoded), Known.of(I), I);
  }
  takeFindings(All, Known, KeepDismissed, Result);
  return takeResult();
}

TreeResult Reduction::takeLearnt() {
  Result.Learnt = All.takeProgram();
  return takeResult();
}

TreeResult Reduction::takeResult() {
  sort(Result.Missing, [](const MissingPart &A, const MissingPart &B) {
    return A.Part.Number < B.Part.Number;
  });
  Result.Units = Planned.Units.size();
  return std::move(Result);
}

} // namespace reread
