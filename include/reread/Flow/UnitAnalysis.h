//===-- UnitAnalysis.h - the linear engine over one unit -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FLOW_UNITANALYSIS_H
#define REREAD_FLOW_UNITANALYSIS_H

#include "reread/Facts/Facts.h"
#include "reread/Flow/Candidate.h"
#include "reread/Flow/Records.h"
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
class Sema;
} // namespace clang

namespace reread {

class LateBodies;

/// A candidate and the fact that makes its place racy: an index into
/// UnitResult::Given, or -1 if only the place's type says so.
struct UnitCandidate {
  Candidate What;
  int Given = -1;
  uint32_t Place = 0, Function = 0;      ///< indices into UnitResult::Records
  ObjectId Object = CallRecord::Unknown; ///< whose field it is
};

/// A pair whose second read is made by a function of another unit, if that
/// reads the place at all. Begun.What.Second is the call: where it stands, what
/// is held there, and what the result is used for.
struct OpenPair {
  UnitCandidate Begun;
  uint32_t Callee = 0; ///< index into UnitResult::Records.Functions
  std::string Way; ///< from the callee's parameters, or a global, to the place
};

/// What a function that other units can call reads of its parameters' objects
/// and of globals. A use of kind Return stands for what callers do with it.
struct OfferedRead {
  uint32_t Function = 0; ///< index into UnitResult::Records.Functions
  std::string Way;       ///< as in OpenPair
  ReadEvidence Read;
  Between SinceEntry;
};

/// An attribute of the source that asks reread, by its name, for silence.
struct Silence {
  SourcePoint At;
  SourcePoint From; ///< where the text begins that it is about
  unsigned LastLine = 0;
};

struct UnitResult {
  std::vector<UnitCandidate> Candidates;
  UnitRecords Records;
  std::vector<OpenPair> Open;
  std::vector<OfferedRead> Offered;
  /// Place facts that candidates refer to; those of attributes included.
  std::vector<PlaceFact> Given;
  /// Sinks and groups that attributes in the source declare.
  std::vector<GroupFact> Groups;
  unsigned Functions = 0; ///< analysed
  /// Of the names in users' facts, those that it has: see Presence.h.
  std::vector<std::string> Declared;
  std::vector<Silence> Silences; ///< in the functions that were analysed
};

/// Which reads the engine looks at.
enum class Scope {
  KnownPlaces, ///< of places that facts or types make racy
  AllPlaces,   ///< of every field and global: what is racy is inferred later
};

/// Runs the engine over all functions that the unit's main file can reach.
/// Cost is linear in the size of the functions.
UnitResult analyzeUnit(clang::ASTContext &Context, clang::Preprocessor &Macros,
                       const Facts &Known, Scope What = Scope::KnownPlaces);

/// Same, of a unit some of whose bodies are laid aside, at the end of its
/// parsing. The result is void if a body that was needed has an error.
UnitResult analyzeUnit(clang::Sema &Semantics, LateBodies &Late,
                       const Facts &Known, Scope What);

} // namespace reread

#endif // REREAD_FLOW_UNITANALYSIS_H
