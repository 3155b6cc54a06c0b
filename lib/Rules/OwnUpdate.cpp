//===-- OwnUpdate.cpp - the second value is only brought up to date -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeOwnUpdate(const Candidate &C,
                                             const RuleContext &) {
  bool Updates = false;
  for (const UseEvidence &U : C.Second.Uses) {
    if (isConsumer(U.Kind) && !U.Update)
      return std::nullopt;
    Updates |= U.Update;
  }
  // An update is of the newest value. Were it of the first one, what others
  // have written since would be lost. That of an exchange must be of the value
  // that is expected.
  if (!Updates || findUse(C.First, UseKind::Expected) ||
      findUse(C.Second, UseKind::Expected))
    return std::nullopt;
  return dismiss("the second value goes back to where it was read, as this "
                 "thread's update of it");
}
