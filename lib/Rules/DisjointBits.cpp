//===-- DisjointBits.cpp - different bits of one word ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeDisjointBits(const Candidate &C,
                                                const RuleContext &Context) {
  uint64_t First = bitsUsed(C.First), Second = bitsUsed(C.Second);
  // Sinks that must agree get one word, whatever bits of it they look at.
  if (!First || !Second || (First & Second) || findGroupHit(C, Context.Known))
    return std::nullopt;
  return dismiss("the two values are used for different bits of the word");
}
