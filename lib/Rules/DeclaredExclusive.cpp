//===-- DeclaredExclusive.cpp - nobody else has access, by declaration ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeDeclaredExclusive(const Candidate &C,
                                                     const RuleContext &) {
  if (!C.Exclusive)
    return std::nullopt;
  return dismiss("the source declares that nobody else writes the place here");
}
