//===-- Unpublished.cpp - nobody else knows the object --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeUnpublished(const Candidate &C,
                                               const RuleContext &) {
  if (C.Kind != ObjectKind::Unpublished)
    return std::nullopt;
  return dismiss("the object is not published, not yet or no more, so nobody "
                 "else can write it");
}
