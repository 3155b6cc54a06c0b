//===-- PerCpu.cpp - this CPU's own object --------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgePerCpu(const Candidate &C,
                                          const RuleContext &) {
  // Who sleeps in between may read another CPU's object the second time.
  if (C.Kind != ObjectKind::PerCpu || C.Mid.Slept)
    return std::nullopt;
  return dismiss("the place is this CPU's own, and is read on this CPU");
}
