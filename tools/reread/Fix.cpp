//===-- Fix.cpp - `reread fix`: a patch for one finding ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Output.h"
#include "reread/Remedy/MakeFix.h"
#include "reread/Remedy/PatchText.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace reread;

/// The units that may have the finding, and all that there are.
static Expected<std::vector<CompileUnit>>
allUnits(const Arguments &Given, ArrayRef<CompileUnit> Chosen,
         const AnalysisArguments &Options) {
  if (Given.Dashes)
    return Chosen.vec();
  AnalysisArguments Copy = Options;
  Arguments Whole = Given;
  // Found from a path, a database is found again from that.
  auto Database = Options.Database.empty() && Given.Positional.size() > 1
                      ? CompileDatabase::find(absolutePath(Given.Positional[1]))
                      : CompileDatabase::load(
                            Options.Database.empty() ? "." : Options.Database);
  if (!Database)
    return Database.takeError();
  return Database->units().vec();
}

static Error writeFix(const Finding &F, const TriedFix &Tried, StringRef Format,
                      const RunOptions &Run, StringRef Out) {
  std::string Text;
  raw_string_ostream OS(Text);
  if (Format == "patch") {
    auto Diff = patchText(Tried, Run.Root);
    if (!Diff)
      return Diff.takeError();
    OS << commitMessage(F, Tried.Change, Run.Root, REREAD_VERSION) << "---\n"
       << *Diff;
  } else if (Format == "yaml") {
    writeReplacements(Tried.Change,
                      absolutePath(F.What.FunctionAt.File, Run.Root), OS);
  } else {
    writeSarif(F, Run.Root, REREAD_VERSION, *sourcesOf(Run), OS,
               Tried.Change.Edits);
  }
  return writeReport(Out, [&](raw_ostream &To) { To << OS.str(); });
}

int fixCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  std::string Format = "patch", Out;
  OptionTable Table("fix",
                    "FINGERPRINT [OPTION]... [SOURCE|DIR]... [-- FLAGS...]",
                    "Writes a patch that makes the two reads of one finding "
                    "one, if it has a shape in\nwhich that is certain. The "
                    "patch has been tried: with it the units compile, and\n"
                    "the finding is gone. Sources are not changed. Status: 0 "
                    "written, 1 there is no\ncertain fix, 2 it could not "
                    "run.");
  Options.addTreeTo(Table);
  Options.addFactsTo(Table);
  Options.addJudgingTo(Table);
  Table.text("--format", "patch|yaml|sarif", Format,
             "default: patch; yaml is for clang-apply-replacements");
  Table.text("-o", "OUT", Out, "write to a file, not to stdout");
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  auto Fingerprint = fingerprintArgument(*Given, "fix");
  if (!Fingerprint)
    return fail(Fingerprint.takeError());
  if (!is_contained({"patch", "yaml", "sarif"}, Format))
    return fail("unknown format '" + Format +
                "'; there are patch, yaml and sarif");
  if (Error E = checkWritable(Out))
    return fail(std::move(E));

  auto Units =
      chooseUnits(*Given, ArrayRef(Given->Positional).drop_front(), Options);
  if (!Units)
    return fail(Units.takeError());
  auto All = allUnits(*Given, *Units, Options);
  if (!All)
    return fail(All.takeError());
  auto Result = analyze(*Units, Options);
  if (!Result)
    return fail(Result.takeError());
  if (Options.Strict && Result->lost())
    return CouldNotRun;
  auto Found = findByFingerprint(*Result, *Fingerprint);
  if (!Found)
    return fail(Found.takeError());
  const Finding &F = **Found;
  if (F.Dismissed)
    return fail("a rule dismisses '" + F.Fingerprint +
                "'; 'reread explain' says which");
  auto Tried = makeFix(F, *Units, *All, Options.Tree);
  if (!Tried) {
    errs() << "reread: no certain fix: " << toString(Tried.takeError()) << '\n'
           << "reread: what to do: " << F.Remedy << '\n';
    return ::Found;
  }
  if (Error E = writeFix(F, *Tried, Format, Options.Tree.Run, Out))
    return fail(std::move(E));
  return Nothing;
}
