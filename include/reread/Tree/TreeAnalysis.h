//===-- TreeAnalysis.h - all units of a tree, merged and judged ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_TREEANALYSIS_H
#define REREAD_TREE_TREEANALYSIS_H

#include "reread/Facts/Presence.h"
#include "reread/Findings/Merge.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/Confirmation.h"
#include "reread/Tree/UnitFacts.h"
#include "reread/Tree/UnitRunner.h"
#include "reread/Tree/WorkFolder.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace reread {

struct TreeOptions {
  FactsChoice Known;
  RunOptions Run;
  MergeOptions Judge;
  MapOptions Map;
  ConfirmChoice Confirm;
  bool Whole = false; ///< the units are all of a tree
  /// Of the result nobody wants Quiet and Learnt, nor the numbers in it: a work
  /// folder may have it from an earlier run.
  bool FindingsOnly = false;
};

/// Units of one part of a work folder that have not been mapped.
struct MissingPart {
  PartOfUnits Part;
  size_t Missing = 0, Units = 0;
};

struct TreeResult {
  std::vector<Finding> Findings; ///< ranked, of all tiers
  /// Every judged candidate, dismissed ones too, in the order of units; empty
  /// if dismissed ones were not to be kept.
  std::vector<Finding> Judged;
  std::vector<Finding> Others;       ///< that findings speak for: see rank()
  std::vector<Finding> Refuted;      ///< no path takes them
  std::vector<QuietPair> Quiet;      ///< candidates that nothing makes racy
  std::vector<UnitOutcome> Failures; ///< units that were lost
  std::vector<MissingPart> Missing;  ///< besides these
  std::vector<NamedFact> Undeclared; ///< by no unit that was analysed
  std::vector<SourcePoint> Idle;     ///< attributes that hide nothing
  size_t Units = 0;
  Program Learnt; ///< who calls and accesses what, in all units

  size_t lost() const;
};

/// Analyses the units on Map.Jobs threads, merges who writes what, and judges
/// every candidate. The result does not depend on the number of threads. Fails
/// only if the facts cannot be read, or there is no such rule.
llvm::Expected<TreeResult> analyzeTree(llvm::ArrayRef<CompileUnit> Units,
                                       const TreeOptions &Options);

/// Same, but each unit in a process of its own, and only those whose shards in
/// the folder are not up to date. Fails also if the folder cannot be written.
llvm::Expected<TreeResult> analyzeTree(WorkFolder &Folder,
                                       llvm::ArrayRef<CompileUnit> Units,
                                       const TreeOptions &Options);

/// Only brings the shards of the folder's part of the units up to date.
llvm::Error mapTree(WorkFolder &Folder, llvm::ArrayRef<CompileUnit> Units,
                    const TreeOptions &Options);

/// Judges what the shards of a folder have, as the plan in it wants: sets the
/// root and overlay of Options.Run, and which places are inferred.
llvm::Expected<TreeResult> mergeTree(const WorkFolder &Folder,
                                     TreeOptions &Options);

/// Same, but judges nothing: only Learnt, and what was lost.
llvm::Expected<TreeResult> learnTree(const WorkFolder &Folder,
                                     TreeOptions &Options);

} // namespace reread

#endif // REREAD_TREE_TREEANALYSIS_H
