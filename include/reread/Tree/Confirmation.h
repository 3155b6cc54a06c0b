//===-- Confirmation.h - verdicts for the findings of a tree -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_CONFIRMATION_H
#define REREAD_TREE_CONFIRMATION_H

#include "reread/Findings/Confirmation.h"
#include "reread/Tree/UnitMap.h"
#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// One unit, and all that its confirmation depends on.
struct UnitToConfirm {
  CompileUnit Unit;
  RunOptions Run;
  const Facts *Known = nullptr;
  /// Stands for all of this and for the unit's files; empty: its verdicts are
  /// not saved.
  std::string State = {};
};

class SavedVerdicts;

/// Settles the findings, each unit in a process of its own, of which Jobs run
/// at a time. A finding that crashes the engine or needs too much memory stays
/// unknown; so do, in a unit that takes too long, all that are not answered
/// yet. What Saved has is not asked again, and what is asked is added to it.
/// Not for programs with threads.
llvm::Error
settleFindings(llvm::ArrayRef<Finding *> Findings,
               const ConfirmOptions &Options, unsigned Jobs,
               const UnitLimits &Limits, SavedVerdicts &Saved,
               llvm::function_ref<llvm::Expected<UnitToConfirm>(size_t)> Of);

} // namespace reread

#endif // REREAD_TREE_CONFIRMATION_H
