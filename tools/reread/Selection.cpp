//===-- Selection.cpp - which findings are shown -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"
#include "reread/Selection/Switches.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace reread;

void SelectionArguments::addTo(OptionTable &Table) {
  Table.text("--baseline", "FILE", BaselineFile,
             "show what is new since 'reread baseline' wrote FILE");
  addSuppressionsTo(Table);
}

void SelectionArguments::addSuppressionsTo(OptionTable &Table) {
  Table.list("--suppressions", "FILE", SuppressionFiles,
             "a list of findings that are not shown, and why; repeatable");
}

Error SelectionArguments::load(unsigned Tier) {
  for (const std::string &File : SuppressionFiles)
    if (Error E = Excused.read(File))
      return E;
  if (BaselineFile.empty())
    return Error::success();
  auto File = Baseline::load(BaselineFile);
  if (!File)
    return File.takeError();
  if (File->Tier < Tier)
    return createStringError(
        inconvertibleErrorCode(),
        Twine("the baseline '") + BaselineFile + "' has findings up to tier " +
            Twine(File->Tier) + " only; make it with 'reread baseline --tier " +
            Twine(Tier) + "'");
  Earlier = std::move(*File);
  return Error::success();
}

Error SelectionArguments::checkComparable(
    const AnalysisArguments &Options) const {
  if (!Earlier || Earlier->Inferred == Options.Tree.Judge.InferTree)
    return Error::success();
  return createStringError(
      inconvertibleErrorCode(),
      Twine("the baseline '") + BaselineFile + "' was made with " +
          (Earlier->Inferred ? "--infer"
                             : "--no-infer, or of a part of a tree") +
          ", and this run was not; give both the same option");
}

/// Takes out findings about functions of sources that are switched off, and
/// says how many they were.
static Error dropSwitchedOff(std::vector<Finding> &Findings, StringRef Root,
                             unsigned Tier, bool Quiet) {
  Switches Settings;
  Error Mistake = Error::success();
  size_t Off = 0;
  erase_if(Findings, [&](const Finding &F) {
    if (Mistake)
      return false;
    auto On = Settings.isOn(absolutePath(F.What.FunctionAt.File, Root));
    if (!On) {
      Mistake = joinErrors(std::move(Mistake), On.takeError());
      return false;
    }
    Off += !*On && F.Tier <= Tier;
    return !*On;
  });
  if (Off && !Quiet && !Mistake)
    errs() << "reread: " << Off
           << (Off == 1 ? " finding is in a source"
                        : " findings are in sources")
           << " that a .reread.yaml switches off\n";
  return Mistake;
}

void SelectionArguments::compare(Selection &Chosen, const TreeResult &Result,
                                 ArrayRef<CompileUnit> Units,
                                 const AnalysisArguments &Options) const {
  const RunOptions &Run = Options.Tree.Run;
  Chosen.Fixed = Earlier->compare(Chosen.Findings, Run.Root);
  // What was not looked at is not fixed.
  StringSet<> Seen, Lost;
  for (const CompileUnit &Unit : Units)
    Seen.insert(shownName(Unit, Run));
  for (const UnitOutcome &Unit : Result.Failures)
    Lost.insert(Unit.File);
  erase_if(Chosen.Fixed, [&](const KnownFinding &K) {
    return K.Tier > Options.Tier || Lost.contains(K.File) ||
           !Result.Missing.empty() ||
           (!Options.Tree.Whole && !Seen.contains(K.File));
  });
}

void SelectionArguments::suppress(std::vector<Finding> &Findings,
                                  std::vector<Finding> &Suppressed,
                                  const TreeResult &Result,
                                  const AnalysisArguments &Options) const {
  std::string Today = today();
  Suppressions Used = Excused;
  size_t Count = 0;
  std::vector<Finding> All = std::move(Findings);
  Findings.clear();
  for (Finding &F : All) {
    const Suppression *S = Used.find(F, Options.Tree.Run.Root, Today);
    if (!S) {
      Findings.push_back(std::move(F));
      continue;
    }
    Count += F.Tier <= Options.Tier;
    F.Dismissed = true;
    F.Answers.push_back(
        {"suppressions", Answer::Dismiss,
         S->List + ":" + std::to_string(S->At.Line) + ": " + S->Reason});
    Suppressed.push_back(std::move(F));
  }
  bool Complete = Options.Tree.Whole && !Result.lost();
  for (const std::string &Line : Used.complaints(Complete, Today))
    errs() << Line << '\n';
  if (Count && !Quiet)
    errs() << "reread: " << Count
           << (Count == 1 ? " finding is" : " findings are") << " suppressed\n";
}

Expected<Selection>
SelectionArguments::select(const TreeResult &Result,
                           ArrayRef<CompileUnit> Units,
                           const AnalysisArguments &Options) const {
  Selection Chosen;
  Chosen.Findings = Result.Findings;
  if (Error E = dropSwitchedOff(Chosen.Findings, Options.Tree.Run.Root,
                                Options.Tier, Quiet))
    return std::move(E);
  if (Earlier)
    compare(Chosen, Result, Units, Options);
  suppress(Chosen.Findings, Chosen.Suppressed, Result, Options);
  erase_if(Chosen.Findings,
           [&](const Finding &F) { return F.Tier > Options.Tier; });
  if (!Earlier)
    return Chosen;
  for (const KnownFinding &K : Chosen.Fixed)
    errs() << "reread: fixed: " << K.File << ": " << K.Function << ": "
           << K.Message << " [" << K.Fingerprint << "]\n";
  size_t New = count_if(Chosen.Findings, [](const Finding &F) {
    return F.Standing == Standing::New;
  });
  errs() << "reread: " << New
         << (New == 1 ? " new finding, " : " new findings, ")
         << Chosen.Findings.size() - New << " persisting, "
         << Chosen.Fixed.size() << " fixed\n";
  return Chosen;
}
