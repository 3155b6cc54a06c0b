//===-- IntentionalRace.cpp - a race that the source says it wants --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeIntentionalRace(const Candidate &C,
                                                   const RuleContext &) {
  auto IsForced = [](const ReadEvidence &R) {
    return R.Intentional && R.Mark == Marking::Marked;
  };
  if (IsForced(C.First) || IsForced(C.Second))
    return dismiss("a marked read is declared an intended race");
  // The declaration alone does not keep the compiler from anything.
  if (C.First.Intentional || C.Second.Intentional)
    return lower("a plain read is declared an intended race, which does not "
                 "make the two values equal");
  return std::nullopt;
}
