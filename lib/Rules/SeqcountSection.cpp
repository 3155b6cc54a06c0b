//===-- SeqcountSection.cpp - both reads in one section that retries ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

std::optional<Answer> reread::judgeSeqcountSection(const Candidate &C,
                                                   const RuleContext &) {
  // The section's end throws both values away if the place has changed. Which
  // lock serialises the writers does not matter for that.
  auto Section =
      llvm::find_if(C.HeldAcross, [](const LockEvidence &L) { return L.Seq; });
  if (Section == C.HeldAcross.end())
    return std::nullopt;
  return dismiss("both reads are in one read section of '" +
                 lockName(*Section) + "', which retries if the place changed");
}
