//===-- Analysis.cpp - what the analysing commands share -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Progress.h"
#include "reread/Findings/FileNames.h"
#include "reread/Report/Report.h"
#include "reread/Tree/Interrupt.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

void AnalysisArguments::addGivenTo(OptionTable &Table) {
  Table.list("--facts", "FILE|NAME", Tree.Known.Facts,
             "a facts file or a shipped set; repeatable; default: auto");
  Table.list("--racy", "PLACE", Tree.Known.Racy,
             "STRUCT.FIELD, GLOBAL or '*TYPE' may change; repeatable");
}

void AnalysisArguments::addFactsTo(OptionTable &Table) {
  addGivenTo(Table);
  Table.flag("--infer", Infer,
             "infer what is racy from the accesses of the units: the default "
             "for whole trees");
  Table.flag("--no-infer", NoInfer,
             "neither accesses nor atomic and volatile types make anything "
             "racy");
}

void AnalysisArguments::addRulesTo(OptionTable &Table) {
  Table.flag("--page-tables", Tree.Judge.PageTables,
             "report re-reads by page-table getters too");
  Table.list("--without-rule", "NAME", Tree.Judge.WithoutRules,
             "do not ask this rule; repeatable");
}

void AnalysisArguments::addJudgingTo(OptionTable &Table) {
  addRulesTo(Table);
  Table.number("--tier", "N", Tier, 1, 3, "show tiers 1 to N; default: 2");
  Tree.Confirm.What = ConfirmWhat::Tier1;
  Table.choice(
      "--confirm", {"off", "tier1", "all"},
      [this](unsigned I) { Tree.Confirm.What = ConfirmWhat(I); },
      "look for a feasible path of the findings of tier 1, the default, or "
      "all");
  Table.number("--confirm-budget", "STEPS", Tree.Confirm.Budget, 1000, 1u << 30,
               "steps to look for each path; default: 30000");
  Table.flag("--strict", Strict, "status 2 if a unit could not be analysed");
}

void AnalysisArguments::addTreeTo(OptionTable &Table) {
  Table.text("-p", "BUILD", Database,
             "compile_commands.json, or a directory with one");
  Table.text("--overlay", "FILE", Overlay,
             "clang's -ivfsoverlay, for every unit");
  addUnitsTo(Table);
}

void AnalysisArguments::addJobsTo(OptionTable &Table) {
  Table.number("-j", "N", Tree.Map.Jobs, 1, 1024,
               "jobs; default: as many as the machine has threads");
}

void AnalysisArguments::addUnitsTo(OptionTable &Table) {
  addJobsTo(Table);
  Table.text("--work", "DIR", Work,
             "keep the units' results in this folder, and use those in it");
  addLimitsTo(Table, Tree.Map.Limits);
  Table.flag("--retry-lost", Tree.Map.RetryLost,
             "analyse again what was lost, though nothing has changed");
  Table.flag("--no-summary-cache", Tree.Run.AllBodies,
             "parse every function of headers, called or not; same findings");
}

void addLimitsTo(OptionTable &Table, UnitLimits &Limits) {
  Table.number("--unit-timeout", "SECONDS", Limits.Seconds, 1, 1000000,
               "give a unit up that takes longer; default: 300");
  Table.number("--unit-memory", "MB", Limits.Megabytes, 64, 1u << 30,
               "give a unit up that needs more; default: 4096");
}

static Expected<CompileDatabase> openDatabase(const Arguments &Given,
                                              ArrayRef<std::string> Paths,
                                              StringRef Named) {
  if (Given.Dashes && !Named.empty())
    return createStringError(inconvertibleErrorCode(),
                             "-p and compiler flags after '--' exclude each "
                             "other");
  if (Given.Dashes)
    return CompileDatabase::fixed(Paths, Given.AfterDashes);
  if (!Named.empty())
    return CompileDatabase::load(Named);
  if (Paths.empty())
    return CompileDatabase::find(".");
  StringRef First = Paths.front();
  if (!sys::fs::exists(First))
    return createStringError(inconvertibleErrorCode(),
                             "no such file or directory: '" + First + "'");
  if (sys::fs::is_directory(First))
    return CompileDatabase::find(First);
  return CompileDatabase::find(sys::path::parent_path(absolutePath(First)));
}

Expected<std::vector<CompileUnit>> chooseUnits(const Arguments &Given,
                                               ArrayRef<std::string> Paths,
                                               AnalysisArguments &Options) {
  if (Options.Infer && Options.NoInfer)
    return createStringError(inconvertibleErrorCode(),
                             "--infer and --no-infer exclude each other");
  auto Database = openDatabase(Given, Paths, Options.Database);
  if (!Database)
    return Database.takeError();
  auto Units = Database->choose(Paths);
  if (!Units)
    return Units.takeError();
  if (!Options.Overlay.empty()) {
    if (!sys::fs::is_regular_file(Options.Overlay))
      return createStringError(inconvertibleErrorCode(),
                               "no such overlay file: '" + Options.Overlay +
                                   "'");
    Options.Tree.Run.Overlay = absolutePath(Options.Overlay);
  }
  // A part of a tree says little of who else writes a place, and under which
  // locks.
  Options.Tree.Whole = Paths.empty();
  Options.Tree.Judge.InferTypes = !Options.NoInfer;
  Options.Tree.Judge.InferTree =
      !Options.NoInfer && (Options.Infer || Paths.empty());
  Options.Tree.Run.Root = Database->root().str();
  if (Options.Work.empty() && Paths.empty()) {
    auto Folder = defaultWorkFolder(Database->path());
    if (!Folder)
      return Folder.takeError();
    Options.Work = *Folder;
  }
  return Units;
}

static void reportFailures(const TreeResult &Result) {
  for (const UnitOutcome &Unit : Result.Failures)
    errs() << oneLine(Unit.Error) << '\n';
  for (const MissingPart &P : Result.Missing)
    errs() << "reread: shard " << P.Part.Number << '/' << P.Part.Of
           << " is missing: " << P.Missing << " of its " << P.Units
           << (P.Units == 1 ? " unit" : " units") << '\n';
  size_t Failed = Result.lost();
  if (!Failed)
    return;
  errs() << "reread: " << Failed << " of " << Result.Units
         << (Result.Units == 1 ? " unit" : " units") << " could not be analysed"
         << (Failed < Result.Units ? "; the others were" : "") << '\n';
}

/// A name that means nothing in a part of a tree may mean something in others.
static void reportUndeclared(const TreeResult &Result) {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  for (const NamedFact &Name : Result.Undeclared) {
    // A work folder knows the file by its absolute name.
    std::string File = absolutePath(Name.Source.File);
    errs() << nameBelow(File, Here) << ':' << Name.Source.Line << ':'
           << Name.Source.Column << ": warning: no unit has the " << Name.What
           << '\n';
  }
}

/// A unit that was lost, or a place that was not inferred, may have what they
/// hide.
static void reportIdle(const TreeResult &Result,
                       const AnalysisArguments &Options) {
  const MergeOptions &Judge = Options.Tree.Judge;
  if (Result.lost() || !Judge.InferTree ||
      is_contained(Judge.WithoutRules, "suppressed"))
    return;
  for (const SourcePoint &At : Result.Idle)
    errs() << At.File << ':' << At.Line << ':' << At.Column
           << ": warning: suppresses nothing: there is no finding here\n";
}

void report(const TreeResult &Result, const AnalysisArguments &Options) {
  reportFailures(Result);
  if (!Options.Tree.Whole || !Result.Missing.empty())
    return;
  reportUndeclared(Result);
  reportIdle(Result, Options);
}

/// Few units are done sooner than Ninja and a process for each have started.
constexpr size_t FewUnits = 16;

Expected<TreeResult> analyzeQuietly(ArrayRef<CompileUnit> Units,
                                    AnalysisArguments &Options) {
  ProgressLine Line;
  if (Line.wanted())
    Options.Tree.Map.OnProgress = [&](const MapProgress &P) { Line.show(P); };
  auto Result = [&]() -> Expected<TreeResult> {
    if (Options.Work.empty() && Units.size() <= FewUnits)
      return analyzeTree(Units, Options.Tree);
    InterruptGuard Guard; // a temporary folder must be put away
    auto Folder = Options.Work.empty() ? WorkFolder::temporary()
                                       : WorkFolder::open(Options.Work);
    if (!Folder)
      return Folder.takeError();
    return analyzeTree(**Folder, Units, Options.Tree);
  }();
  Line.clear();
  return Result;
}

Expected<TreeResult> analyze(ArrayRef<CompileUnit> Units,
                             AnalysisArguments &Options) {
  auto Result = analyzeQuietly(Units, Options);
  if (Result)
    report(*Result, Options);
  return Result;
}

Expected<TreeResult> analyze(const Arguments &Given,
                             ArrayRef<std::string> Paths,
                             AnalysisArguments &Options) {
  auto Units = chooseUnits(Given, Paths, Options);
  if (!Units)
    return Units.takeError();
  return analyze(*Units, Options);
}

std::vector<Finding> upToTier(const TreeResult &Result, unsigned Tier) {
  std::vector<Finding> Shown;
  for (const Finding &F : Result.Findings)
    if (F.Tier <= Tier)
      Shown.push_back(F);
  return Shown;
}

/// Candidates of the same place in the same operation have one fingerprint;
/// the reported one speaks for them, then one that was not dismissed.
static std::vector<const Finding *> matches(const TreeResult &Result,
                                            StringRef Prefix) {
  std::vector<const Finding *> Found;
  auto Add = [&](const Finding &F) {
    if (StringRef(F.Fingerprint).starts_with_insensitive(Prefix) &&
        none_of(Found, [&](const Finding *Other) {
          return Other->Fingerprint == F.Fingerprint;
        }))
      Found.push_back(&F);
  };
  for_each(Result.Findings, Add);
  for_each(Result.Refuted, Add);
  for (bool Dismissed : {false, true})
    for (const Finding &F : Result.Judged)
      if (F.Dismissed == Dismissed)
        Add(F);
  return Found;
}

Expected<std::string> fingerprintArgument(const Arguments &Given,
                                          StringRef Command) {
  auto Refuse = [](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), Why);
  };
  if (Given.Positional.empty())
    return Refuse("no fingerprint; see 'reread " + Command + " --help'");
  const std::string &Fingerprint = Given.Positional.front();
  if (Fingerprint.empty() || Fingerprint.size() > 16 ||
      !all_of(Fingerprint, isHexDigit))
    return Refuse("'" + Fingerprint +
                  "' is not a fingerprint, which has up to 16 hexadecimal "
                  "digits");
  return Fingerprint;
}

Expected<const Finding *> findByFingerprint(const TreeResult &Result,
                                            StringRef Prefix) {
  std::vector<const Finding *> Found = matches(Result, Prefix);
  if (Found.size() == 1)
    return Found.front();
  if (Found.empty())
    return createStringError(inconvertibleErrorCode(),
                             "nothing has the fingerprint '" + Prefix + "'");
  return createStringError(inconvertibleErrorCode(),
                           "'" + Prefix + "' begins the fingerprints of " +
                               Twine(Found.size()) +
                               " candidates; give more of it");
}
