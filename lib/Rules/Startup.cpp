//===-- Startup.cpp - nobody else is there yet ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeStartup(const Candidate &C,
                                           const RuleContext &) {
  if (!C.Startup)
    return std::nullopt;
  return dismiss("the operation runs only while the system starts, when there "
                 "is nobody to change the place");
}
