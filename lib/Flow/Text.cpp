//===-- Text.cpp - what leaves the engine is text -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Text.h"

using namespace clang;
using namespace reread;

SourcePoint reread::pointOf(ASTContext &Context, SourceLocation L) {
  const SourceManager &SM = Context.getSourceManager();
  SourcePoint P;
  L = SM.getExpansionLoc(L);
  PresumedLoc Where = SM.getPresumedLoc(L);
  if (Where.isInvalid())
    return P;
  P.File = Where.getFilename();
  P.Line = Where.getLine();
  P.Column = Where.getColumn();
  P.Raw = L.getRawEncoding();
  return P;
}

static std::string fieldName(const FieldDecl *F) {
  return Vocabulary::structName(F) + "." + Vocabulary::fieldPath(F);
}

/// "audit_tree.rules.next": a small struct's field, named from its holder.
static std::string nameInHolder(const SymbolTable &Symbols, Sym Place) {
  std::string Path;
  Sym Holder = Symbols.holder(Place);
  for (Sym M = Place; M != Holder; M = Symbols[M].A)
    if (Symbols[M].Kind == SymKind::Field) {
      const auto *F = static_cast<const FieldDecl *>(Symbols[M].Ptr);
      if (F->getIdentifier())
        Path = "." + F->getNameAsString() + Path;
    }
  const SymNode &N = Symbols[Holder];
  return (N.Kind == SymKind::Field
              ? fieldName(static_cast<const FieldDecl *>(N.Ptr))
              : static_cast<const VarDecl *>(N.Ptr)->getNameAsString()) +
         Path;
}

std::string reread::placeName(UnitEngine &Unit, Sym Place) {
  const SymNode &N = Unit.Symbols[Place];
  const PlaceInfo *Info = Unit.placeOf(Place).Info;
  if (Info && Info->Given >= 0) {
    // As whoever stated the fact calls it.
    const PlaceFact &Fact = Unit.Words.given()[Info->Given];
    if (!Fact.Pointee.empty())
      return "*" + Fact.Pointee;
    std::string Name =
        Fact.Struct.empty() ? Fact.Global : Fact.Struct + "." + Fact.Field;
    return Name + (Fact.Elements ? "[]" : "");
  }
  if (Info && Info->Observed && Unit.Symbols.holder(Place) != Place)
    return nameInHolder(Unit.Symbols, Place);
  switch (N.Kind) {
  case SymKind::Field:
    return fieldName(static_cast<const FieldDecl *>(N.Ptr));
  case SymKind::Var:
    return static_cast<const VarDecl *>(N.Ptr)->getNameAsString();
  case SymKind::Result:
    return static_cast<const FunctionDecl *>(N.Ptr)->getNameAsString() + "()";
  default:
    return Unit.Symbols.print(Place, nullptr);
  }
}

/// The memory of a lock: the lock itself, not what it is made of.
static Sym lockMemory(const SymbolTable &Symbols, Sym Memory) {
  while (Symbols[Memory].Kind == SymKind::Field &&
         Symbols[Symbols[Memory].A].Kind == SymKind::Field &&
         Symbols.withoutFirstFields(Memory) != Memory &&
         Symbols.withoutFirstFields(Memory) ==
             Symbols.withoutFirstFields(Symbols[Memory].A))
    Memory = Symbols[Memory].A;
  return Memory;
}

/// LockEvidence::Class of the lock at that address.
static std::string lockClass(SymbolTable &Symbols, Sym Lock) {
  if (Symbols[Lock].Kind == SymKind::Named)
    return Symbols.print(Lock, nullptr);
  Sym Memory = lockMemory(Symbols, Symbols.deref(Lock));
  // Locks of an array are of one class.
  while (Symbols[Memory].Kind == SymKind::Elem)
    Memory = lockMemory(Symbols, Symbols[Memory].A);
  const SymNode &N = Symbols[Memory];
  if (N.Kind == SymKind::Field)
    return fieldName(static_cast<const FieldDecl *>(N.Ptr));
  if (N.Kind != SymKind::Var || N.Int || N.OwnMemory)
    return "";
  const auto *V = static_cast<const VarDecl *>(N.Ptr);
  std::string Name = V->getNameAsString();
  if (V->isExternallyVisible())
    return Name;
  // Every file may have one of that name.
  PresumedLoc Where =
      V->getASTContext().getSourceManager().getPresumedLoc(V->getLocation());
  return Where.isInvalid() ? "" : Name + "@" + Where.getFilename();
}

LockEvidence reread::lockOf(UnitEngine &Unit, const FunctionDecl *F, Sym Lock,
                            LockKind Kind) {
  SymbolTable &Symbols = Unit.Symbols;
  Sym Memory = lockMemory(Symbols, Symbols.deref(Lock));
  std::string Printed = Symbols.print(Symbols.addressOf(Memory), F);
  llvm::StringRef Text = Printed;
  Text.consume_front("&");
  LockEvidence L;
  L.Lock = Text.str();
  L.Class = lockClass(Symbols, Lock);
  L.Seq = Kind == LockKind::Seq;
  L.Rcu = Kind == LockKind::Rcu;
  L.Shared = Kind == LockKind::Shared;
  return L;
}

std::string reread::pointerName(const ValueDecl *D) {
  if (const auto *F = dyn_cast<FieldDecl>(D))
    return "*" + fieldName(F);
  return "*" + D->getNameAsString();
}
