//===-- Calls.cpp - calls that are entered, and those that are not -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathChecker.h"
#include "reread/Support/Compat.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace ento;

namespace reread {

/// Snapshots that are handed over: as they are, or in a struct of the caller.
unsigned PathChecker::argumentSources(const PathState &P,
                                      const CallEvent &Call) const {
  unsigned Sources = 0;
  const ProgramStateRef &State = P.get();
  for (unsigned I = 0; I != Call.getNumArgs(); ++I) {
    SVal V = Call.getArgSVal(I);
    Sources |= P.sources(V);
    if (const Expr *E = Call.getArgExpr(I))
      Sources |= P.sources(valueOf(E, State, Call.getLocationContext()));
    const auto *R = dyn_cast_or_null<TypedValueRegion>(V.getAsRegion());
    if (!R || !isa<StackSpaceRegion>(compat::memorySpace(R)))
      continue;
    const RecordDecl *Record = R->getValueType()->getAsRecordDecl();
    if (R->getValueType()->isScalarType())
      Sources |= P.sources(State->getRawSVal(loc::MemRegionVal(R)));
    else if (Record && Record->isCompleteDefinition())
      for (const FieldDecl *Field : Record->fields())
        if (Field->getType()->isScalarType())
          if (auto At =
                  State->getLValue(Field, loc::MemRegionVal(R)).getAs<Loc>())
            Sources |= P.sources(State->getRawSVal(*At, Field->getType()));
  }
  if (const auto *Method = dyn_cast<CXXInstanceCall>(&Call))
    Sources |= P.sources(Method->getCXXThisVal());
  return Sources;
}

/// The call is the next one on the way to a read.
bool PathChecker::isOnWay(const CallEvent &Call, Context &C) const {
  for (Which W : {First, Second}) {
    size_t Level;
    const auto &Via = Now->Where.read(W).Via;
    if (Now->Where.isOnWay(C.getLocationContext(), W, Level) &&
        Level < Via.size() &&
        Now->Where.isCallAt(Call.getOriginExpr(), Via[Level].Call))
      return true;
  }
  return false;
}

/// Of the calls in the place of the next one on the way to a read (a macro may
/// have several), one should be of its function.
void PathChecker::noteCallee(const CallEvent &Call, Context &C) const {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  for (Which W : {First, Second}) {
    size_t Level;
    const auto &Via = Now->Where.read(W).Via;
    if (!Now->Where.isOnWay(C.getLocationContext(), W, Level) ||
        Level >= Via.size() ||
        !Now->Where.isCallAt(Call.getOriginExpr(), Via[Level].Call))
      continue;
    bool Same = F && F->getNameAsString() == Via[Level].Function;
    (Same ? Now->MetCall : Now->MetOther)[W] = true;
  }
}

/// Small functions are entered for what they tell about conditions.
bool PathChecker::mayEnter(const CallEvent &Call, const FunctionDecl *F,
                           Context &C) const {
  constexpr unsigned SmallBlocks = 10;
  constexpr unsigned Depth = 4;
  // A lambda that became a function pointer is called by a function that the
  // compiler fills in only as it generates code.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && Method->isLambdaStaticInvoker())
    return false;
  if (isOnWay(Call, C))
    return true;
  if (!Words->roles(F).empty())
    return false;
  // Elsewhere it may be on the way.
  for (Which W : {First, Second})
    for (const ViaEvidence &Via : Now->Where.read(W).Via)
      if (F->getNameAsString() == Via.Function)
        return true;
  unsigned Level = 0;
  for (const auto *L = C.getStackFrame(); !L->inTopFrame();
       L = L->getParent()->getStackFrame())
    ++Level;
  const CFG *Body = C.getAnalysisManager().getCFG(F);
  return Body && Level < Depth && Body->getNumBlockIDs() <= SmallBlocks;
}

void PathChecker::checkPreCall(const CallEvent &Call, Context &C) const {
  if (!Now || Now->Confirmed)
    return;
  PathState P(C.getState());
  for (unsigned I = 0; I != Call.getNumArgs(); ++I)
    if (const MemRegion *R = Call.getArgSVal(I).getAsRegion())
      P.escape(R);
  const Expr *Origin = Call.getOriginExpr();
  if (Origin)
    noteCallee(Call, C);
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  const FunctionDecl *Definition = nullptr;
  bool Entered = false;
  if (F && F->hasBody(Definition)) {
    Lowering->lower(Definition);
    Entered = mayEnter(Call, Definition, C);
    if (!Entered)
      Now->Summaries.markShouldNotInline(Definition);
  }
  handedOver(P, Call, Entered, C);
  // The engine copies without a load that it would tell of.
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
  const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Method);
  bool Copies = Constructor ? Constructor->isCopyOrMoveConstructor()
                            : Method && (Method->isCopyAssignmentOperator() ||
                                         Method->isMoveAssignmentOperator());
  if (Copies && Method->isTrivial() && Call.getNumArgs() == 1 && Origin)
    if (const MemRegion *From = Call.getArgSVal(0).getAsRegion())
      return goOn(load(P, Origin, From, C), C);
  go(P, C);
}

/// Nothing but its result depends on the call.
static bool changesNothing(const FunctionDecl *F, Vocabulary &Words) {
  if (!F)
    return false;
  if (F->hasAttr<ConstAttr>() || F->hasAttr<PureAttr>() || F->getBuiltinID())
    return true;
  auto Roles = Words.roles(F);
  return !Roles.empty() && llvm::all_of(Roles, [](const FunctionFact &R) {
    switch (R.Role) {
    case FunctionRole::AssertHeld:
    case FunctionRole::Barrier:
    case FunctionRole::Diagnostic:
    case FunctionRole::Report:
    case FunctionRole::BitTest:
    case FunctionRole::Load:
    case FunctionRole::CurrentTask:
    case FunctionRole::PerCpu:
    case FunctionRole::PageTableGetter:
    case FunctionRole::Accessor:
      return true;
    default:
      return false;
    }
  });
}

void PathChecker::checkPostCall(const CallEvent &Call, Context &C) const {
  if (!Now || Now->Confirmed)
    return;
  PathState P(C.getState());
  const auto *E = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  if (!C.wasInlined && !(E && Lowering->find(E))) {
    handedOver(P, Call, /*Entered=*/false, C);
    bool Abroad = readsAbroad(Call, C);
    if (!Abroad && isOnWay(Call, C))
      Now->NotEntered = true;
    if (unsigned Sources = argumentSources(P, Call))
      P.addSources(Call.getReturnValue(), Sources);
    if (!changesNothing(dyn_cast_or_null<FunctionDecl>(Call.getDecl()), *Words))
      P.forgetShared();
    if (Abroad)
      return goOn(takeAbroad(P, Call, C), C);
  }
  go(P, C);
}

bool PathChecker::evalCall(const CallEvent &Call, Context &C) const {
  const auto *E = dyn_cast_or_null<CallExpr>(Call.getOriginExpr());
  if (!Now || !E)
    return false;
  if (const LoweredAsm *L = Lowering->find(E)) {
    evalAsm(*L, Call, C);
    return true;
  }
  const FunctionDecl *F = E->getDirectCallee();
  if (unsigned Id = F ? F->getBuiltinID() : 0)
    return evalBuiltin(E, Id, C);
  return evalRead(Call, C);
}

bool PathChecker::evalBuiltin(const CallExpr *E, unsigned Id,
                              Context &C) const {
  const LocationContext *L = C.getLocationContext();
  SVal Value;
  switch (Id) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_unpredictable:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_addressof:
  case Builtin::BI__builtin_launder:
  case Builtin::BI__addressof:
  case Builtin::BIaddressof:
  case Builtin::BImove:
  case Builtin::BIforward:
  case Builtin::BIas_const:
    Value = C.getSVal(E->getArg(0));
    break;
  case Builtin::BI__builtin_constant_p: {
    Expr::EvalResult Known;
    SValBuilder &Values = C.getSValBuilder();
    if (E->EvaluateAsInt(Known, C.getASTContext(), Expr::SE_NoSideEffects))
      Value = Values.makeIntVal(Known.Val.getInt());
    // What a caller has given may be constant once the compiler inlines it.
    else if (C.getSVal(E->getArg(0)).isConstant())
      Value = compat::conjure(C, nullptr, E, E->getType());
    else
      Value = Values.makeIntVal(0, E->getType());
    break;
  }
  default:
    return false;
  }
  C.addTransition(C.getState()->BindExpr(E, L, Value));
  return true;
}

bool PathChecker::evalRead(const CallEvent &Call, Context &C) const {
  const auto *F = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  const auto *E = cast<CallExpr>(Call.getOriginExpr());
  if (!F || F->getBuiltinID() || !E->getType()->isScalarType())
    return false;
  bool Reads = false, Current = false;
  for (const FunctionFact &R : Words->roles(F)) {
    Reads |= R.Role == FunctionRole::Load || R.Role == FunctionRole::BitTest ||
             R.Role == FunctionRole::PageTableGetter ||
             R.Role == FunctionRole::Accessor;
    Current |= R.Role == FunctionRole::CurrentTask;
  }
  if (!Reads && !Current)
    return false;
  PathState P(C.getState());
  const LocationContext *L = C.getLocationContext();
  SVal Value = compat::conjure(C, nullptr, E, E->getType());
  if (Current) {
    const void *Same = inputsOf(F->getCanonicalDecl(), {});
    if (SymbolRef Before = P.result(Same))
      Value = C.getSValBuilder().makeSymbolVal(Before);
    else
      P.setResult(Same, Value.getAsSymbol(true));
  }
  P = PathState(P.get()->BindExpr(E, L, Value));
  if (!Reads) {
    C.addTransition(P.get());
    return true;
  }
  // What it reads is the argument that is the place, if any can be told.
  const MemRegion *From = nullptr;
  auto Look = [&](SVal V) {
    const MemRegion *R = V.getAsRegion();
    if (R && (!From || (Now->NamedPlace &&
                        Places.isPlace(R, Now->Where.question().What.Place))))
      From = R;
  };
  if (const auto *Method = dyn_cast<CXXInstanceCall>(&Call))
    Look(Method->getCXXThisVal());
  for (unsigned I = 0; I != Call.getNumArgs(); ++I)
    Look(Call.getArgSVal(I));
  goOn(read(P, E, Value, From, C), C);
  return true;
}

const void *PathChecker::inputsOf(const void *What,
                                  llvm::ArrayRef<SVal> Values) const {
  std::vector<const void *> Key{What};
  for (SVal V : Values) {
    if (const MemRegion *R = V.getAsRegion())
      Key.push_back(R);
    else if (SymbolRef S = V.getAsSymbol())
      Key.push_back(S);
    else if (auto Number = V.getAs<nonloc::ConcreteInt>())
      Key.push_back(compat::keptNumber(*Number));
    else
      return nullptr;
  }
  return &Interned.try_emplace(Key).first->second;
}

void PathChecker::evalAsm(const LoweredAsm &L, const CallEvent &Call,
                          Context &C) const {
  PathState P(C.getState());
  const LocationContext *Frame = C.getLocationContext();
  const auto *E = cast<CallExpr>(Call.getOriginExpr());
  SValBuilder &Values = C.getSValBuilder();
  unsigned Sources = 0;
  llvm::SmallVector<SVal, 4> Inputs;
  for (unsigned I : L.Inputs)
    Inputs.push_back(Call.getArgSVal(I));
  Sources = argumentSources(P, Call);
  // Without volatile, equal inputs give equal outputs.
  const void *Same = L.Asm && !L.Asm->isVolatile() && L.Outputs.size() == 1 &&
                             !L.Outputs[0].AlsoInput
                         ? inputsOf(L.Asm, Inputs)
                         : nullptr;
  if (L.ClobbersMemory) {
    llvm::SmallVector<SVal, 4> Pointed;
    for (SVal V : Inputs)
      if (V.getAsRegion())
        Pointed.push_back(V);
    if (!Pointed.empty())
      P = PathState(compat::invalidate(C, P.get(), Pointed, E));
  }
  for (const LoweredAsm::Output &O : L.Outputs) {
    auto To = Call.getArgSVal(O.Argument).getAs<Loc>();
    const MemRegion *R = To ? To->getAsRegion() : nullptr;
    if (!R)
      continue;
    P.know(R);
    if (!O.To->getType()->isScalarType()) {
      P = PathState(compat::invalidate(C, P.get(), llvm::ArrayRef(R), E));
      continue;
    }
    SVal Value = compat::conjure(C, O.To, E, O.To->getType());
    if (SymbolRef Before = Same ? P.result(Same) : nullptr)
      Value = Values.makeSymbolVal(Before);
    else if (Same)
      P.setResult(Same, Value.getAsSymbol(true));
    P = PathState(P.get()->bindLoc(*To, Value, Frame, false));
    P.addSources(Value, Sources);
    used(P, O.To, Sources, C);
  }
  SVal Result = compat::conjure(C, nullptr, E, E->getType());
  P = PathState(P.get()->BindExpr(E, Frame, Result));
  go(P, C);
}

} // namespace reread
