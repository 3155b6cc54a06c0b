//===-- Silences.h - what the source hides --------------------------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_SILENCES_H
#define REREAD_FINDINGS_SILENCES_H

#include "reread/Findings/Finding.h"
#include "reread/Flow/UnitAnalysis.h"
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace reread {

/// The attributes of all units that ask reread for silence, and the findings
/// that there would be without them.
class Silences {
public:
  void add(const std::vector<Silence> &OfUnit);

  /// Counts a dismissed candidate, if only the attribute dismisses it.
  void noteIfHidden(const Finding &F);

  /// The attributes that hide none of those, sorted.
  std::vector<SourcePoint> idle() const;

private:
  using Position = std::tuple<std::string, unsigned, unsigned>;
  /// By where the attribute is: a header's is seen by many units.
  std::map<Position, std::vector<Silence>> All;
  std::vector<SourcePoint> Hidden;
};

} // namespace reread

#endif // REREAD_FINDINGS_SILENCES_H
