//===-- Reduction.h - the shards of a work folder, merged ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_REDUCTION_H
#define REREAD_TREE_REDUCTION_H

#include "reread/Findings/Merge.h"
#include "reread/Tree/TreeAnalysis.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace reread {

/// Merges the shards of a folder in the order of the plan, one at a time in
/// each of two passes, so that memory grows with what the tree has and not
/// with its shards. Fails only if it is interrupted, or if a shard changes
/// meanwhile.
class Reduction {
public:
  Reduction(const WorkFolder &Folder, const Plan &Planned,
            const UnitFacts &Known, const MergeOptions &Options)
      : Folder(Folder), Planned(Planned), Known(Known), All(Options),
        KeepDismissed(Options.KeepDismissed), Usable(Planned.Units.size()) {}

  /// The first pass.
  llvm::Error learn();

  /// Units whose shards are not there, or not as they must be.
  llvm::ArrayRef<size_t> unusable() const { return Unusable; }

  /// The second pass.
  llvm::Expected<TreeResult> judge();

  /// Instead of that one.
  TreeResult takeLearnt();

private:
  void learnUnit(size_t I);
  void miss(size_t I);
  llvm::Error takeOffers();
  TreeResult takeResult();
  void lose(size_t I, UnitFate Fate, std::string Line);

  const WorkFolder &Folder;
  const Plan &Planned;
  const UnitFacts &Known;
  Merge All;
  bool KeepDismissed;
  /// Candidates that Merge was given: it would drop them a second time.
  llvm::DenseSet<uint64_t> Judged;
  std::vector<bool> Usable;
  /// meetingKey() of what some unit leaves open, and of what some unit offers,
  /// with the units that do.
  llvm::DenseSet<uint64_t> Open, Meeting;
  std::vector<std::pair<uint64_t, uint32_t>> Offered;
  std::vector<size_t> Unusable;
  TreeResult Result;
};

/// Takes all that was judged, if it is to be kept, and ranks what is reported.
void takeFindings(Merge &All, const UnitFacts &Known, bool KeepDismissed,
                  TreeResult &Result);

} // namespace reread

#endif // REREAD_TREE_REDUCTION_H
