//===-- EntryLocks.cpp - locks that all callers of a function hold --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of functions that nobody outside of the unit can call.
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"

using namespace clang;
using namespace reread;

void UnitEngine::noteCall(const FunctionDecl *Callee, CallSite Site) {
  if (!Callee->isExternallyVisible())
    Callers[Callee->getCanonicalDecl()].push_back(std::move(Site));
}

/// Lock, which a caller holds, in the callee's terms; 0 if it has none for it.
static Sym inCallee(SymbolTable &Symbols, Sym X,
                    llvm::ArrayRef<Sym> Arguments) {
  if (!X)
    return 0;
  for (unsigned I = 0; I < Arguments.size(); ++I)
    if (X == Arguments[I])
      return Symbols.param(I);
  SymNode N = Symbols[X];
  switch (N.Kind) {
  case SymKind::Load:
    return Symbols.load(inCallee(Symbols, N.A, Arguments));
  case SymKind::AddrOf:
    return Symbols.addressOf(inCallee(Symbols, N.A, Arguments));
  case SymKind::Deref:
    return Symbols.deref(inCallee(Symbols, N.A, Arguments));
  case SymKind::Field:
    return Symbols.field(inCallee(Symbols, N.A, Arguments),
                         static_cast<const FieldDecl *>(N.Ptr));
  case SymKind::Var:
    return N.Local ? 0 : X;
  default:
    return 0;
  }
}

UnitEngine::LockChanges UnitEngine::heldByCallers(const FunctionDecl *Fn,
                                                  unsigned Level) {
  LockChanges Held;
  bool First = true;
  for (const CallSite &Site : Callers.find(Fn)->second) {
    LockChanges There = entryLocks(Site.Caller, Level + 1), Here;
    llvm::erase_if(There, [&](const Summary::LockChange &L) {
      return Out->drops(Site.Caller, L.Lock);
    });
    There.append(Site.Held.begin(), Site.Held.end());
    for (const Summary::LockChange &L : There) {
      Sym Lock = inCallee(Symbols, L.Lock, Site.Arguments);
      auto IsIt = [&](const Summary::LockChange &H) { return H.Lock == Lock; };
      if (!Lock || llvm::any_of(Here, IsIt) ||
          !(First || llvm::any_of(Held, IsIt)))
        continue;
      Sym Shown = inCallee(Symbols, L.Shown, Site.Arguments);
      Here.push_back({Lock, Shown ? Shown : Lock, L.Kind});
    }
    Held = std::move(Here);
    if (Held.empty())
      break;
    First = false;
  }
  return Held;
}

UnitEngine::LockChanges UnitEngine::entryLocks(const FunctionDecl *Fn,
                                               unsigned Level) {
  constexpr unsigned MaxLevels = 6;
  Fn = Fn->getCanonicalDecl();
  if (!Callers.count(Fn) || AddressTaken.count(Fn) || Level > MaxLevels)
    return {};
  // Functions that call each other have more paths than anybody can walk.
  if (auto It = EntryLocks.find({Fn, Level}); It != EntryLocks.end())
    return It->second;
  LockChanges Held = heldByCallers(Fn, Level);
  return EntryLocks[{Fn, Level}] = std::move(Held);
}
