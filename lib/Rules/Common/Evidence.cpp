//===-- Evidence.cpp - what rules ask about a candidate -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;
using namespace llvm;

bool reread::isConsumer(UseKind Kind) {
  switch (Kind) {
  case UseKind::Deref:
  case UseKind::Index:
  case UseKind::Divisor:
  case UseKind::Shift:
  case UseKind::Length:
  case UseKind::LoopBound:
  case UseKind::Store:
  case UseKind::Argument:
  case UseKind::Asm:
  case UseKind::Return:
  case UseKind::Expected:
    return true;
  case UseKind::Test:
  case UseKind::Compare:
  case UseKind::Diagnostic:
    return false;
  }
  return false;
}

bool reread::isDangerous(UseKind Kind) {
  switch (Kind) {
  case UseKind::Deref:
  case UseKind::Index:
  case UseKind::Divisor:
  case UseKind::Shift:
  case UseKind::Length:
  case UseKind::LoopBound:
    return true;
  default:
    return false;
  }
}

template <typename Predicate>
static const UseEvidence *find(const ReadEvidence &Read, Predicate Wanted) {
  auto I = llvm::find_if(Read.Uses, Wanted);
  return I == Read.Uses.end() ? nullptr : &*I;
}

bool reread::isSameUse(const UseEvidence &A, const UseEvidence &B) {
  return A.Kind == B.Kind && A.Detail == B.Detail && A.Via == B.Via &&
         isSamePoint(A.At, B.At);
}

const UseEvidence *reread::findUse(const ReadEvidence &Read, UseKind Kind) {
  return find(Read, [&](const UseEvidence &U) { return U.Kind == Kind; });
}

const UseEvidence *reread::findConsumer(const ReadEvidence &Read) {
  return find(Read, [](const UseEvidence &U) { return isConsumer(U.Kind); });
}

const UseEvidence *reread::findDangerous(const ReadEvidence &Read) {
  return find(Read, [](const UseEvidence &U) { return isDangerous(U.Kind); });
}

bool reread::isOnlyTested(const ReadEvidence &Read) {
  return findUse(Read, UseKind::Test) && !findConsumer(Read);
}

bool reread::isOnlyShown(const ReadEvidence &Read) {
  return !Read.Uses.empty() && all_of(Read.Uses, [](const UseEvidence &U) {
    return U.Kind == UseKind::Diagnostic;
  });
}

bool reread::decideOneWarning(const Candidate &C) {
  auto Decides = [](const UseEvidence &U) {
    return U.Kind == UseKind::Diagnostic && U.Condition;
  };
  for (const UseEvidence &A : C.First.Uses)
    for (const UseEvidence &B : C.Second.Uses)
      if (Decides(A) && Decides(B) && A.Via == B.Via && isSamePoint(A.At, B.At))
        return true;
  return false;
}

bool reread::decidesAnew(const Candidate &C) {
  if (!isOnlyTested(C.First))
    return false;
  // The node next to a list's head is the head itself if there is no other.
  return findUse(C.Second, UseKind::Test) ||
         findUse(C.Second, UseKind::Compare) ||
         none_of(C.Second.Uses, [](const UseEvidence &U) {
           return isDangerous(U.Kind) && !U.Link;
         });
}

uint64_t reread::bitsUsed(const ReadEvidence &Read) {
  uint64_t Bits = 0;
  for (const UseEvidence &U : Read.Uses)
    if (U.Kind != UseKind::Diagnostic)
      Bits |= U.Mask;
  return Bits;
}

GroupHit reread::findGroupHit(const Candidate &C, const Facts &Known) {
  for (const UseEvidence &A : C.First.Uses)
    for (const UseEvidence &B : C.Second.Uses)
      if (!A.Sink.empty() && !B.Sink.empty())
        if (const GroupFact *Group = Known.groupOf(A.Sink, B.Sink))
          return {Group, &A, &B};
  return {};
}

/// Whether Fact is about the place that candidates call Place.
static bool names(const PlaceFact &Fact, StringRef Place) {
  if (Place.consume_back("[]") != Fact.Elements)
    return false;
  if (!Fact.Global.empty())
    return Place == Fact.Global;
  if (!Fact.Pointee.empty())
    return Place.consume_front("*") && Place == Fact.Pointee;
  return Place.consume_front(Fact.Struct) && Place.consume_front(".") &&
         Place == Fact.Field;
}

std::optional<PlaceKind> reread::placeKind(const Candidate &C,
                                           const RuleContext &Context) {
  if (Context.Place)
    return Context.Place->Kind;
  for (const PlaceFact &Fact : reverse(Context.Known.Places))
    if (names(Fact, C.Place))
      return Fact.Kind;
  return std::nullopt;
}
