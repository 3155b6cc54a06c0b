//===-- UnitRunner.h - parse one unit and run the engine on it -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_UNITRUNNER_H
#define REREAD_TREE_UNITRUNNER_H

#include "reread/Facts/Facts.h"
#include "reread/Flow/UnitAnalysis.h"
#include "reread/Tree/CompileDatabase.h"
#include <string>

namespace reread {

struct RunOptions {
  std::string Root; ///< paths below it are made relative; empty: kept
  Scope What = Scope::KnownPlaces;
  std::string Overlay; ///< of clang's -ivfsoverlay, absolute; empty: none
};

/// What became of one unit.
struct UnitOutcome {
  std::string File; ///< as the user sees it
  bool Parsed = false;
  std::string Error; ///< one line that says why not, without "reread:"
  UnitResult Result; ///< if Parsed; valid without the AST
};

/// Parses the unit and analyses it. Safe to call from several threads: the
/// working directory is the unit's own, the process keeps its own. A crash
/// of the parser or the engine is this unit's error and no more.
UnitOutcome runUnit(const CompileUnit &Unit, const Facts &Known,
                    const RunOptions &Options);

/// Whether a unit crashed in this process. What it left in LLVM's global lists
/// points to a stack that is gone, so no destructor of a global may run.
bool anyUnitCrashed();

} // namespace reread

#endif // REREAD_TREE_UNITRUNNER_H
