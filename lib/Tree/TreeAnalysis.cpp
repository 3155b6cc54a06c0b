//===-- TreeAnalysis.cpp - all units of a tree, merged and judged --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/TreeAnalysis.h"
#include "Reduction.h"
#include "SavedResult.h"
#include "SavedVerdicts.h"
#include "reread/Findings/Merge.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <mutex>

using namespace llvm;

namespace reread {

size_t TreeResult::lost() const {
  size_t Count = Failures.size();
  for (const MissingPart &Part : Missing)
    Count += Part.Missing;
  return Count;
}

static Error checkRules(const MergeOptions &Options) {
  for (const std::string &Name : Options.WithoutRules)
    if (Error E = checkRuleName(Name))
      return E;
  return Error::success();
}

static RunOptions runOptions(const TreeOptions &Options) {
  RunOptions Run = Options.Run;
  Run.What = Options.Judge.InferTree ? Scope::AllPlaces : Scope::KnownPlaces;
  return Run;
}

/// Asks for verdicts, and puts what is refuted aside.
static Error confirm(TreeResult &Result, const TreeOptions &Options,
                     SavedVerdicts &Saved,
                     function_ref<Expected<UnitToConfirm>(size_t)> Of) {
  if (Options.Confirm.What == ConfirmWhat::Off)
    return Error::success();
  // What was found racy for one reader may change under every condition.
  ConfirmOptions Engine;
  Engine.Budget = Options.Confirm.Budget;
  StringSet<> Racy;
  constexpr unsigned LastSureTier = 2;
  for (const Finding &F : Result.Findings)
    if (F.Tier <= LastSureTier && Racy.insert(F.What.Place).second)
      Engine.Racy.push_back(F.What.Place);
  auto Refuted =
      confirmFindings(Result.Findings, std::move(Result.Others),
                      Options.Confirm, [&](ArrayRef<Finding *> Asked) {
                        return settleFindings(Asked, Engine, Options.Map.Jobs,
                                              Options.Map.Limits, Saved, Of);
                      });
  if (!Refuted)
    return Refuted.takeError();
  Result.Refuted = std::move(*Refuted);
  return Error::success();
}

//===-- In this process ---------------------------------------------------===//

Expected<TreeResult> analyzeTree(ArrayRef<CompileUnit> Units,
                                 const TreeOptions &Options) {
  if (Error E = checkRules(Options.Judge))
    return std::move(E);
  auto Known = UnitFacts::load(Options.Known, Units);
  if (!Known)
    return Known.takeError();

  TreeResult Result;
  Result.Units = Units.size();
  std::vector<UnitOutcome> Outcomes(Units.size());
  RunOptions Run = runOptions(Options);
  CrashRecoveryContext::Enable();
  {
    std::mutex Mutex;
    MapProgress Progress;
    Progress.Total = Units.size();
    DefaultThreadPool Pool(hardware_concurrency(Options.Map.Jobs));
    for (size_t I = 0; I != Units.size(); ++I)
      Pool.async([&, I] {
        Outcomes[I] = runUnit(Units[I], Known->of(I), Run);
        std::lock_guard<std::mutex> Guard(Mutex);
        ++Progress.Done;
        if (Options.Map.OnProgress)
          Options.Map.OnProgress(Progress);
      });
    Pool.wait();
  }
  Merge All(Options.Judge);
  for (const UnitOutcome &Outcome : Outcomes)
    if (Outcome.parsed())
      All.learn(Outcome.Result.Records);
  All.conclude();
  for (UnitOutcome &Outcome : Outcomes)
    if (Outcome.parsed())
      All.offer(std::move(Outcome.Result));
  for (size_t I = 0; I != Units.size(); ++I)
    if (Outcomes[I].parsed())
      All.judge(std::move(Outcomes[I].Result), Known->of(I), I);
    else
      Result.Failures.push_back(std::move(Outcomes[I]));
  takeFindings(All, *Known, Options.Judge.KeepDismissed, Result);
  auto Of = [&](size_t I) -> Expected<UnitToConfirm> {
    return UnitToConfirm{Units[I], Run, &Known->of(I)};
  };
  SavedVerdicts None;
  if (Error E = confirm(Result, Options, None, Of))
    return std::move(E);
  return Result;
}

//===-- From a work folder ------------------------------------------------===//

/// Judges what was learnt, and has it confirmed.
static Expected<TreeResult>
judgeAndConfirm(Reduction &Reduce, const WorkFolder &Folder, const Plan &All,
                const UnitFacts &Known, const TreeOptions &Options) {
  auto Result = Reduce.judge();
  if (!Result)
    return Result.takeError();
  std::string File = Folder.path() + "/verdicts";
  SavedVerdicts Saved =
      Options.Map.RetryLost ? SavedVerdicts() : SavedVerdicts(File);
  auto Of = [&](size_t I) -> Expected<UnitToConfirm> {
    const Plan::Unit &Unit = All.Units[I];
    auto Planned = PlannedUnit::load(unitFile(Folder.path(), Unit.Key, "unit"));
    if (!Planned)
      return Planned.takeError();
    auto Sum = Folder.checksumOf(Unit);
    return UnitToConfirm{Planned->Unit, Planned->Run, &Known.of(I),
                         Sum ? Unit.Digest + *Sum : ""};
  };
  if (Error E = confirm(*Result, Options, Saved, Of))
    return std::move(E);
  // Without them the next run takes longer.
  consumeError(Saved.save(File));
  return Result;
}

static Expected<TreeResult>
judgeAndSave(const SavedResult &Saved, Reduction &Reduce,
             const WorkFolder &Folder, const Plan &All, const UnitFacts &Known,
             const TreeOptions &Options) {
  auto Result = judgeAndConfirm(Reduce, Folder, All, Known, Options);
  if (Result)
    consumeError(Saved.save(*Result));
  return Result;
}

Error mapTree(WorkFolder &Folder, ArrayRef<CompileUnit> Units,
              const TreeOptions &Options) {
  // Only to say what is wrong with the facts before thousands of units do.
  if (auto Known = UnitFacts::load(Options.Known, Units); !Known)
    return Known.takeError();
  RunOptions Run = runOptions(Options);
  auto Planned = planUnits(Units, Run, Options.Known);
  Plan All = planTree(Planned, Run, Options.Judge.InferTypes, Folder.part().Of);
  All.Whole = Options.Whole;
  return Folder.map(All, Planned, Options.Map);
}

Expected<TreeResult> analyzeTree(WorkFolder &Folder,
                                 ArrayRef<CompileUnit> Units,
                                 const TreeOptions &Options) {
  if (Error E = checkRules(Options.Judge))
    return std::move(E);
  for (bool Again = false;; Again = true) {
    if (Error E = mapTree(Folder, Units, Options))
      return std::move(E);
    auto All = Plan::load(Folder.path());
    if (!All)
      return All.takeError();
    auto Known = All->facts();
    if (!Known)
      return Known.takeError();
    SavedResult Saved(Folder, *All, Options);
    if (auto Result = Saved.load())
      return std::move(*Result);
    Reduction Reduce(Folder, *All, *Known, Options.Judge);
    if (Error E = Reduce.learn())
      return std::move(E);
    // Only now is known what a shard has that looked whole.
    if (Again || Reduce.unusable().empty())
      return judgeAndSave(Saved, Reduce, Folder, *All, *Known, Options);
    for (size_t I : Reduce.unusable())
      Folder.forget(All->Units[I]);
  }
}

static Expected<TreeResult> reduceTree(const WorkFolder &Folder,
                                       TreeOptions &Options, bool Judge) {
  if (Error E = checkRules(Options.Judge))
    return std::move(E);
  auto All = Plan::load(Folder.path());
  if (!All)
    return All.takeError();
  if (All->Tool != toolIdentity())
    return createStringError(inconvertibleErrorCode(),
                             "the units of '" + Folder.path() +
                                 "' were mapped by another version "
                                 "of reread; map them again");
  auto Known = All->facts();
  if (!Known)
    return Known.takeError();
  Options.Run.Root = All->Root;
  Options.Run.Overlay = All->Overlay;
  Options.Whole = All->Whole;
  Options.Judge.InferTypes = All->InferTypes;
  Options.Judge.InferTree = All->InferTree;
  SavedResult Saved(Folder, *All, Options);
  if (Judge)
    if (auto Result = Saved.load())
      return std::move(*Result);
  Reduction Reduce(Folder, *All, *Known, Options.Judge);
  if (Error E = Reduce.learn())
    return std::move(E);
  return Judge ? judgeAndSave(Saved, Reduce, Folder, *All, *Known, Options)
               : Reduce.takeLearnt();
}

Expected<TreeResult> mergeTree(const WorkFolder &Folder, TreeOptions &Options) {
  return reduceTree(Folder, Options, /*Judge=*/true);
}

Expected<TreeResult> learnTree(const WorkFolder &Folder, TreeOptions &Options) {
  return reduceTree(Folder, Options, /*Judge=*/false);
}

} // namespace reread
