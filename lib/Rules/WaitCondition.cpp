//===-- WaitCondition.cpp - a value that only ends a wait -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

std::optional<Answer> reread::judgeWaitCondition(const Candidate &C,
                                                 const RuleContext &) {
  // What is done after the wait has to find out for itself.
  if (C.First.Waits && (C.Second.Waits || findUse(C.Second, UseKind::Test)))
    return dismiss("the first value only ends a wait, and the second is tested "
                   "again");
  // Whatever was done before the wait is done with.
  if ((C.Second.Waits || C.Mid.Awaited) && !C.First.Uses.empty() &&
      llvm::none_of(C.First.Uses, [](const UseEvidence &U) { return U.Late; }))
    return dismiss("a loop waits for the place to change, and the first value "
                   "is not used after it");
  return std::nullopt;
}
