//===-- CurrentTask.cpp - the running task's own object -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeCurrentTask(const Candidate &C,
                                               const RuleContext &) {
  if (C.Kind != ObjectKind::CurrentTask)
    return std::nullopt;
  return dismiss("the place is the running task's own");
}
