//===-- PageTableGetters.cpp - page-table entries read level by level -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer>
reread::judgePageTableGetters(const Candidate &C, const RuleContext &Context) {
  // Getters of folded levels read the same word again by construction.
  if (!C.PageTableEntry || Context.PageTables)
    return std::nullopt;
  return dismiss("both reads are by page-table getters, which read folded "
                 "levels again");
}
