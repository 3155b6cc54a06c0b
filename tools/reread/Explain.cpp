//===-- Explain.cpp - `reread explain`: one candidate in full ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace reread;

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

int explainCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  OptionTable Table("explain",
                    "FINGERPRINT [OPTION]... [SOURCE|DIR]... [-- FLAGS...]",
                    "Shows everything about one finding, or why a candidate "
                    "is no finding. The rest\nis as for 'reread check', and "
                    "must be what the fingerprint was found with.\nA unique "
                    "beginning of a fingerprint will do. Status: 0 shown, 2 "
                    "not found.");
  Options.addTreeTo(Table);
  Options.addFactsTo(Table);
  Options.addJudgingTo(Table);
  auto Given = Table.parse(Words);
  if (!Given)
    return fail(Given.takeError());
  if (Given->Help) {
    Table.printHelp(outs());
    return Nothing;
  }
  if (Given->Positional.empty())
    return fail("no fingerprint; see 'reread explain --help'");
  std::string Fingerprint = Given->Positional.front();
  if (Fingerprint.empty() || Fingerprint.size() > 16 ||
      !all_of(Fingerprint, isHexDigit))
    return fail("'" + Fingerprint +
                "' is not a fingerprint, which has up to 16 hexadecimal "
                "digits");

  Options.Tree.Confirm.Wanted = [&](const Finding &F) {
    return StringRef(F.Fingerprint).starts_with_insensitive(Fingerprint);
  };
  auto Result =
      analyze(*Given, ArrayRef(Given->Positional).drop_front(), Options);
  if (!Result)
    return fail(Result.takeError());
  if (Options.Strict && Result->lost())
    return CouldNotRun;
  std::vector<const Finding *> Found = matches(*Result, Fingerprint);
  if (Found.empty())
    return fail("nothing has the fingerprint '" + Fingerprint + "'");
  if (Found.size() > 1)
    return fail("'" + Fingerprint + "' begins the fingerprints of " +
                std::to_string(Found.size()) + " candidates; give more of it");
  writeExplanation(*Found.front(), outs());
  return Nothing;
}
