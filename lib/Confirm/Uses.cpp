//===-- Uses.cpp - what becomes of the two values ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathChecker.h"
#include "Witness.h"
#include "reread/Support/Compat.h"

using namespace clang;
using namespace ento;

namespace reread {

/// Where an lvalue is, also after the engine has forgotten the expression.
static SVal locationOf(const Expr *E, const ProgramStateRef &State,
                       const LocationContext *L) {
  E = E->IgnoreParens();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && !V->getType()->isReferenceType())
      return State->getLValue(V, L);
  if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
      return State->getLValue(Field, locationOf(M->getBase(), State, L));
  return State->getSVal(E, L);
}

SVal PathChecker::valueOf(const Expr *E, const ProgramStateRef &State,
                          const LocationContext *L) {
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    if (C->getCastKind() == CK_LValueToRValue) {
      if (auto At = locationOf(C->getSubExpr(), State, L).getAs<Loc>())
        return State->getRawSVal(*At, C->getType());
    } else if (C->getSubExpr()->isPRValue() &&
               State->getSVal(E, L).isConstant()) {
      return valueOf(C->getSubExpr(), State, L);
    }
  }
  return State->getSVal(E, L);
}

unsigned PathChecker::sourcesOf(const PathState &P, const Stmt *S,
                                Context &C) const {
  const LocationContext *L = C.getLocationContext();
  unsigned Sources = 0;
  // A variable that is not needed any more has lost its value, which the
  // expression still has.
  auto Add = [&](const Stmt *Part) {
    if (const auto *E = dyn_cast_or_null<Expr>(Part))
      Sources |=
          P.sources(valueOf(E, P.get(), L)) | P.sources(P.get()->getSVal(E, L));
  };
  Add(S);
  // What it hands over has been seen to: handedOver().
  if (isa<CallExpr>(S))
    return Sources;
  constexpr unsigned Depth = 3; // through casts and parentheses
  llvm::SmallVector<std::pair<const Stmt *, unsigned>, 8> Work{{S, 0}};
  while (!Work.empty()) {
    auto [Now, Level] = Work.pop_back_val();
    for (const Stmt *Child : Now->children()) {
      Add(Child);
      if (Child && Level < Depth && !isa<StmtExpr, CallExpr>(Child))
        Work.push_back({Child, Level + 1});
    }
  }
  return Sources;
}

void PathChecker::used(PathState &P, const Stmt *S, unsigned Sources,
                       Context &C) const {
  const Stmt *Call = Sites::callInOperation(C.getLocationContext());
  unsigned Bits = Now->Where.at(Call ? Call : S);
  for (Which W : {First, Second}) {
    if (!(Bits & bitOf(UseSite, W)) || !P.has(Taken, W))
      continue;
    P.addStage(bitOf(Reached, W));
    if (Sources & (1u << W))
      P.addStage(bitOf(Carried, W));
  }
}

void PathChecker::handedOver(PathState &P, const CallEvent &Call, bool Entered,
                             Context &C) const {
  const Stmt *Origin = Call.getOriginExpr();
  if (!Origin)
    return;
  unsigned Sources = argumentSources(P, Call);
  const Stmt *Outer = Sites::callInOperation(C.getLocationContext());
  for (Which W : {First, Second})
    if (Entered &&
        (Outer || !Now->Where.isUsedAt(Origin, W, Sites::User::Operation)))
      Sources &= ~(1u << W);
  used(P, Origin, Sources, C);
}

bool PathChecker::mayDiffer(const PathState &P) const {
  SymbolRef A = P.snapshot(First), B = P.snapshot(Second);
  if (!A || !B)
    return true;
  // A pointer that one of the two reads as a number: the engine compares
  // pointers with pointers only.
  if (Loc::isLocType(A->getType()) != Loc::isLocType(B->getType()))
    return true;
  ProgramStateRef State = P.get();
  ConstraintManager &Constraints = State->getConstraintManager();
  const llvm::APSInt *NumberA = Constraints.getSymVal(State, A);
  const llvm::APSInt *NumberB = Constraints.getSymVal(State, B);
  if (NumberA && NumberB)
    return !llvm::APSInt::isSameValue(*NumberA, *NumberB);
  SValBuilder &Values = State->getStateManager().getSValBuilder();
  SVal Differ =
      Values.evalBinOp(State, BO_NE, Values.makeSymbolVal(A),
                       Values.makeSymbolVal(B), Values.getConditionType());
  auto Known = Differ.getAs<DefinedSVal>();
  return !Known || State->assume(*Known, true);
}

void PathChecker::go(PathState &P, Context &C,
                     const ProgramPointTag *Tag) const {
  bool Both = P.has(Reached, First) && P.has(Reached, Second);
  if (Both && P.bothTaken()) {
    if (!mayDiffer(P)) {
      // What is equal now stays equal.
      Now->SawEqual = true;
      if (!Now->MayRepeat[First] && !Now->MayRepeat[Second])
        return end(C);
    } else if (P.has(Carried, First) && P.has(Carried, Second) &&
               !(P.stage() & OtherObject)) {
      Now->Confirmed = true;
      Now->Path = witness(C.getPredecessor(), P,
                          C.getPredecessor()->getStmtForDiagnostics(), *Files);
      return end(C);
    } else {
      Now->SawReached = true;
    }
  }
  C.addTransition(P.get(), Tag);
}

void PathChecker::checkBind(SVal Location, SVal Value, const Stmt *S,
                            Context &C) const {
  if (!Now || Now->Confirmed)
    return;
  PathState P(C.getState());
  const MemRegion *To = Location.getAsRegion();
  if (To && P.isShared(To)) {
    P.know(To);
    if (const MemRegion *Target = Value.getAsRegion())
      P.escape(Target);
  }
  if (S)
    used(P, S, P.sources(Value), C);
  go(P, C);
}

/// The value of an operator comes from its operands.
static bool isComputed(const Expr *E) {
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return !B->isCommaOp() && !B->isLogicalOp() && B->getOpcode() != BO_Assign;
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() != UO_Deref && U->getOpcode() != UO_AddrOf &&
           U->getOpcode() != UO_Extension;
  if (const auto *C = dyn_cast<CastExpr>(E))
    return C->getCastKind() != CK_LValueToRValue;
  return false;
}

/// Keeps a symbol where the engine would go on with less.
static void keepSymbol(PathState &P, const Expr *E, const LocationContext *L) {
  const auto *Cast = dyn_cast<CastExpr>(E);
  if (!Cast)
    return;
  const Expr *From = Cast->getSubExpr()->IgnoreParens();
  SVal Value = UnknownVal();
  if (Cast->getCastKind() == CK_LValueToRValue) {
    // What is known to be one number is loaded as that number, and where it
    // comes from would be lost. No value has the type of an _Atomic: a load of
    // one is unknown.
    auto At = P.get()->getSVal(From, L).getAs<Loc>();
    const auto *Atomic = E->getType()->getAs<AtomicType>();
    if (At && (Atomic || P.get()->getSVal(E, L).isConstant()))
      Value = P.get()->getRawSVal(*At, Atomic ? Atomic->getValueType()
                                              : E->getType());
    if (!P.sources(Value))
      return;
  } else if (Cast->getCastKind() == CK_IntegralCast) {
    // A truth value has room in every type, and no constraint is known of a
    // cast: this is how likely() and its kind are written.
    const auto *Not = dyn_cast<UnaryOperator>(From);
    const auto *Compare = dyn_cast<BinaryOperator>(From);
    if ((Not && Not->getOpcode() == UO_LNot) ||
        (Compare && Compare->isComparisonOp()))
      Value = P.get()->getSVal(From, L);
  }
  if (Value.getAsSymbol())
    P = PathState(P.get()->BindExpr(E, L, Value));
}

/// The engine takes it for granted that no pointer from elsewhere is that of a
/// local variable. One whose address was given away may come back.
static bool mayComeBack(const PathState &P, const Expr *E,
                        const LocationContext *L) {
  const auto *Compare = dyn_cast<BinaryOperator>(E);
  if (!Compare || !Compare->isEqualityOp())
    return false;
  auto Base = [&](const Expr *Side) {
    const MemRegion *R = P.get()->getSVal(Side, L).getAsRegion();
    return R ? R->getBaseRegion() : nullptr;
  };
  const MemRegion *A = Base(Compare->getLHS()), *B = Base(Compare->getRHS());
  auto IsLocal = [&](const MemRegion *R) {
    return isa<VarRegion>(R) && isa<StackSpaceRegion>(compat::memorySpace(R)) &&
           P.isShared(R);
  };
  return A && B &&
         ((IsLocal(A) && isa<SymbolicRegion>(B)) ||
          (IsLocal(B) && isa<SymbolicRegion>(A)));
}

void PathChecker::checkPostStmt(const Expr *E, Context &C) const {
  if (!Now || Now->Confirmed)
    return;
  if (const auto *A = dyn_cast<AtomicExpr>(E))
    if (A->getOp() == AtomicExpr::AO__atomic_load ||
        A->getOp() == AtomicExpr::AO__atomic_load_n ||
        A->getOp() == AtomicExpr::AO__c11_atomic_load)
      return readBuiltin(A, C);
  PathState P(C.getState());
  const LocationContext *L = C.getLocationContext();
  if (E->isPRValue() && E->getType()->isScalarType() && isComputed(E)) {
    SVal Value = C.getSVal(E);
    unsigned Sources = 0;
    for (const Stmt *Operand : E->children())
      if (const auto *Of = dyn_cast_or_null<Expr>(Operand))
        Sources |= P.sources(valueOf(Of, P.get(), L));
    // Beside a value that the engine cannot model there would be nowhere to
    // keep where it comes from; and of an unknown pointer, no load is seen.
    if ((Value.isUnknown() && (Sources || E->getType()->isPointerType())) ||
        mayComeBack(P, E, L)) {
      Value = compat::conjure(C, nullptr, E, E->getType());
      ProgramStateRef State = P.get()->BindExpr(E, L, Value);
      if (const auto *A = dyn_cast<CompoundAssignOperator>(E))
        if (auto To = C.getSVal(A->getLHS()).getAs<Loc>())
          State = State->bindLoc(*To, Value, L, /*notifyChanges=*/false);
      P = PathState(State);
    }
    if (Sources & ~P.sources(Value))
      P.addSources(Value, Sources);
  }
  keepSymbol(P, E, L);
  noteUnseenRead(P, E, C);
  if (Now->Where.at(E) && C.inTopFrame())
    used(P, E, sourcesOf(P, E, C), C);
  go(P, C);
}

/// The operation may have run before, and left other values in its static
/// variables than those that they began with.
void PathChecker::checkPostStmt(const DeclStmt *S, Context &C) const {
  if (!Now || Now->Confirmed)
    return;
  PathState P(C.getState());
  for (const Decl *D : S->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->isStaticLocal() || V->getType().isConstQualified())
      continue;
    const MemRegion *R = P.get()->getRegion(V, C.getLocationContext());
    P = PathState(
        compat::invalidate(C, P.get(), llvm::ArrayRef(R), V->getInit()));
  }
  go(P, C);
}

void PathChecker::checkPreStmt(const ReturnStmt *S, Context &C) const {
  if (!Now || Now->Confirmed || !S->getRetValue() || !C.inTopFrame())
    return;
  PathState P(C.getState());
  unsigned Sources = sourcesOf(P, S->getRetValue(), C);
  used(P, S, Sources, C);
  used(P, S->getRetValue(), Sources, C);
  go(P, C);
}

} // namespace reread
