//===-- ExchangeFailed.cpp - read again after a compare and exchange -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// What is done with the first value is over by then, or was checked by the
/// exchange, or is done with either value.
std::optional<Answer> reread::judgeExchangeFailed(const Candidate &C,
                                                  const RuleContext &) {
  if (!C.Mid.Exchanged)
    return std::nullopt;
  bool Expected = findUse(C.First, UseKind::Expected);
  bool Over = llvm::all_of(C.First.Uses, [&](const UseEvidence &A) {
    return A.Kind == UseKind::Test || A.Kind == UseKind::Expected ||
           (Expected && !A.Late) ||
           llvm::any_of(C.Second.Uses,
                        [&](const UseEvidence &B) { return isSameUse(A, B); });
  });
  if (!Over)
    return std::nullopt;
  return dismiss("a compare and exchange in between either writes the place or "
                 "shows that the first value is old");
}
