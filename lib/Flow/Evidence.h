//===-- Evidence.h - candidates and writes, free of the AST --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_EVIDENCE_H
#define REREAD_LIB_FLOW_EVIDENCE_H

#include "Recorder.h"
#include "Suppression.h"

namespace reread {

/// Turns the pairs and writes of each function into candidates.
class Evidence {
public:
  Evidence(UnitEngine &Unit, UnitResult &Result)
      : Unit(Unit), Result(Result), Records(Unit, Result.Records),
        Suppressed(Unit.Context) {}

  void add(const clang::FunctionDecl *F, const FunctionEngine &Engine);

  /// Of a function that was added: it drops the lock, which its callers held.
  bool drops(const clang::FunctionDecl *F, Sym Lock) const {
    return DroppedBy.count({F, Lock});
  }

  /// When all callers are known: adds the locks that all of them hold.
  void finish(llvm::function_ref<llvm::SmallVector<Summary::LockChange, 2>(
                  const clang::FunctionDecl *)>
                  EntryLocks);

private:
  Candidate candidate(const clang::FunctionDecl *F,
                      const FunctionEngine &Engine, const PairRecord &P);
  UnitCandidate unitCandidate(const clang::FunctionDecl *F,
                              const FunctionEngine &Engine,
                              const PairRecord &P);
  void offer(const clang::FunctionDecl *F, const FunctionEngine &Engine);
  ReadEvidence read(const clang::FunctionDecl *F, const ReadRecord &R);
  UseEvidence use(const clang::FunctionDecl *F, const UseRecord &U);
  std::vector<LockEvidence> locks(const clang::FunctionDecl *F,
                                  const LockMap &Locks);
  SourcePoint point(clang::SourceLocation L);
  bool isDeclaredIntentional(Sym Place);

  UnitEngine &Unit;
  UnitResult &Result;
  Recorder Records;
  SuppressionLookup Suppressed;
  std::vector<const clang::FunctionDecl *> CandidateOf, OpenIn, Analysed;
  /// Locks that a function itself drops are not held all through it.
  llvm::DenseSet<std::pair<const clang::FunctionDecl *, Sym>> DroppedBy;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_EVIDENCE_H
