//===-- LockHeld.cpp - the writers' lock is held over both reads ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeLockHeld(const Candidate &C,
                                            const RuleContext &Context) {
  const LockEvidence *Lock = findStabiliser(C.HeldAcross, C, Context);
  if (!Lock)
    return std::nullopt;
  return dismiss("'" + lockName(*Lock) + "' is held over both reads");
}
