//===-- IndependentCalls.cpp - two calls, each with a value of its own ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// The value never leaves the call that has read it. A test decides what is
/// returned, too, if anything is.
static bool staysInCall(const ReadEvidence &Read) {
  return llvm::all_of(Read.Uses, [&](const UseEvidence &U) {
    bool Passing = U.Kind == UseKind::Store || U.Kind == UseKind::Return ||
                   U.Kind == UseKind::Asm || U.Kind == UseKind::Expected;
    return U.Inside && U.Sink.empty() && !Passing &&
           (Read.GivesNothing || !U.Condition);
  });
}

std::optional<Answer> reread::judgeIndependentCalls(const Candidate &C,
                                                    const RuleContext &) {
  if (C.First.Via.empty() || C.Second.Via.empty() ||
      !isSamePoint(C.First.At, C.Second.At) || !staysInCall(C.First) ||
      !staysInCall(C.Second))
    return std::nullopt;
  return dismiss("both reads are one load of '" + C.First.Function +
                 "', called twice, and each call uses its own value alone");
}
