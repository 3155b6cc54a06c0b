//===-- UnusedValue.cpp - a snapshot that nobody uses ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeUnusedValue(const Candidate &C,
                                               const RuleContext &) {
  if (!C.First.Uses.empty() && !C.Second.Uses.empty())
    return std::nullopt;
  return dismiss(std::string("the ") +
                 (C.First.Uses.empty() ? "first" : "second") +
                 " value is not used, so nothing can differ");
}
