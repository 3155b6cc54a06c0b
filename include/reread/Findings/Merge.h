//===-- Merge.h - the evidence of all units, together --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_MERGE_H
#define REREAD_FINDINGS_MERGE_H

#include "reread/Findings/Finding.h"
#include "reread/Flow/UnitAnalysis.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reread {

/// Collects results. What a header says is said by every unit that includes
/// it and is kept once, so that memory grows with the tree and not with
/// its units times its headers.
class Merge {
public:
  /// WithoutRules names rules that are not asked.
  Merge(bool Infer, bool PageTables, std::vector<std::string> WithoutRules)
      : Infer(Infer), PageTables(PageTables),
        WithoutRules(std::move(WithoutRules)) {}

  /// Adds a unit that was analysed with Known, which must outlive this.
  /// Returns how many candidates are new. The order of calls matters for
  /// which of several equal candidates is kept.
  size_t add(UnitResult &&Result, const Facts &Known);

  /// Judges the candidates from the given one on, with all writers so far.
  std::vector<Finding> judgeFrom(size_t First) const;

  size_t size() const { return Entries.size(); }

  /// Brings writers into an order of their own. To be called once, after the
  /// last unit.
  void finish();

private:
  struct Entry {
    Candidate What;
    std::optional<PlaceFact> Place;
    const Facts *Known;
  };

  bool Infer, PageTables;
  std::vector<std::string> WithoutRules;
  std::vector<Entry> Entries;
  llvm::StringSet<> SeenCandidates, SeenWrites;
  llvm::StringMap<std::vector<WriteEvidence>> Writers; ///< by place
  /// Facts of units whose attributes add groups.
  std::vector<std::unique_ptr<Facts>> Extended;
};

} // namespace reread

#endif // REREAD_FINDINGS_MERGE_H
