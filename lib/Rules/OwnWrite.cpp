//===-- OwnWrite.cpp - this thread writes the place in between ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeOwnWrite(const Candidate &C,
                                            const RuleContext &) {
  if (!C.Mid.Written)
    return std::nullopt;
  return dismiss("this thread writes the place between the two reads, on "
                 "every path");
}
