//===-- Baseline.cpp - `reread baseline`: findings to compare with -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Baseline.h"
#include "Analysis.h"
#include "Commands.h"
#include "Output.h"

using namespace llvm;
using namespace reread;

int baselineCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  Options.Tier = 3;
  std::string Out;
  OptionTable Table("baseline", "[OPTION]... [SOURCE|DIR]... [-- FLAGS...]",
                    "Writes the findings that there are, for 'reread check "
                    "--baseline FILE' to tell which\nare new. The rest is as "
                    "for 'reread check'. Status: 0 written, 2 it could not "
                    "run.");
  Options.addTreeTo(Table);
  Options.addFactsTo(Table);
  Options.addRulesTo(Table);
  Table.number("--tier", "N", Options.Tier, 1, 3,
               "findings of tiers 1 to N; default: 3");
  Table.flag("--strict", Options.Strict,
             "status 2 if a unit could not be analysed");
  Table.text("-o", "FILE", Out, "write to a file, not to stdout");

  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Error E = checkWritable(Out))
    return fail(std::move(E));
  auto Result = analyze(*Given, Given->Positional, Options);
  if (!Result)
    return fail(Result.takeError());
  if (Options.Strict && Result->lost())
    return CouldNotRun;
  Baseline Now =
      Baseline::of(upToTier(*Result, Options.Tier), Options.Tree.Run.Root);
  Now.Tier = Options.Tier;
  Now.Inferred = Options.Tree.Judge.InferTree;
  if (Error E = writeReport(Out, [&](raw_ostream &OS) { Now.write(OS); }))
    return fail("cannot write '" + Out + "': " + toString(std::move(E)));
  return Nothing;
}
