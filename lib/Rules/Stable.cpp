//===-- Stable.cpp - a place that is declared not to change here ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeStable(const Candidate &C,
                                          const RuleContext &Context) {
  if (placeKind(C, Context) != PlaceKind::Stable)
    return std::nullopt;
  return dismiss("the place is declared stable");
}
