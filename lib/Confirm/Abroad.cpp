//===-- Abroad.cpp - reads that functions of other units make ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Such a function has no body here. Its own unit has shown that it reads the
// place in what it is given, and uses the value: its call is the read. Whether
// the function's own paths allow that is not asked again.
//
//===----------------------------------------------------------------------===//

#include "PathChecker.h"
#include "reread/Support/Compat.h"

using namespace clang;
using namespace ento;

namespace reread {

/// Part is Whole, a part of it, or what a pointer in it points to.
static bool isReachedFrom(const MemRegion *Part, const MemRegion *Whole) {
  Whole = Whole->StripCasts();
  while (Part) {
    Part = Part->StripCasts();
    if (Part == Whole)
      return true;
    if (const auto *Symbolic = dyn_cast<SymbolicRegion>(Part))
      Part = Symbolic->getSymbol()->getOriginRegion();
    else if (const auto *Sub = dyn_cast<SubRegion>(Part))
      Part = Sub->getSuperRegion();
    else
      return false;
  }
  return false;
}

/// A variable that there is once, or a field of it.
static bool isOneGlobal(const MemRegion *R) {
  while (const auto *Field = dyn_cast<FieldRegion>(R))
    R = Field->getSuperRegion();
  return isa<VarRegion>(R) && !isa<StackSpaceRegion>(compat::memorySpace(R));
}

/// Only second reads are joined from other units (Merge::join()).
bool PathChecker::readsAbroad(const CallEvent &Call, Context &C) const {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  const auto &Via = Now->Where.read(Second).Via;
  size_t Level;
  return F && !F->hasBody() &&
         Now->Where.isOnWay(C.getLocationContext(), Second, Level) &&
         Level < Via.size() && Via[Level].Function == F->getNameAsString() &&
         Now->Where.isCallAt(Call.getOriginExpr(), Via[Level].Call);
}

llvm::SmallVector<ProgramStateRef, 2>
PathChecker::takeAbroad(const PathState &P, const CallEvent &Call,
                        Context &C) const {
  // A later pass may be the one that matters.
  llvm::SmallVector<ProgramStateRef, 2> Out{P.get()};
  if (!P.has(Taken, First))
    return Out;
  const MemRegion *Before = P.object(First);
  auto IsOf = [&](SVal V) {
    const MemRegion *R = V.getAsRegion();
    return R && (isReachedFrom(Before, R) || isReachedFrom(R, Before));
  };
  bool Same = Before && isOneGlobal(Before);
  for (unsigned I = 0; Before && I != Call.getNumArgs(); ++I)
    Same |= IsOf(Call.getArgSVal(I));
  if (const auto *Method = dyn_cast<CXXInstanceCall>(&Call); Before && Method)
    Same |= IsOf(Method->getCXXThisVal());

  const Expr *E = Call.getOriginExpr();
  // Of one type, so that the two values can be compared: see mayDiffer().
  SymbolRef Earlier = P.snapshot(First);
  QualType T = Earlier ? Earlier->getType() : C.getASTContext().IntTy;
  PathState Q = P;
  Q.take(Second, compat::conjure(C, &Now->Where, E, T), Before);
  if (!Same)
    Q.addStage(OtherObject);
  Now->TakenAt.insert(E);
  Now->TookBoth = true;
  const Stmt *Outer = Sites::callInOperation(C.getLocationContext());
  if (Now->NoUse[Second] ||
      Now->Where.isUsedAt(Outer ? Outer : E, Second, Sites::User::Callee))
    Q.addStage(bitOf(Reached, Second) | bitOf(Carried, Second));
  Q.addSources(Call.getReturnValue(), 1u << Second);
  Out.push_back(Q.get());
  return Out;
}

} // namespace reread
