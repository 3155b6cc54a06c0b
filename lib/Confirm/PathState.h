//===-- PathState.h - what is remembered along a path --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two snapshots, what has become of them, which values come from them, and
// which memory another thread or an opaque callee may have changed.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_PATHSTATE_H
#define REREAD_LIB_CONFIRM_PATHSTATE_H

#include "Sites.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramState.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ProgramStateTrait.h"
#include <tuple>
#include <utility>

namespace reread {

/// What has happened on the path.
enum StageBits : unsigned {
  Taken = 1,        ///< the read was passed
  Reached = 4,      ///< and then one of its uses
  Carried = 16,     ///< which the value has arrived at
  OtherObject = 64, ///< the two regions are not known to be one
};
inline unsigned bitOf(StageBits B, Which W) { return B << W; }

class PathState {
public:
  explicit PathState(clang::ento::ProgramStateRef State)
      : State(std::move(State)) {}

  const clang::ento::ProgramStateRef &get() const { return State; }

  unsigned stage() const;
  bool has(StageBits B, Which W) const { return stage() & bitOf(B, W); }
  bool bothTaken() const { return has(Taken, First) && has(Taken, Second); }
  void addStage(unsigned Bits);

  /// Starts with a read: forgets what became of an earlier one.
  void take(Which W, clang::ento::SVal Value,
            const clang::ento::MemRegion *From);
  clang::ento::SymbolRef snapshot(Which W) const;
  const clang::ento::MemRegion *object(Which W) const;

  /// Which snapshots the value was computed from: bit 1 << Which.
  unsigned sources(clang::ento::SVal V) const;
  /// The symbol of V was computed from these, though its shape does not say so.
  void addSources(clang::ento::SVal V, unsigned Sources);

  /// Anything shared may have changed.
  void forgetShared();
  bool isForgotten(const clang::ento::MemRegion *R) const;
  void know(const clang::ento::MemRegion *R);
  /// Others may know the address of this variable.
  void escape(const clang::ento::MemRegion *R);
  bool isShared(const clang::ento::MemRegion *R) const;

  /// What equal inputs gave before; null if there were none.
  clang::ento::SymbolRef result(const void *Inputs) const;
  void setResult(const void *Inputs, clang::ento::SymbolRef S);

  /// At which visit a loop's branch was last made to stand for all later
  /// iterations, and the number of the mark there; 0: never.
  std::pair<unsigned, unsigned> widened(const void *Branch) const;
  void setWidened(const void *Branch, unsigned Visit, unsigned Mark);
  /// Differs where the path has got further.
  using Mark = std::tuple<unsigned, const void *, const void *>;
  Mark mark() const;

  void keepAlive(clang::ento::SymbolReaper &Reaper) const;
  void bury(clang::ento::SymbolReaper &Reaper);

private:
  /// Of a struct that was copied: those of its fields.
  unsigned sourcesOfCopy(clang::ento::nonloc::LazyCompoundVal Copy) const;

  clang::ento::ProgramStateRef State;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_PATHSTATE_H
