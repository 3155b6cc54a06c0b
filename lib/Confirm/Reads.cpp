//===-- Reads.cpp - every read of a racy place is a new value ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathChecker.h"
#include "reread/Support/Compat.h"
#include "clang/AST/ParentMap.h"

using namespace clang;
using namespace ento;

namespace reread {

/// Volatile memory changes by itself; what the questions are about does, too.
bool PathChecker::isRacy(const MemRegion *R, const Stmt *S) const {
  if (const auto *E = dyn_cast_or_null<Expr>(S)) {
    if (const auto *C = dyn_cast<CastExpr>(E);
        C && C->getCastKind() == CK_LValueToRValue)
      E = C->getSubExpr();
    if (E->getType().isVolatileQualified() || E->getType()->isAtomicType())
      return true;
  }
  // A copy on the stack has the same fields.
  if (isa<StackSpaceRegion>(compat::memorySpace(R->getBaseRegion())))
    return false;
  return Places.anyName(
      R, [&](llvm::StringRef Name) { return Racy.count(Name.str()); });
}

/// SiteBits of a load. One that an operator makes before it stores may be named
/// by the operator.
static unsigned siteOfLoad(Sites &Where, const Stmt *S, CheckerContext &C) {
  unsigned Bits = Where.at(S);
  const Stmt *Parent =
      C.getLocationContext()->getParentMap().getParentIgnoreParens(S);
  const auto *Unary = dyn_cast_or_null<UnaryOperator>(Parent);
  if (isa_and_nonnull<CompoundAssignOperator>(Parent) ||
      (Unary && Unary->isIncrementDecrementOp()))
    Bits |= Where.at(Parent);
  return Bits;
}

bool PathChecker::mayBeRead(const Stmt *S, const MemRegion *From, Context &C,
                            Which W) const {
  if (!(siteOfLoad(Now->Where, S, C) & bitOf(ReadSite, W)) ||
      !Now->Where.isInContext(C.getLocationContext(), W))
    return false;
  return !Now->NamedPlace || !From ||
         Places.isPlace(From, Now->Where.question().What.Place);
}

namespace {
enum class Same { No, Maybe, Yes };

/// Adds to State what makes both one object, if it can be.
class ObjectComparison {
public:
  ObjectComparison(ProgramStateRef State, SValBuilder &Values)
      : State(std::move(State)), Values(Values) {}

  ProgramStateRef State;

  Same compare(const MemRegion *A, const MemRegion *B) {
    // A container that is found from its part is the container.
    RegionOffset AtA = A->getAsOffset(), AtB = B->getAsOffset();
    if (AtA.isValid() && AtB.isValid() && !AtA.hasSymbolicOffset() &&
        !AtB.hasSymbolicOffset() && AtA.getOffset() == AtB.getOffset() &&
        (AtA.getRegion() != A || AtB.getRegion() != B))
      return compare(AtA.getRegion(), AtB.getRegion());
    A = A->StripCasts();
    B = B->StripCasts();
    if (A == B)
      return Same::Yes;
    if (const auto *FA = dyn_cast<FieldRegion>(A))
      if (const auto *FB = dyn_cast<FieldRegion>(B))
        return FA->getDecl() == FB->getDecl()
                   ? compare(FA->getSuperRegion(), FB->getSuperRegion())
                   : Same::Maybe;
    if (const auto *EA = dyn_cast<ElementRegion>(A))
      if (const auto *EB = dyn_cast<ElementRegion>(B);
          EB && EA->getElementType() == EB->getElementType()) {
        Same Whole = compare(EA->getSuperRegion(), EB->getSuperRegion());
        return Whole == Same::Yes ? equal(EA->getIndex(), EB->getIndex())
                                  : Whole;
      }
    if (isa<SymbolicRegion>(A) && isa<SymbolicRegion>(B))
      return equal(loc::MemRegionVal(A), loc::MemRegionVal(B));
    if (isa<VarRegion>(A) && isa<VarRegion>(B))
      return Same::No;
    return Same::Maybe;
  }

private:
  Same equal(SVal A, SVal B) {
    SVal Equal =
        Values.evalBinOp(State, BO_EQ, A, B, Values.getConditionType());
    auto Known = Equal.getAs<DefinedSVal>();
    if (!Known)
      return Same::Maybe;
    if (ProgramStateRef With = State->assume(*Known, true)) {
      State = With;
      return Same::Yes;
    }
    return Same::No;
  }

  SValBuilder &Values;
};
} // namespace

bool PathChecker::mayBeOneObject(PathState &P, const MemRegion *From,
                                 Context &C) const {
  const MemRegion *Before = P.object(First);
  if (!Before || !From) {
    P.addStage(OtherObject);
    return true;
  }
  ObjectComparison Objects(P.get(), C.getSValBuilder());
  Same Result = Objects.compare(Before, From);
  if (Result == Same::No)
    return false;
  P = PathState(Objects.State);
  if (Result == Same::Maybe)
    P.addStage(OtherObject);
  return true;
}

/// Whoever passes a read without being seen to read is lost.
void PathChecker::noteUnseenRead(const PathState &P, const Expr *E,
                                 Context &C) const {
  unsigned Bits = Now->Where.at(E);
  bool Both =
      (Bits & bitOf(ReadSite, First)) && (Bits & bitOf(ReadSite, Second));
  for (Which W : {First, Second}) {
    if (!(Bits & bitOf(ReadSite, W)) || P.has(Taken, W) ||
        (W == Second && !P.has(Taken, First)) || Now->TakenAt.count(E) ||
        !Now->Where.isInContext(C.getLocationContext(), W))
      continue;
    // Where one macro reads twice, what else it has says nothing.
    const auto *Cast = dyn_cast<CastExpr>(E);
    bool Load = Cast && Cast->getCastKind() == CK_LValueToRValue;
    const MemRegion *R =
        Load ? C.getSVal(Cast->getSubExpr()).getAsRegion() : nullptr;
    bool Place = !R || !E->getType()->isScalarType() || !Now->NamedPlace ||
                 Places.isPlace(R, Now->Where.question().What.Place);
    Now->Passed[W] |= !Both || (Load && Place);
  }
}

llvm::SmallVector<ProgramStateRef, 3>
PathChecker::read(PathState P, const Stmt *S, SVal Value, const MemRegion *From,
                  Context &C) const {
  llvm::SmallVector<ProgramStateRef, 3> Out;
  auto Take = [&](PathState &Q, Which W) {
    Q.take(W, Value, From);
    Now->TakenAt.insert(S);
    if (Now->NoUse[W])
      Q.addStage(bitOf(Reached, W) | bitOf(Carried, W));
    Out.push_back(Q.get());
  };
  bool Repeats = false;
  if (mayBeRead(S, From, C, Second) && P.has(Taken, First) &&
      (!P.has(Taken, Second) || Now->MayRepeat[Second])) {
    PathState Q = P;
    if (mayBeOneObject(Q, From, C)) {
      Now->TookBoth = true;
      Take(Q, Second);
      Repeats |= Now->MayRepeat[Second];
    }
  }
  if (mayBeRead(S, From, C, First) &&
      (!P.has(Taken, First) || Now->MayRepeat[First])) {
    Now->TookFirst = true;
    PathState Q = P;
    Take(Q, First);
    Repeats |= Now->MayRepeat[First];
  }
  // A later pass may be the one that matters.
  if (Out.empty() || Repeats)
    Out.push_back(P.get());
  return Out;
}

void PathChecker::readBuiltin(const AtomicExpr *E, Context &C) const {
  PathState P(C.getState());
  const LocationContext *L = C.getLocationContext();
  const MemRegion *From = C.getSVal(E->getPtr()).getAsRegion();
  bool Given = E->getOp() == AtomicExpr::AO__atomic_load;
  QualType T = Given ? E->getPtr()->getType()->getPointeeType() : E->getType();
  SVal Value = compat::conjure(C, nullptr, E, T.getUnqualifiedType());
  if (!Given)
    P = PathState(P.get()->BindExpr(E, L, Value));
  else if (auto To = C.getSVal(E->getVal1()).getAs<Loc>())
    P = PathState(P.get()->bindLoc(*To, Value, L, false));
  goOn(read(P, E, Value, From, C), C);
}

void PathChecker::goOn(llvm::ArrayRef<ProgramStateRef> States,
                       Context &C) const {
  // Of several, one may be the state as it was, which only a tag keeps.
  static SimpleProgramPointTag Tag("reread", "A read, taken or passed over");
  for (const ProgramStateRef &Next : States) {
    PathState P(Next);
    go(P, C, States.size() > 1 ? &Tag : nullptr);
  }
}

const MemRegion *PathChecker::partRead(const PathState &P,
                                       const MemRegion *Whole, QualType T,
                                       unsigned Depth) const {
  constexpr unsigned Deepest = 4;
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || !R->isCompleteDefinition() || Depth > Deepest || !Now->NamedPlace)
    return nullptr;
  for (const FieldDecl *Field : R->fields()) {
    const MemRegion *Part =
        P.get()->getLValue(Field, loc::MemRegionVal(Whole)).getAsRegion();
    if (!Part)
      continue;
    if (Places.isPlace(Part, Now->Where.question().What.Place))
      return Part;
    if (const MemRegion *Deeper =
            partRead(P, Part, Field->getType(), Depth + 1))
      return Deeper;
  }
  return nullptr;
}

/// The operand of a builtin that the compiler resolves is not read.
static bool isEvaluated(const Expr *E, CheckerContext &C) {
  const ParentMap &Parents = C.getLocationContext()->getParentMap();
  for (const Stmt *S = E; isa_and_nonnull<Expr>(S) && !isa<StmtExpr>(S);
       S = Parents.getParent(S))
    if (const auto *Call = dyn_cast<CallExpr>(S); Call && Call != E)
      return !Call->isUnevaluatedBuiltinCall(C.getASTContext());
  return true;
}

llvm::SmallVector<ProgramStateRef, 3> PathChecker::load(PathState P,
                                                        const Expr *E,
                                                        const MemRegion *R,
                                                        Context &C) const {
  const auto *Typed = dyn_cast<TypedValueRegion>(R);
  QualType T = Typed ? Typed->getValueType() : E->getType();
  if (T->isRecordType())
    if (const MemRegion *Part = partRead(P, R, T)) {
      R = Part;
      Typed = cast<TypedValueRegion>(R);
      T = Typed->getValueType();
    }
  if (const auto *Atomic = T->getAs<AtomicType>())
    T = Atomic->getValueType();
  bool Site = (mayBeRead(E, R, C, First) || mayBeRead(E, R, C, Second)) &&
              isEvaluated(E, C);
  SVal Value = UnknownVal();
  if ((Site || isRacy(R, E) || P.isForgotten(R)) && T->isScalarType()) {
    Value = compat::conjure(C, R, E, T.getUnqualifiedType());
    P = PathState(P.get()->bindLoc(loc::MemRegionVal(R), Value,
                                   C.getLocationContext(),
                                   /*notifyChanges=*/false));
    P.know(R);
  }
  if (Site)
    return read(P, E, Value, R, C);
  return {P.get()};
}

void PathChecker::checkLocation(SVal Location, bool IsLoad, const Stmt *S,
                                Context &C) const {
  const MemRegion *R = Location.getAsRegion();
  if (!Now || Now->Confirmed || !R || !S)
    return;
  PathState P(C.getState());
  if (unsigned Sources = P.sources(Location))
    used(P, S, Sources, C);
  if (!IsLoad)
    return go(P, C);
  if (const auto *E = dyn_cast<Expr>(S))
    return goOn(load(P, E, R, C), C);
  go(P, C);
}

} // namespace reread
