//===-- Revalidation.cpp - the two snapshots are compared -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// All that the second value is for is to be compared with a third one, when
/// the first is done with.
static bool checksAnother(const Candidate &C) {
  return C.Checked && isOnlyTested(C.Second) &&
         llvm::all_of(C.Second.Uses,
                      [&](const UseEvidence &U) {
                        return U.At.Line == C.Second.Uses.front().At.Line;
                      }) &&
         llvm::none_of(C.First.Uses, [](const auto &U) { return U.Late; });
}

std::optional<Answer> reread::judgeRevalidation(const Candidate &C,
                                                const RuleContext &) {
  if (C.Compared)
    return dismiss("the two values are compared with each other");
  if (checksAnother(C))
    return dismiss("the second value is only compared with a third one");
  return std::nullopt;
}
