//===-- Revalidation.cpp - the two snapshots are compared -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeRevalidation(const Candidate &C,
                                                const RuleContext &) {
  if (!C.Compared)
    return std::nullopt;
  return dismiss("the two values are compared with each other");
}
