//===-- Suppressed.cpp - the source asks for silence ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

std::optional<Answer> reread::judgeSuppressed(const Candidate &C,
                                              const RuleContext &) {
  // A finding is about the second read; what precedes it may be in others, too.
  if (C.Second.Suppressed)
    return dismiss("the second read is under an attribute 'suppress'");
  auto IsSuppressed = [](const UseEvidence &U) { return U.Suppressed; };
  if (!C.Second.Uses.empty() && llvm::all_of(C.Second.Uses, IsSuppressed))
    return dismiss("all that uses the second value is under an attribute "
                   "'suppress'");
  return std::nullopt;
}
