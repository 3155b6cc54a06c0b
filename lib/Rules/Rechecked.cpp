//===-- Rechecked.cpp - a peek, and the same test on what is used --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// Every condition that the first value decided is decided again.
static bool repeatsTests(const ReadEvidence &First,
                         const ReadEvidence &Second) {
  auto IsTest = [](const UseEvidence &U) { return U.Kind == UseKind::Test; };
  return llvm::all_of(First.Uses, [&](const UseEvidence &A) {
    return !IsTest(A) || llvm::any_of(Second.Uses, [&](const UseEvidence &B) {
      return IsTest(B) && !A.Detail.empty() && A.Detail == B.Detail &&
             A.Mask == B.Mask;
    });
  });
}

std::optional<Answer> reread::judgeRechecked(const Candidate &C,
                                             const RuleContext &) {
  // Two tests and nothing else are one decision on two values.
  if (C.SameSite || !isOnlyTested(C.First) || !findConsumer(C.Second) ||
      !repeatsTests(C.First, C.Second))
    return std::nullopt;
  return dismiss("the first value is only tested, and the second is tested "
                 "for the same before it is used");
}
