//===-- PathChecker.h - follows two snapshots along every path -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything errs to the side of more paths: what cannot be told apart counts
// as possible, and what was lost track of is noted, so that no candidate is
// refuted because of it.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_PATHCHECKER_H
#define REREAD_LIB_CONFIRM_PATHCHECKER_H

#include "AsmLowering.h"
#include "Loops.h"
#include "PathState.h"
#include "PlaceNames.h"
#include "reread/Facts/Vocabulary.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/FunctionSummary.h"
#include <array>
#include <map>
#include <memory>
#include <set>

namespace reread {

/// One question about one function, and what the paths say to it.
struct Inquiry {
  Inquiry(FileNames &Files, const Question &Asked, bool NamedPlace)
      : Where(Files, Asked), NamedPlace(NamedPlace) {}

  Sites Where;
  clang::ento::FunctionSummariesTy Summaries;
  bool NamedPlace;
  bool NoUse[2] = {true, true}; ///< none of its uses is in the operation
  /// Blocks of the operation with a site of this bit.
  llvm::SmallVector<const clang::CFGBlock *, 2> Goals[6];
  llvm::ArrayRef<const clang::CFGBlock *> goals(SiteBits B, Which W) const {
    return Goals[llvm::countr_zero(bitOf(B, W))];
  }
  bool Recursive = false;             ///< the way to a read
  bool MayRepeat[2] = {false, false}; ///< a path may pass the read again

  // What was found.
  bool Confirmed = false;
  bool TookFirst = false, TookBoth = false;
  /// A read was passed and not recognised; of the second one, after the first.
  bool Passed[2] = {false, false};
  std::set<const clang::Stmt *> TakenAt;
  bool SawReached = false; ///< both uses, the values not known to arrive
  bool SawEqual = false;   ///< both uses, with equal values
  bool NotEntered = false; ///< a call on the way to a read
  /// On the way to it; by names and places, and by places alone.
  std::array<bool, 2> MetCall{}, MetOther{};
  bool OneExpression = false; ///< has both reads, or the calls on the way
  std::vector<PathStep> Path;
};

class PathChecker
    : public clang::ento::Checker<
          clang::ento::check::Location, clang::ento::check::Bind,
          clang::ento::check::PostStmt<clang::Expr>,
          clang::ento::check::PostStmt<clang::DeclStmt>,
          clang::ento::check::PreStmt<clang::ReturnStmt>,
          clang::ento::check::BranchCondition, clang::ento::check::PreCall,
          clang::ento::check::PostCall, clang::ento::eval::Call,
          clang::ento::check::LiveSymbols, clang::ento::check::DeadSymbols> {
public:
  // Set by whoever drives the engine.
  AsmLowering *Lowering = nullptr;
  Vocabulary *Words = nullptr;
  FileNames *Files = nullptr;
  LoopInfo *Loops = nullptr;
  mutable Inquiry *Now = nullptr;
  /// Places that other threads write: of them all of the unit's questions are.
  std::set<std::string> Racy;

  using Context = clang::ento::CheckerContext;
  void checkLocation(clang::ento::SVal Location, bool IsLoad,
                     const clang::Stmt *S, Context &C) const;
  void checkBind(clang::ento::SVal Location, clang::ento::SVal Value,
                 const clang::Stmt *S, Context &C) const;
  /// As LLVM 22 calls it.
  void checkBind(clang::ento::SVal Location, clang::ento::SVal Value,
                 const clang::Stmt *S, bool AtDeclaration, Context &C) const {
    checkBind(Location, Value, S, C);
  }
  void checkPostStmt(const clang::Expr *E, Context &C) const;
  void checkPostStmt(const clang::DeclStmt *S, Context &C) const;
  void checkPreStmt(const clang::ReturnStmt *S, Context &C) const;
  void checkBranchCondition(const clang::Stmt *Condition, Context &C) const;
  void checkPreCall(const clang::ento::CallEvent &Call, Context &C) const;
  void checkPostCall(const clang::ento::CallEvent &Call, Context &C) const;
  bool evalCall(const clang::ento::CallEvent &Call, Context &C) const;
  void checkLiveSymbols(clang::ento::ProgramStateRef State,
                        clang::ento::SymbolReaper &Reaper) const;
  void checkDeadSymbols(clang::ento::SymbolReaper &Reaper, Context &C) const;

private:
  // Reads (Reads.cpp).
  bool mayBeRead(const clang::Stmt *S, const clang::ento::MemRegion *From,
                 Context &C, Which W) const;
  bool mayBeOneObject(PathState &P, const clang::ento::MemRegion *From,
                      Context &C) const;
  /// The states that go on: with the read taken as the one or the other of the
  /// candidate, or passed over.
  llvm::SmallVector<clang::ento::ProgramStateRef, 3>
  read(PathState P, const clang::Stmt *S, clang::ento::SVal Value,
       const clang::ento::MemRegion *From, Context &C) const;
  void goOn(llvm::ArrayRef<clang::ento::ProgramStateRef> States,
            Context &C) const;
  /// The place, in a struct that is read as a whole; null if it is not in it.
  const clang::ento::MemRegion *partRead(const PathState &P,
                                         const clang::ento::MemRegion *Whole,
                                         clang::QualType T,
                                         unsigned Depth = 0) const;
  /// Gives what is read a new value, and takes it if it is of the candidate.
  llvm::SmallVector<clang::ento::ProgramStateRef, 3>
  load(PathState P, const clang::Expr *E, const clang::ento::MemRegion *R,
       Context &C) const;
  void noteUnseenRead(const PathState &P, const clang::Expr *E,
                      Context &C) const;
  bool isRacy(const clang::ento::MemRegion *R, const clang::Stmt *S) const;

  // Uses (Uses.cpp).
  void used(PathState &P, const clang::Stmt *S, unsigned Sources,
            Context &C) const;
  /// What is handed to a callee. One that is entered will show what it does
  /// with it.
  void handedOver(PathState &P, const clang::ento::CallEvent &Call,
                  bool Entered, Context &C) const;
  unsigned sourcesOf(const PathState &P, const clang::Stmt *S,
                     Context &C) const;
  bool mayDiffer(const PathState &P) const;
  /// Ends the path if it has nothing more to tell.
  /// The value of an expression; of a load, what is stored there: what is known
  /// to be one number is no symbol any more.
  static clang::ento::SVal valueOf(const clang::Expr *E,
                                   const clang::ento::ProgramStateRef &State,
                                   const clang::LocationContext *L);
  void go(PathState &P, Context &C,
          const clang::ProgramPointTag *Tag = nullptr) const;
  static void end(Context &C) {
    C.generateSink(C.getState(), C.getPredecessor());
  }

  // Calls (Calls.cpp).
  void evalAsm(const LoweredAsm &L, const clang::ento::CallEvent &Call,
               Context &C) const;
  /// An atomic builtin that is a load.
  void readBuiltin(const clang::AtomicExpr *E, Context &C) const;
  bool evalBuiltin(const clang::CallExpr *E, unsigned Id, Context &C) const;
  bool evalRead(const clang::ento::CallEvent &Call, Context &C) const;
  bool isOnWay(const clang::ento::CallEvent &Call, Context &C) const;
  void noteCallee(const clang::ento::CallEvent &Call, Context &C) const;
  bool mayEnter(const clang::ento::CallEvent &Call,
                const clang::FunctionDecl *F, Context &C) const;
  unsigned argumentSources(const PathState &P,
                           const clang::ento::CallEvent &Call) const;
  /// What equal inputs are known by; null if they are not known to be equal.
  const void *inputsOf(const void *What,
                       llvm::ArrayRef<clang::ento::SVal> Values) const;

  // Functions of other units (Abroad.cpp).
  bool readsAbroad(const clang::ento::CallEvent &Call, Context &C) const;
  llvm::SmallVector<clang::ento::ProgramStateRef, 2>
  takeAbroad(const PathState &P, const clang::ento::CallEvent &Call,
             Context &C) const;

  // Branches (Branches.cpp).
  bool canStillMatter(const PathState &P, Context &C) const;
  /// False if the path has been round the loop often enough.
  bool goRound(PathState &P, const clang::Stmt *Condition, Context &C) const;

  mutable std::map<std::vector<const void *>, char> Interned;
  mutable std::map<PathState::Mark, unsigned> Marks;
  mutable std::map<std::pair<const void *, const void *>, char> Branches;
  mutable PlaceNames Places;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_PATHCHECKER_H
