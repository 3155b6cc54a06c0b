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
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <string>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace reread {

struct RunOptions {
  std::string Root; ///< paths below it are made relative; empty: kept
  Scope What = Scope::KnownPlaces;
  /// Parse functions of headers where they stand, needed or not.
  bool AllBodies = false;
  std::string Overlay; ///< of clang's -ivfsoverlay, absolute; empty: none
  /// Called in the unit's thread with the absolute name of every file that it
  /// reads, by which the compiler knows it, and with an empty one when it
  /// includes what is not there.
  std::function<void(llvm::StringRef)> OnFile;
  bool FreeMemory = true; ///< no, if the process ends with the unit
};

/// Whether and how a unit was lost; what shards hold of it is the number.
enum class UnitFate : uint8_t {
  Analysed,
  Unparsed,
  Crashed,
  Killed,      ///< from outside: by somebody, or by a system short of memory
  OutOfTime,   ///< longer than the limit
  OutOfMemory, ///< more than the limit
};

/// What became of one unit.
struct UnitOutcome {
  std::string File; ///< as the user sees it
  UnitFate Fate = UnitFate::Unparsed;
  std::string Error; ///< one line that says why not, without "reread:"
  UnitResult Result; ///< if parsed(); valid without the AST

  bool parsed() const { return Fate == UnitFate::Analysed; }
};

/// What UnitOutcome::File will be.
std::string shownName(const CompileUnit &Unit, const RunOptions &Options);

/// Parses the unit and analyses it. Safe to call from several threads: the
/// working directory is the unit's own, the process keeps its own. A crash
/// of the parser or the engine is this unit's error and no more.
UnitOutcome runUnit(const CompileUnit &Unit, const Facts &Known,
                    const RunOptions &Options);

/// Parses the unit with all bodies, hands it to Look on a thread that can write
/// no file, and says what went wrong; empty: nothing. A crash is not caught.
std::string visitUnit(const CompileUnit &Unit, const RunOptions &Options,
                      llvm::function_ref<void(clang::CompilerInstance &)> Look);

/// Whether a unit crashed in this process. What it left in LLVM's global lists
/// points to a stack that is gone, so no destructor of a global may run.
bool anyUnitCrashed();

} // namespace reread

#endif // REREAD_TREE_UNITRUNNER_H
