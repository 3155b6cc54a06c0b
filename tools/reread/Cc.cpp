//===-- Cc.cpp - `reread cc`: one compiler command -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made for build systems that run a checker beside the compiler: everything
// goes to stderr, in the compiler's format and with its file names, and
// findings are no failure unless asked for.
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Selection.h"
#include "reread/Report/Report.h"
#include "reread/Selection/Switches.h"
#include "reread/Tree/CommandLine.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace reread;

int ccCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  SelectionArguments Which;
  unsigned ErrorExitCode = 0;
  OptionTable Table("cc", "[OPTION]... -- COMPILER ARGS...",
                    "Finds double reads in the sources of one compiler "
                    "command. Findings go to\nstderr. Status: 0, or N of "
                    "--error-exitcode on findings, 2 it could not run.");
  Options.addFactsTo(Table);
  Options.addJudgingTo(Table);
  Which.addSuppressionsTo(Table);
  Which.Quiet = true;
  Table.number("--error-exitcode", "N", ErrorExitCode, 0, 255,
               "status on findings; default: 0");

  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (!Given->Positional.empty())
    return fail("'" + Given->Positional.front() +
                "' is not an option; the compiler command comes after '--'");
  if (Given->AfterDashes.empty())
    return fail("no compiler command; give one after '--'");

  if (Error E = Which.load(Options.Tier))
    return fail(std::move(E));

  // A command without a C or C++ source (it links, or assembles) is nobody's
  // mistake.
  std::vector<CompileUnit> Units =
      unitsOfCommand(Given->AfterDashes, absolutePath("."));
  Switches Settings;
  Error Mistake = Error::success();
  erase_if(Units, [&](const CompileUnit &Unit) {
    auto On = Settings.isOn(Unit.File);
    if (!On)
      Mistake = joinErrors(std::move(Mistake), On.takeError());
    return On && !*On;
  });
  if (Mistake)
    return fail(std::move(Mistake));
  Options.Tree.Map.Jobs = 1;
  auto Result = analyzeTree(Units, Options.Tree);
  if (!Result)
    return fail(Result.takeError());
  report(*Result, Options);
  Options.Tree.Whole = false;
  auto Chosen = Which.select(*Result, Units, Options);
  if (!Chosen)
    return fail(Chosen.takeError());
  ArrayRef<Finding> Shown = Chosen->Findings;
  errs().enable_colors(errs().has_colors());
  // A parallel build has many of us write to one stderr: findings stay whole.
  errs().SetBufferSize(1 << 16);
  writeText(Shown, errs());
  errs().flush();
  if (Options.Strict && Result->lost())
    return CouldNotRun;
  return Shown.empty() ? int(Nothing) : int(ErrorExitCode);
}
