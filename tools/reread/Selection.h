//===-- Selection.h - which findings are shown ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_SELECTION_H
#define REREAD_TOOLS_SELECTION_H

#include "Analysis.h"
#include "reread/Selection/Baseline.h"
#include "reread/Selection/Suppressions.h"
#include <optional>

/// What is left to be shown.
struct Selection {
  std::vector<reread::Finding> Findings; ///< of the tiers that are shown
  std::vector<reread::KnownFinding> Fixed;
  std::vector<reread::Finding> Suppressed; ///< each with the reason
};

/// The options that leave findings out.
class SelectionArguments {
public:
  void addTo(OptionTable &Table);

  /// Reads the files that the options name, for findings of tiers 1 to Tier.
  llvm::Error load(unsigned Tier);

  /// To be called when Options are complete: findings compare only with those
  /// that were looked for in the same way.
  llvm::Error checkComparable(const AnalysisArguments &Options) const;

  /// Chooses from the findings, and says on stderr how many were left out.
  /// Units are those of a part of a tree, and empty for all of it.
  llvm::Expected<Selection> select(const reread::TreeResult &Result,
                                   llvm::ArrayRef<reread::CompileUnit> Units,
                                   const AnalysisArguments &Options) const;

  void addSuppressionsTo(OptionTable &Table);

  bool Quiet = false; ///< does not say how many were left out

private:
  void suppress(std::vector<reread::Finding> &Findings,
                std::vector<reread::Finding> &Suppressed,
                const reread::TreeResult &Result,
                const AnalysisArguments &Options) const;
  void compare(Selection &Chosen, const reread::TreeResult &Result,
               llvm::ArrayRef<reread::CompileUnit> Units,
               const AnalysisArguments &Options) const;

  std::string BaselineFile;
  std::vector<std::string> SuppressionFiles;
  reread::Suppressions Excused;
  std::optional<reread::Baseline> Earlier;
};

#endif // REREAD_TOOLS_SELECTION_H
