//===-- Verdict.h - what path-sensitive confirmation says ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_CONFIRM_VERDICT_H
#define REREAD_CONFIRM_VERDICT_H

#include "reread/Flow/Candidate.h"
#include <string>
#include <vector>

namespace reread {

enum class VerdictKind : uint8_t {
  Unknown,   ///< nobody has looked, or it could not be decided
  Confirmed, ///< a path takes both reads and carries both values to their uses
  Refuted,   ///< all paths were explored, and none does
};

/// One step of a path that confirms.
struct PathStep {
  SourcePoint At;
  std::string Text;
};

struct Verdict {
  VerdictKind Kind = VerdictKind::Unknown;
  /// Why it is refuted or unknown; empty if nobody has looked.
  std::string Reason;
  std::vector<PathStep> Path; ///< if confirmed
  unsigned Steps = 0;         ///< that were explored

  bool asked() const { return Kind != VerdictKind::Unknown || !Reason.empty(); }
};

} // namespace reread

#endif // REREAD_CONFIRM_VERDICT_H
