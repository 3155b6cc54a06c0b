//===-- DiagnosticOnly.cpp - values that are only shown to people ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeDiagnosticOnly(const Candidate &C,
                                                  const RuleContext &) {
  if (decideOneWarning(C))
    return std::nullopt;
  bool First = isOnlyShown(C.First), Second = isOnlyShown(C.Second);
  if (First && Second)
    return dismiss("both values are only shown to people");
  if (First || Second)
    return lower(std::string("the ") + (First ? "first" : "second") +
                 " value is only shown to people");
  return std::nullopt;
}
