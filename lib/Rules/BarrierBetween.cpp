//===-- BarrierBetween.cpp - a reload on purpose --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeBarrierBetween(const Candidate &C,
                                                  const RuleContext &) {
  if ((!C.Mid.Barrier && !C.Mid.Slept) || !decidesAnew(C))
    return std::nullopt;
  return dismiss(
      std::string("the first value is only tested, and ") +
      (C.Mid.Slept ? "the thread sleeps or waits" : "a barrier stands") +
      " before the place is read again on purpose");
}
