//===-- Diff.cpp - `reread check --diff`: findings of a change -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Diff.h"
#include "Commands.h"
#include "reread/Findings/FileNames.h"
#include "reread/Selection/Patch.h"
#include "reread/Selection/Touched.h"
#include "reread/Tree/ChangedUnits.h"
#include "reread/Tree/GitDiff.h"
#include "reread/Tree/PatchedTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace llvm;
using namespace reread;

static Error refuse(const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), Why);
}

/// The change with names as findings have them: relative to Root, and absolute
/// outside of it.
static Expected<Patch> readPatch(StringRef Change, StringRef Root) {
  std::string Text, Name = "stdin", Base;
  if (Change == "-") {
    auto Buffer = MemoryBuffer::getSTDIN();
    if (!Buffer)
      return refuse("cannot read the patch from stdin: " +
                    Buffer.getError().message());
    Text = (*Buffer)->getBuffer().str();
  } else {
    auto Known = gitDiff(Change, Root);
    if (!Known)
      return Known.takeError();
    Text = std::move(Known->Patch);
    Base = std::move(Known->Base);
    Name = "git diff " + Change.str();
  }
  auto Result = Patch::parse(Text, Name);
  if (!Result)
    return Result.takeError();
  if (Base.empty())
    Base = findBase(*Result, Root);
  Result->rename([&](StringRef File) {
    return nameBelow(absolutePath(File, Base), Root).str();
  });
  return std::move(*Result);
}

static Error checkOptions(const AnalysisArguments &Options) {
  if (!Options.Work.empty())
    return refuse("--diff and --work exclude each other: what a change touches "
                  "is analysed anew");
  if (!Options.Overlay.empty())
    return refuse("--diff and --overlay exclude each other");
  return Error::success();
}

/// The units of the database that the change concerns, and those that are
/// named besides.
static Expected<std::vector<CompileUnit>>
chooseConcerned(const Arguments &Given, const Patch &Change,
                ArrayRef<CompileUnit> All, AnalysisArguments &Options) {
  std::vector<std::string> Names;
  for (const PatchedFile &F : Change.files())
    if (!F.New.empty())
      Names.push_back(F.New);
  ChangedUnits Chosen = changedUnits(All, Names, Options.Tree.Run.Root);
  for (const auto &[Header, Count] : Chosen.Headers)
    errs() << "reread: " << Header << " is no unit; analysed of those that "
           << "include it: " << Count.Chosen << " of " << Count.Including
           << '\n';
  if (Given.Positional.empty() || Given.Dashes)
    return std::move(Chosen.Units);
  auto Named = chooseUnits(Given, Given.Positional, Options);
  if (!Named)
    return Named.takeError();
  std::set<std::string> Files;
  for (const CompileUnit &Unit : Chosen.Units)
    Files.insert(Unit.File);
  for (CompileUnit &Unit : *Named)
    if (Files.insert(Unit.File).second)
      Chosen.Units.push_back(std::move(Unit));
  return std::move(Chosen.Units);
}

/// Takes out what the change neither touches nor makes.
static Error keepConcerned(std::vector<Finding> &Findings,
                           ArrayRef<CompileUnit> Units,
                           const ChangedLines &Changed,
                           const std::string &WithoutChange,
                           AnalysisArguments Options) {
  StringRef Root = Options.Tree.Run.Root;
  auto Touched = [&](const Finding &F) { return isTouched(F, Changed, Root); };
  if (all_of(Findings, Touched))
    return Error::success();
  // What is not touched is the change's own if it was not there before.
  Options.Tree.Run.Overlay = WithoutChange;
  Options.Tree.Whole = false;
  auto Before = analyzeQuietly(Units, Options);
  if (!Before)
    return Before.takeError();
  StringSet<> Known;
  for (const Finding &F : Before->Findings)
    Known.insert(F.Fingerprint);
  size_t Count = Findings.size();
  erase_if(Findings, [&](const Finding &F) {
    return !Touched(F) && Known.contains(F.Fingerprint);
  });
  if (size_t Others = Count - Findings.size())
    errs() << "reread: " << Others
           << (Others == 1 ? " other finding has" : " other findings have")
           << " nothing to do with the change\n";
  return Error::success();
}

int checkDiff(const Arguments &Given, StringRef Change,
              AnalysisArguments &Options, ReportArguments &Report) {
  if (Error E = checkOptions(Options))
    return fail(std::move(E));
  // With flags after "--" the sources are all there is.
  auto All = chooseUnits(Given,
                         Given.Dashes ? ArrayRef(Given.Positional)
                                      : ArrayRef<std::string>(),
                         Options);
  if (!All)
    return fail(All.takeError());
  std::string Root = Options.Tree.Run.Root;
  auto Parsed = readPatch(Change, Root);
  if (!Parsed)
    return fail(Parsed.takeError());
  auto Tree = PatchedTree::make(*Parsed, Root);
  if (!Tree)
    return fail(Tree.takeError());
  auto Units = chooseConcerned(Given, *Parsed, *All, Options);
  if (!Units)
    return fail(Units.takeError());
  if (Units->empty())
    errs() << "reread: the change concerns no unit\n";
  // Few units are no whole tree, whatever was chosen from.
  Options.Tree.Whole = false;
  Options.Tree.Judge.InferTree = Options.Infer;
  Options.Work.clear();
  Options.Tree.Run.Overlay = Tree->overlayWith();
  if (Error E = Report.Which.checkComparable(Options))
    return fail(std::move(E));
  auto Result = analyze(*Units, Options);
  if (!Result)
    return fail(Result.takeError());
  erase_if(Result->Findings,
           [&](const Finding &F) { return F.Tier > Options.Tier; });
  if (Error E = keepConcerned(Result->Findings, *Units, Tree->changedLines(),
                              Tree->overlayWithout(), Options))
    return fail(std::move(E));
  return Report.write(*Result, *Units, Options);
}
