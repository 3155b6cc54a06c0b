//===-- PathState.cpp - what is remembered along a path ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PathState.h"
#include "reread/Support/Compat.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"

using namespace clang;
using namespace ento;

using ConstVoid = const void *;
using ConstRegion = const MemRegion *;

REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadStage, unsigned)
REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadFirst, ConstVoid)
REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadSecond, ConstVoid)
REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadFirstObject, ConstVoid)
REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadSecondObject, ConstVoid)
REGISTER_MAP_WITH_PROGRAMSTATE(RereadSources, SymbolRef, unsigned)
REGISTER_TRAIT_WITH_PROGRAMSTATE(RereadForgot, bool)
REGISTER_SET_WITH_PROGRAMSTATE(RereadKnown, ConstRegion)
REGISTER_SET_WITH_PROGRAMSTATE(RereadEscaped, ConstRegion)
REGISTER_MAP_WITH_PROGRAMSTATE(RereadResults, ConstVoid, SymbolRef)
REGISTER_MAP_WITH_PROGRAMSTATE(RereadWidened, ConstVoid, unsigned)

namespace reread {

unsigned PathState::stage() const { return State->get<RereadStage>(); }

void PathState::addStage(unsigned Bits) {
  if ((stage() | Bits) != stage())
    State = State->set<RereadStage>(stage() | Bits);
}

void PathState::take(Which W, SVal Value, const MemRegion *From) {
  unsigned Gone = bitOf(Reached, W) | bitOf(Carried, W);
  if (W == First)
    Gone |= bitOf(Taken, Second) | bitOf(Reached, Second) |
            bitOf(Carried, Second) | OtherObject;
  State = State->set<RereadStage>((stage() & ~Gone) | bitOf(Taken, W));
  const void *Symbol = Value.getAsSymbol(/*IncludeBaseRegions=*/true);
  State = W == First ? State->set<RereadFirst>(Symbol)
                     : State->set<RereadSecond>(Symbol);
  State = W == First ? State->set<RereadFirstObject>(From)
                     : State->set<RereadSecondObject>(From);
}

SymbolRef PathState::snapshot(Which W) const {
  return static_cast<SymbolRef>(W == First ? State->get<RereadFirst>()
                                           : State->get<RereadSecond>());
}

const MemRegion *PathState::object(Which W) const {
  return static_cast<const MemRegion *>(W == First
                                            ? State->get<RereadFirstObject>()
                                            : State->get<RereadSecondObject>());
}

//===-- Provenance --------------------------------------------------------===//

unsigned PathState::sourcesOfCopy(nonloc::LazyCompoundVal Copy) const {
  const TypedValueRegion *Whole = Copy.getRegion();
  const RecordDecl *Record = Whole->getValueType()->getAsRecordDecl();
  StoreManager &Stores = State->getStateManager().getStoreManager();
  unsigned Result = 0;
  if (Record && Record->isCompleteDefinition())
    for (const FieldDecl *Field : Record->fields())
      if (auto At =
              State->getLValue(Field, loc::MemRegionVal(Whole)).getAs<Loc>())
        Result |= sources(Stores.getBinding(Copy.getStore(), *At));
  return Result;
}

unsigned PathState::sources(SVal V) const {
  if (auto Copy = V.getAs<nonloc::LazyCompoundVal>())
    return sourcesOfCopy(*Copy);
  unsigned Result = 0;
  // The index of an element is a part of its address.
  const MemRegion *R = V.getAsRegion();
  while (const auto *Part = dyn_cast_or_null<SubRegion>(R)) {
    if (const auto *Element = dyn_cast<ElementRegion>(R))
      Result |= sources(Element->getIndex());
    R = isa<SymbolicRegion>(R) ? nullptr : Part->getSuperRegion();
  }
  SymbolRef S = V.getAsSymbol(/*IncludeBaseRegions=*/true);
  if (!S)
    return Result;
  for (SymbolRef Part : S->symbols()) {
    for (Which W : {First, Second})
      if (has(Taken, W) && Part == snapshot(W))
        Result |= 1u << W;
    if (const unsigned *More = State->get<RereadSources>(Part))
      Result |= *More;
  }
  return Result;
}

void PathState::addSources(SVal V, unsigned Sources) {
  SymbolRef S = V.getAsSymbol(/*IncludeBaseRegions=*/true);
  if (!S || !Sources)
    return;
  const unsigned *Old = State->get<RereadSources>(S);
  State = State->set<RereadSources>(S, Sources | (Old ? *Old : 0));
}

//===-- Memory that may have changed --------------------------------------===//

void PathState::forgetShared() {
  State = State->set<RereadForgot>(true);
  State = State->remove<RereadKnown>();
}

bool PathState::isShared(const MemRegion *R) const {
  const MemRegion *Base = R->getBaseRegion();
  return !isa<StackSpaceRegion>(compat::memorySpace(Base)) ||
         State->contains<RereadEscaped>(Base);
}

bool PathState::isForgotten(const MemRegion *R) const {
  if (!State->get<RereadForgot>() || !isShared(R))
    return false;
  for (const MemRegion *M = R; M;) {
    if (State->contains<RereadKnown>(M))
      return false;
    const auto *Part = dyn_cast<SubRegion>(M);
    M = Part && !isa<SymbolicRegion, VarRegion>(M) ? Part->getSuperRegion()
                                                   : nullptr;
  }
  return true;
}

void PathState::know(const MemRegion *R) {
  if (State->get<RereadForgot>())
    State = State->add<RereadKnown>(R);
}

void PathState::escape(const MemRegion *R) {
  const MemRegion *Base = R->getBaseRegion();
  if (isa<StackSpaceRegion>(compat::memorySpace(Base)))
    State = State->add<RereadEscaped>(Base);
}

SymbolRef PathState::result(const void *Inputs) const {
  const SymbolRef *S = State->get<RereadResults>(Inputs);
  return S ? *S : nullptr;
}

void PathState::setResult(const void *Inputs, SymbolRef S) {
  State = State->set<RereadResults>(Inputs, S);
}

//===-- Loops -------------------------------------------------------------===//

constexpr unsigned VisitBits = 8;

std::pair<unsigned, unsigned> PathState::widened(const void *Branch) const {
  const unsigned *N = State->get<RereadWidened>(Branch);
  return N ? std::make_pair(*N & ((1u << VisitBits) - 1), *N >> VisitBits)
           : std::make_pair(0u, 0u);
}

void PathState::setWidened(const void *Branch, unsigned Visit, unsigned Mark) {
  State = State->set<RereadWidened>(Branch, Mark << VisitBits | Visit);
}

PathState::Mark PathState::mark() const {
  return {stage(), snapshot(First), snapshot(Second)};
}

//===-- Lifetime ----------------------------------------------------------===//

void PathState::keepAlive(SymbolReaper &Reaper) const {
  // Otherwise what is known of a snapshot goes with the last variable that
  // holds it.
  for (Which W : {First, Second})
    if (SymbolRef S = snapshot(W))
      Reaper.markLive(S);
  for (auto [Inputs, S] : State->get<RereadResults>())
    Reaper.markLive(S);
}

void PathState::bury(SymbolReaper &Reaper) {
  for (auto [S, Sources] : State->get<RereadSources>())
    if (!Reaper.isLive(S))
      State = State->remove<RereadSources>(S);
}

} // namespace reread
