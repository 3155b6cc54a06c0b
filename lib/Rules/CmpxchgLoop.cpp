//===-- CmpxchgLoop.cpp - a snapshot that an atomic update checks ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

/// The update checks the snapshot that it expects, not the other one: that
/// one must not have been used for anything but a test that is made again.

std::optional<Answer> reread::judgeCmpxchgLoop(const Candidate &C,
                                               const RuleContext &) {
  bool First = findUse(C.First, UseKind::Expected);
  bool Second = findUse(C.Second, UseKind::Expected);
  if ((First && Second) || (First && isOnlyTested(C.Second)) ||
      (Second && isOnlyTested(C.First) && findUse(C.Second, UseKind::Test)))
    return dismiss("a compare and exchange checks the value that it was "
                   "computed from");
  return std::nullopt;
}
