//===-- Monotone.cpp - a place that changes once --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeMonotone(const Candidate &C,
                                            const RuleContext &Context) {
  // A later state is as good as an earlier one for a reader of either, not for
  // two consumers that must have the same.
  if (placeKind(C, Context) != PlaceKind::Monotone ||
      findGroupHit(C, Context.Known))
    return std::nullopt;
  return dismiss("the place is declared to change at most once");
}
