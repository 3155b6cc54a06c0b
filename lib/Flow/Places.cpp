//===-- Places.cpp - which memory is a racy place ---------------------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

using namespace clang;
using namespace reread;

UnitEngine::Place UnitEngine::findPlace(Sym Memory) {
  Place Found;
  // The smallest thing around the memory of which something is known.
  for (Sym M = Memory; M; M = Symbols[M].A) {
    const SymNode &N = Symbols[M];
    if (N.Kind == SymKind::Field) {
      const auto *Field = static_cast<const FieldDecl *>(N.Ptr);
      Found = {Words.place(Field), M};
      if (!Found.Info)
        Found.Info = Words.place(Symbols.fields(M));
    } else if (N.Kind == SymKind::Var) {
      if (!N.Int && !N.OwnMemory)
        Found = {Words.place(static_cast<const VarDecl *>(N.Ptr)), M};
    } else if (N.Kind == SymKind::Result) {
      static const PlaceInfo Accessed;
      Found = {&Accessed, M};
    }
    if (N.Kind == SymKind::Typed)
      Found = {
          Words.pointee(QualType(static_cast<const clang::Type *>(N.Ptr), 0)),
          M};
    if (const ValueDecl *Pointer = Symbols.pointer(M))
      Found = {Words.elements(Pointer), M};
    if (Found.Info)
      return Found;
    if (N.Kind != SymKind::Field && N.Kind != SymKind::Elem)
      break;
  }
  return What == Scope::AllPlaces ? observedPlace(Memory) : Place();
}

/// The innermost field or the global that the memory is part of, if it can
/// change at all.
UnitEngine::Place UnitEngine::observedPlace(Sym Memory) {
  static const PlaceInfo Observed{PlaceKind::Racy, -1, /*Observed=*/true};
  for (Sym M = Memory; M; M = Symbols[M].A) {
    const SymNode &N = Symbols[M];
    if (N.OwnMemory || N.Kind == SymKind::Typed)
      continue;
    const ValueDecl *D = nullptr;
    if (N.Kind == SymKind::Field)
      D = static_cast<const FieldDecl *>(N.Ptr);
    else if (N.Kind == SymKind::Var && !N.Int)
      D = static_cast<const VarDecl *>(N.Ptr);
    if (D)
      return D->getType().isConstQualified() || !Symbols.holder(M)
                 ? Place()
                 : Place{&Observed, M};
    if (N.Kind != SymKind::Elem)
      break;
  }
  return {};
}

UnitEngine::Place UnitEngine::placeOf(Sym Memory) {
  auto [It, New] = PlaceCache.try_emplace(Memory);
  if (!New)
    return It->second;
  Place P = findPlace(Memory);
  return PlaceCache[Memory] = P;
}

bool UnitEngine::isRacy(Sym Memory) {
  const PlaceInfo *P = placeOf(Memory).Info;
  return P && P->Kind != PlaceKind::Stable && !P->Observed;
}

bool UnitEngine::isRecorded(Sym Memory) {
  // A stable place, too: the rule that knows it must be able to say so.
  if (placeOf(Memory).Info)
    return true;
  if (What == Scope::AllPlaces && isPartOfParameter(Memory))
    return true;
  // What a parameter points to: a scalar, or a struct that only wraps one, as
  // atomic types do.
  for (; Symbols[Memory].Kind == SymKind::Field; Memory = Symbols[Memory].A) {
    const auto *Field = static_cast<const FieldDecl *>(Symbols[Memory].Ptr);
    const auto &Fields = Field->getParent()->fields();
    if (std::next(Fields.begin()) != Fields.end())
      return false;
  }
  const SymNode &N = Symbols[Memory];
  return N.Kind == SymKind::Deref && Symbols[N.A].Kind == SymKind::Param;
}

bool UnitEngine::isCarried(Sym Memory) const {
  const SymNode &N = Symbols[Symbols.root(Memory)];
  return N.Kind == SymKind::Deref && Symbols[N.A].Kind == SymKind::Param;
}

bool UnitEngine::hasRecordedField(Sym Memory, QualType T, unsigned Depth) {
  constexpr unsigned MaxDepth = 3;
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || !(R = R->getDefinition()) || Depth > MaxDepth)
    return false;
  return llvm::any_of(R->fields(), [&](const FieldDecl *Field) {
    Sym Part = Symbols.field(Memory, Field);
    return isRecorded(Part) ||
           hasRecordedField(Part, Field->getType(), Depth + 1);
  });
}

Sym UnitEngine::typedAs(Sym Memory, QualType T) {
  if (!HasPointeeFacts || T.isNull() || !Words.pointee(T))
    return Memory;
  return Symbols.typed(Memory, T.getTypePtr());
}
