//===-- Check.cpp - `reread check` and `merge`: findings in a tree -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Diff.h"
#include "Progress.h"
#include "ReportArguments.h"
#include "reread/Tree/Interrupt.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace reread;

static Expected<PartOfUnits> parsePart(StringRef Text) {
  PartOfUnits Part;
  auto [Number, Of] = Text.split('/');
  if (Number.getAsInteger(10, Part.Number) || Of.getAsInteger(10, Part.Of) ||
      Part.Number < 1 || Part.Number > Part.Of)
    return createStringError(inconvertibleErrorCode(),
                             "'--shard' wants I/N, with I from 1 to N, not '" +
                                 Text + "'");
  return Part;
}

/// Maps one part of the units, and reports nothing.
static int checkShard(const Arguments &Given, StringRef Shard,
                      AnalysisArguments &Options) {
  auto Part = parsePart(Shard);
  if (!Part)
    return fail(Part.takeError());
  // Of a folder for all parts, everybody must have the same name.
  if (Options.Work.empty())
    return fail("--shard needs --work DIR, a folder that all shards share");
  auto Units = chooseUnits(Given, Given.Positional, Options);
  if (!Units)
    return fail(Units.takeError());
  ProgressLine Line;
  if (Line.wanted())
    Options.Tree.Map.OnProgress = [&](const MapProgress &P) { Line.show(P); };
  InterruptGuard Guard;
  auto Folder = WorkFolder::open(Options.Work, *Part);
  if (!Folder)
    return fail(Folder.takeError());
  Error E = mapTree(**Folder, *Units, Options.Tree);
  Line.clear();
  return E ? fail(std::move(E)) : Nothing;
}

int checkCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  ReportArguments Report;
  std::string Shard, Change;
  OptionTable Table("check", "[OPTION]... [SOURCE|DIR]... [-- FLAGS...]",
                    "Finds double reads in the units of a compile database, "
                    "or in SOURCEs\ncompiled with FLAGS. Status: 0 nothing "
                    "found, 1 findings, 2 it could not run.");
  Options.addTreeTo(Table);
  Table.text("--shard", "I/N", Shard,
             "analyse one Nth of the units for 'reread merge', report nothing");
  Table.text("--diff", "BASE|-", Change,
             "what changed since this revision of git, or a patch on stdin");
  Options.addFactsTo(Table);
  Options.addJudgingTo(Table);
  Report.addTo(Table);

  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (!Shard.empty() && !Change.empty())
    return fail("--shard and --diff exclude each other");
  if (!Shard.empty())
    return checkShard(*Given, Shard, Options);
  if (Error E = Report.check(Options))
    return fail(std::move(E));
  Options.Tree.FindingsOnly = true;
  Options.Tree.Judge.KeepDismissed = Report.WithDismissed;
  Options.Tree.Judge.KeepOthers = Options.Tree.Confirm.What == ConfirmWhat::All;
  if (!Change.empty())
    return checkDiff(*Given, Change, Options, Report);
  auto Units = chooseUnits(*Given, Given->Positional, Options);
  if (!Units)
    return fail(Units.takeError());
  if (Error E = Report.Which.checkComparable(Options))
    return fail(std::move(E));
  auto Result = analyze(*Units, Options);
  if (!Result)
    return fail(Result.takeError());
  return Report.write(*Result, *Units, Options);
}

int mergeCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  ReportArguments Report;
  OptionTable Table("merge", "DIR [OPTION]...",
                    "Reports what 'reread check --work DIR --shard I/N' has "
                    "found for every I.\nStatus: 0 nothing found, 1 findings, "
                    "2 it could not run.");
  Options.addJudgingTo(Table);
  Options.addJobsTo(Table);
  addLimitsTo(Table, Options.Tree.Map.Limits);
  Report.addTo(Table);

  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Given->Dashes || Given->Positional.size() != 1)
    return fail("one work folder at a time; see 'reread merge --help'");
  if (Error E = Report.check(Options))
    return fail(std::move(E));
  auto Folder = WorkFolder::openToRead(Given->Positional.front());
  if (!Folder)
    return fail(Folder.takeError());
  Options.Tree.FindingsOnly = true;
  Options.Tree.Judge.KeepDismissed = Report.WithDismissed;
  Options.Tree.Judge.KeepOthers = Options.Tree.Confirm.What == ConfirmWhat::All;
  auto Result = mergeTree(**Folder, Options.Tree);
  if (!Result)
    return fail(Result.takeError());
  report(*Result, Options);
  if (Error E = Report.Which.checkComparable(Options))
    return fail(std::move(E));
  return Report.write(*Result, {}, Options);
}
