//===-- Judgement.h - the steps from a candidate to a finding -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Findings.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FINDINGS_JUDGEMENT_H
#define REREAD_LIB_FINDINGS_JUDGEMENT_H

#include "../Rules/Common/Evidence.h"
#include "reread/Findings/Finding.h"

namespace reread {

/// What happens if the values differ, and the two uses that say so. A use is
/// null only if its snapshot has none.
struct Outcome {
  Consequence Effect = Consequence::Low;
  const UseEvidence *First = nullptr, *Second = nullptr;
  GroupHit Group;
};

Outcome findOutcome(const Candidate &C, const Facts &Known);

/// DESIGN.md, section 5; docs/tiers.md has the table.
unsigned tierOf(Consequence Effect, Evidence Grade);

/// Sixteen hex digits; see Fingerprint.cpp for what goes in.
std::string fingerprintOf(const Candidate &C, const Outcome &O);

/// Writes message, remedy, notes and the shown writers.
void describe(Finding &F, const Outcome &O, const RuleContext &Context);

/// What to do about it, in a few words, and what Finding::ReadOnceWith is
/// (Remedy.cpp).
std::string remedyFor(const Candidate &C, const RuleContext &Context,
                      std::optional<std::string> &ReadOnceWith);

} // namespace reread

#endif // REREAD_LIB_FINDINGS_JUDGEMENT_H
