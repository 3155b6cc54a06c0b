//===-- Branches.cpp - which paths are worth following -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathChecker.h"
#include "reread/Support/Compat.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"

using namespace clang;
using namespace ento;

namespace reread {

static const CFGBlock *blockOf(CheckerContext &C) {
  return C.getStateManager().getOwningEngine().getBuilderContext().getBlock();
}

bool PathChecker::canStillMatter(const PathState &P, Context &C) const {
  if (!C.inTopFrame())
    return true;
  AnalysisDeclContext *Function =
      C.getLocationContext()->getAnalysisDeclContext();
  const CFGBlock *Here = blockOf(C);
  auto Reachable = [&](SiteBits B, Which W) {
    return llvm::any_of(Now->goals(B, W), [&](const CFGBlock *To) {
      return Loops->reaches(Function, Here, To);
    });
  };
  if (!P.has(Taken, First))
    return Reachable(EnterSite, First);
  if (!P.has(Taken, Second))
    return Reachable(EnterSite, Second);
  if (Now->MayRepeat[First] || Now->MayRepeat[Second])
    return true;
  for (Which W : {First, Second})
    if (!P.has(Reached, W) && !Reachable(UseSite, W))
      return false;
  return true;
}

/// After some rounds a loop's variables, and all memory that others can reach,
/// get new values, which stand for what any number of rounds makes of them.
/// The rounds after that one can add nothing, until the path has got further.
bool PathChecker::goRound(PathState &P, const Stmt *Condition,
                          Context &C) const {
  constexpr unsigned ExactRounds = 3;
  const LocationContext *L = C.getLocationContext();
  const CFGBlock *Here = blockOf(C);
  const LoopInfo::Variables *Changed =
      Loops->changedAround(L->getAnalysisDeclContext(), Here);
  unsigned Visit = C.blockCount();
  if (!Changed || Visit < ExactRounds)
    return true;
  const void *Branch =
      &Branches.try_emplace({L->getStackFrame(), Here}).first->second;
  unsigned Mark = Marks.try_emplace(P.mark(), Marks.size() + 1).first->second;
  auto [At, Old] = P.widened(Branch);
  if (At && Old == Mark)
    // The round at the new values starts after this branch: their own way out
    // is the next one.
    return Visit < At + 2;
  const auto *E = dyn_cast<Expr>(Condition);
  llvm::SmallVector<SVal, 8> Regions;
  for (const VarDecl *V : *Changed)
    Regions.push_back(P.get()->getLValue(V, L));
  ProgramStateRef State = compat::invalidate(C, P.get(), Regions, E);
  // Where the old values come from, later ones may come from, too.
  const PathState Before = P;
  P = PathState(State);
  for (SVal V : Regions)
    if (auto At = V.getAs<Loc>())
      P.addSources(State->getRawSVal(*At),
                   Before.sources(Before.get()->getRawSVal(*At)));
  P.forgetShared();
  P.setWidened(Branch, Visit, Mark);
  return true;
}

void PathChecker::checkBranchCondition(const Stmt *Condition,
                                       Context &C) const {
  if (!Now)
    return;
  if (Now->Confirmed)
    return end(C);
  PathState P(C.getState());
  used(P, Condition, sourcesOf(P, Condition, C), C);
  if (!goRound(P, Condition, C))
    return end(C);
  bool Done = P.has(Reached, First) && P.has(Reached, Second);
  if (!Done && !canStillMatter(P, C))
    return end(C);
  go(P, C);
}

void PathChecker::checkLiveSymbols(ProgramStateRef State,
                                   SymbolReaper &Reaper) const {
  PathState(State).keepAlive(Reaper);
}

void PathChecker::checkDeadSymbols(SymbolReaper &Reaper, Context &C) const {
  PathState P(C.getState());
  P.bury(Reaper);
  C.addTransition(P.get());
}

} // namespace reread
