//===-- TreeAnalysis.h - all units of a tree, merged and judged ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_TREEANALYSIS_H
#define REREAD_TREE_TREEANALYSIS_H

#include "reread/Findings/Merge.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/UnitFacts.h"
#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace reread {

struct TreeProgress {
  size_t Done = 0, Total = 0;
};

struct TreeOptions {
  FactsChoice Known;
  RunOptions Run;
  MergeOptions Judge;
  unsigned Jobs = 0; ///< threads; 0: one for each hardware thread
  /// Called after every unit, by one thread at a time, in any order of units.
  std::function<void(const TreeProgress &)> OnProgress;
};

struct TreeResult {
  std::vector<Finding> Findings; ///< ranked, of all tiers
  /// Every judged candidate, dismissed ones too, in the order of units.
  std::vector<Finding> Judged;
  std::vector<UnitOutcome> Failures; ///< units that did not parse
  size_t Units = 0;
};

/// Analyses the units on Jobs threads, merges who writes what, and judges
/// every candidate. The result does not depend on the number of threads. Fails
/// only if the facts cannot be read, or there is no such rule.
llvm::Expected<TreeResult> analyzeTree(llvm::ArrayRef<CompileUnit> Units,
                                       const TreeOptions &Options);

} // namespace reread

#endif // REREAD_TREE_TREEANALYSIS_H
