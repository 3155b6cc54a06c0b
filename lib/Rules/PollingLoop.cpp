//===-- PollingLoop.cpp - waiting for a change ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// An element is stored beside the one of the iteration before; any other
/// target is overwritten, and with it dies the older value.
static bool outlivesIteration(const UseEvidence &Use) {
  return Use.Kind == UseKind::Store &&
         llvm::StringRef(Use.Detail).ends_with("]");
}

std::optional<Answer> reread::judgePollingLoop(const Candidate &C,
                                               const RuleContext &) {
  if (!C.SameSite || llvm::any_of(C.First.Uses, outlivesIteration))
    return std::nullopt;
  return dismiss("a loop reads the place anew in every iteration and keeps no "
                 "older value");
}
