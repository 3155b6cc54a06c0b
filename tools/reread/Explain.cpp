//===-- Explain.cpp - `reread explain`: one candidate in full ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "reread/Report/Report.h"

using namespace llvm;
using namespace reread;

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
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  auto Fingerprint = fingerprintArgument(*Given, "explain");
  if (!Fingerprint)
    return fail(Fingerprint.takeError());

  Options.Tree.Judge.Wanted =
      Options.Tree.Confirm.Wanted = [&](const Finding &F) {
        return StringRef(F.Fingerprint).starts_with_insensitive(*Fingerprint);
      };
  auto Result =
      analyze(*Given, ArrayRef(Given->Positional).drop_front(), Options);
  if (!Result)
    return fail(Result.takeError());
  if (Options.Strict && Result->lost())
    return CouldNotRun;
  auto Found = findByFingerprint(*Result, *Fingerprint);
  if (!Found)
    return fail(Found.takeError());
  writeExplanation(**Found, outs());
  return Nothing;
}
