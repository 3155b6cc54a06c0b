//===-- Plan.h - what a work folder is to hold ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A work folder:
//
//   plan                all units in their order, for the merge
//   units/KEY.unit      how to map one unit; its time is when that changed
//   units/KEY.shard     what became of it
//   build.ninja         what Ninja has to do, its logs beside it
//   shard-I-of-N/       the same of a part that is mapped by itself
//   lock
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PLAN_H
#define REREAD_TREE_PLAN_H

#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/UnitFacts.h"
#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// One unit, and all that its result depends on besides the files it reads.
struct PlannedUnit {
  CompileUnit Unit;
  RunOptions Run;
  std::vector<std::string> Facts, Racy; ///< sets and absolute files; places
  std::string Digest; ///< of all this, the facts' text and toolIdentity()

  /// KEY.unit is read and written as it is.
  static llvm::Expected<PlannedUnit> load(llvm::StringRef Path);
  std::string text() const;
};

/// What the merge must know of the units and of what was asked for.
struct Plan {
  struct Unit {
    std::string Key;   ///< of its files; does not depend on other units
    std::string Shown; ///< UnitOutcome::File
    std::string Digest;
    std::vector<std::string> Facts;
  };
  std::string Tool;        ///< toolIdentity() of who planned
  std::string FactsDigest; ///< of the text of all facts
  std::string Root, Overlay;
  bool InferTypes = true, InferTree = false;
  bool Whole = false; ///< TreeOptions::Whole
  std::vector<std::string> Racy;
  unsigned Shards = 1; ///< parts: unit I belongs to part I modulo Shards
  std::vector<Unit> Units;

  static llvm::Expected<Plan> load(llvm::StringRef Folder);
  llvm::Error save(llvm::StringRef Folder) const;

  /// Facts by unit, if they still are what the units were planned with.
  llvm::Expected<UnitFacts> facts() const;
};

/// The path of a unit's file in a work folder; Extension is "unit" or "shard".
std::string unitFile(llvm::StringRef Folder, llvm::StringRef Key,
                     llvm::StringRef Extension);

/// The units as they are to be mapped. The facts must be readable.
std::vector<PlannedUnit> planUnits(llvm::ArrayRef<CompileUnit> Units,
                                   const RunOptions &Run,
                                   const FactsChoice &Choice);

Plan planTree(llvm::ArrayRef<PlannedUnit> Units, const RunOptions &Run,
              bool InferTypes, unsigned Shards);

} // namespace reread

#endif // REREAD_TREE_PLAN_H
