//===-- ReportArguments.cpp - where findings go, and how -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportArguments.h"
#include "Commands.h"
#include "Output.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace reread;

void ReportArguments::addTo(OptionTable &Table) {
  Which.addTo(Table);
  Table.text("--format", "text|jsonl|sarif|html", Format, "default: text");
  Table.flag("--dismissed", WithDismissed,
             "with --format jsonl: dismissed candidates too, after the rest");
  Table.text("-o", "OUT", Out, "write findings to a file, not to stdout");
}

Error ReportArguments::check(const AnalysisArguments &Options) {
  auto Refuse = [](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), Why);
  };
  if (!is_contained({"text", "jsonl", "sarif", "html"}, Format))
    return Refuse("unknown format '" + Format +
                  "'; there are text, jsonl, sarif and html");
  if (WithDismissed && Format != "jsonl")
    return Refuse("--dismissed needs --format jsonl");
  if (Error E = Which.load(Options.Tier))
    return E;
  return checkWritable(Out);
}

static Error writeFindings(const Selection &Shown, ArrayRef<Finding> Dismissed,
                           StringRef Format, const RunOptions &Run,
                           StringRef Path) {
  // People are told what is new; programs can choose.
  std::vector<Finding> News;
  copy_if(Shown.Findings, std::back_inserter(News),
          [](const Finding &F) { return F.Standing != Standing::Persisting; });
  return writeReport(Path, [&](raw_ostream &OS) {
    if (Format == "jsonl") {
      writeJsonLines(Shown.Findings, Run.Root, OS);
      writeFixedJsonLines(Shown.Fixed, OS);
      writeJsonLines(Dismissed, Run.Root, OS);
    } else if (Format == "sarif") {
      writeSarif(Shown.Findings, Run.Root, REREAD_VERSION, *sourcesOf(Run), OS);
    } else if (Format == "html") {
      writeHtml(News, Run.Root, REREAD_VERSION, *sourcesOf(Run), OS);
    } else {
      writeText(News, OS);
    }
  });
}

int ReportArguments::write(const TreeResult &Result,
                           ArrayRef<CompileUnit> Units,
                           const AnalysisArguments &Options) const {
  auto Shown = Which.select(Result, Units, Options);
  if (!Shown)
    return fail(Shown.takeError());
  std::vector<Finding> Dismissed;
  if (WithDismissed) {
    Dismissed = Shown->Suppressed;
    append_range(Dismissed, Result.Refuted);
    copy_if(Result.Judged, std::back_inserter(Dismissed),
            [](const Finding &F) { return F.Dismissed; });
  }
  if (Error E = writeFindings(*Shown, Dismissed, Format, Options.Tree.Run, Out))
    return fail("cannot write '" + Out + "': " + toString(std::move(E)));
  if (Options.Strict && Result.lost())
    return CouldNotRun;
  return any_of(Shown->Findings,
                [](const Finding &F) {
                  return F.Standing != Standing::Persisting;
                })
             ? Found
             : Nothing;
}
