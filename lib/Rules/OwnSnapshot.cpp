//===-- OwnSnapshot.cpp - each step takes a snapshot of its own ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeOwnSnapshot(const Candidate &C,
                                               const RuleContext &Context) {
  if (!C.OwnScopes || C.First.Mark != Marking::Marked ||
      C.Second.Mark != Marking::Marked || findGroupHit(C, Context.Known))
    return std::nullopt;
  return dismiss("each read is marked and initialises a local of its own "
                 "scope, so the values are told apart on purpose");
}
