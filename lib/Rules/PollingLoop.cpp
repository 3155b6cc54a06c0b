//===-- PollingLoop.cpp - waiting for a change ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

static bool isBefore(const SourcePoint &A, const SourcePoint &B) {
  return A.File == B.File && A.valid() && A.Line < B.Line;
}

/// The value is carried into the next iteration: it is used above the read that
/// it comes from, or stored in an element beside the one of the iteration
/// before. Any other target is overwritten, and with it dies the older value.
static bool outlivesIteration(const ReadEvidence &Read) {
  return llvm::any_of(Read.Uses, [&](const UseEvidence &U) {
    return isBefore(U.At, inOperation(Read)) ||
           (U.Kind == UseKind::Store &&
            llvm::StringRef(U.Detail).ends_with("]"));
  });
}

std::optional<Answer> reread::judgePollingLoop(const Candidate &C,
                                               const RuleContext &) {
  // A second read that stands above the first one comes round a loop, too.
  bool NextIteration =
      C.SameSite || isBefore(inOperation(C.Second), inOperation(C.First));
  if (!NextIteration || outlivesIteration(C.First))
    return std::nullopt;
  return dismiss("a loop reads the place anew in every iteration and keeps no "
                 "older value");
}
