//===-- Locks.cpp - locks taken, dropped and declared --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// Locks are the same if they are at the same address.
Sym FunctionEngine::lockKey(Sym Address) {
  return Symbols.withoutFirstFields(Symbols.deref(Address));
}

uint32_t FunctionEngine::lockSite(const void *Site) {
  return LockSites.try_emplace(Site, LockSites.size() + 1).first->second;
}

void FunctionEngine::takeLock(const TryLock &L) {
  if (L.Kind == LockKind::Exclusive || L.Kind == LockKind::Shared)
    happened(Since::Locked);
  if (L.Address)
    holdLock(lockKey(L.Address),
             {lockSite(L.Site), L.Kind, L.Address, false, L.Until});
}

void FunctionEngine::holdLock(Sym Key, HeldLock L) {
  S.Locks.insert(Key, L, Arena);
  if (Recording)
    Taken.insert(Key);
}

void FunctionEngine::dropLock(Sym Address, LockKind Kind) {
  if (Kind == LockKind::Exclusive || Kind == LockKind::Shared)
    happened(Since::Unlocked);
  if (!Address)
    return;
  loseLock(lockKey(Address), Address, Kind);
}

/// It was held here, or a caller has taken it.
void FunctionEngine::loseLock(Sym Key, Sym Shown, LockKind Kind) {
  auto Same = [&](const Summary::LockChange &L) { return L.Lock == Key; };
  if (Recording && !S.Locks.find(Key) && llvm::none_of(Dropped, Same))
    Dropped.push_back({Key, Shown ? Shown : Key, Kind});
  forgetLock(Key, Kind);
}

std::vector<Summary::LockChange> FunctionEngine::retaken() const {
  std::vector<Summary::LockChange> Out;
  llvm::copy_if(Dropped, std::back_inserter(Out),
                [&](const Summary::LockChange &L) {
                  return L.Kind != LockKind::Seq && Taken.contains(L.Lock) &&
                         !Symbols[L.Lock].Local;
                });
  return Out;
}

/// The address is null, or in an object at null: a caller has none.
static bool isNowhere(const SymbolTable &Symbols, Sym Address) {
  if (Symbols[Address].Kind == SymKind::AddrOf) {
    const SymNode &Root = Symbols[Symbols.root(Symbols[Address].A)];
    Address = Root.Kind == SymKind::Deref ? Root.A : 0;
  }
  return Symbols[Address].Kind == SymKind::Const;
}

/// Whoever says that a lock is held has not taken it: unless this function has,
/// it was held all the time.
void FunctionEngine::assertHeld(Sym Key, Sym Shown, LockKind Kind) {
  if (!Key || isNowhere(Symbols, Shown) || S.Locks.find(Key))
    return;
  S.Locks.insert(Key, {lockSite(F), Kind, Shown}, Arena);
  if (Recording)
    Asserted.insert({Key, {Key, Shown, Kind}});
}

/// Only one of two paths asserts it that meet again: a caller may always take
/// the other one. A path that ends early says nothing.
bool FunctionEngine::isAssertedSometimes(Sym Lock) const {
  if (isHeldAtExit(Lock))
    return false;
  for (unsigned I = 0; I != Order.size(); ++I) {
    if (Order[I] == &Graph->getExit() || In[I].Locks.find(Lock))
      continue;
    for (const CFGBlock *Pred : Order[I]->preds())
      if (unsigned P = Pred ? NumberOf[Pred->getBlockID()] : Unreached;
          P < I && Out[P].Locks.find(Lock))
        return true;
  }
  return false;
}

llvm::SmallVector<Summary::LockChange, 2>
FunctionEngine::heldThroughout() const {
  llvm::SmallVector<Summary::LockChange, 2> Held;
  for (const auto &[Key, Lock] : Asserted)
    if (llvm::none_of(Dropped, [&, K = Key](const Summary::LockChange &L) {
          return L.Lock == K;
        }))
      Held.push_back(Lock);
  return Held;
}

void FunctionEngine::forgetLock(Sym Key, LockKind Kind) {
  // Dropped after an assertion: not held throughout.
  if (const HeldLock *L = S.Locks.find(Key); L && L->Taken == lockSite(F))
    Asserted.erase(Key);
  S.Locks.erase(Key, Arena);
  // A sequence count is dropped to retry: what was read before is thrown away.
  if (Kind == LockKind::Seq)
    return;
  S.Reads.transform(
      [&](uint32_t, const LiveRead &Old) {
        LiveRead New = Old;
        New.Held.erase(Key, Arena);
        return New;
      },
      Arena);
  llvm::SmallVector<Sym, 2> WithIt;
  S.Locks.forEach([&](uint32_t K, const HeldLock &L) {
    if (L.Until == Key)
      WithIt.push_back(K);
  });
  for (Sym K : WithIt)
    forgetLock(K, Kind);
}

/// The field of that name, also in unnamed structs inside.
static Sym fieldByName(SymbolTable &Symbols, Sym Object, const RecordDecl *In,
                       llvm::StringRef Name) {
  for (const FieldDecl *Field : In->fields()) {
    if (Field->getName() == Name)
      return Symbols.field(Object, Field);
    if (Field->isAnonymousStructOrUnion())
      if (const RecordDecl *Inner = Field->getType()->getAsRecordDecl())
        if (Sym Found =
                fieldByName(Symbols, Symbols.field(Object, Field), Inner, Name))
          return Found;
  }
  return 0;
}

/// Same for a field of a field: "sk_lock.owned".
static Sym fieldByPath(SymbolTable &Symbols, Sym Object, const RecordDecl *In,
                       llvm::StringRef Path) {
  while (Object && In) {
    auto [Name, Rest] = Path.split('.');
    Object = fieldByName(Symbols, Object, In, Name);
    if (!Object || Rest.empty())
      return Object;
    const auto *Field = static_cast<const FieldDecl *>(Symbols[Object].Ptr);
    In = Field->getType()->getAsRecordDecl();
    Path = Rest;
  }
  return 0;
}

/// The field at that path of the struct that an argument points to; 0 if it has
/// none.
Sym FunctionEngine::fieldOfArgument(llvm::StringRef Path, int Number,
                                    const FunctionDecl *Callee,
                                    const Arguments &Args) {
  if (Path.empty() || Number < 0 ||
      unsigned(Number) >= Callee->getNumParams() ||
      size_t(Number) >= Args.Values.size())
    return 0;
  QualType Object = Callee->getParamDecl(Number)->getType()->getPointeeType();
  const RecordDecl *Record =
      Object.isNull() ? nullptr : Object->getAsRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return 0;
  return fieldByPath(Symbols, Symbols.deref(Args.Values[Number].S), Record,
                     Path);
}

/// The lock's address; a lock without an argument is known by its name.
Sym FunctionEngine::lockOf(const FunctionFact &R, const FunctionDecl *Callee,
                           const Arguments &Args) {
  if (!R.LockName.empty())
    return Unit.namedLock(R.LockName);
  if (Sym Lock = fieldOfArgument(R.LockField, R.Argument, Callee, Args))
    return Symbols.addressOf(Lock);
  Sym A = argumentOf(R.Argument, Args).S;
  // A guard object stands for the lock that it was given.
  if (Symbols[A].Kind == SymKind::AddrOf)
    if (auto It = GuardOf.find(Symbols[A].A); It != GuardOf.end())
      return It->second;
  return A;
}

/// `lockdep_assert_held(l)` becomes `(void)(l)` in a build without lockdep,
/// and an access assertion a call with the place's address: both are known by
/// their macro.
void FunctionEngine::declaredExclusive(const Stmt *St) {
  SourceLocation At = St->getBeginLoc();
  if (const auto *C = dyn_cast<CStyleCastExpr>(St))
    At = C->getLParenLoc();
  if (!At.isMacroID() || !Unit.Macros.at(At).Exclusive)
    return;
  const Expr *E = nullptr;
  if (const auto *C = dyn_cast<CStyleCastExpr>(St))
    E = C->getType()->isVoidType() ? C->getSubExpr() : nullptr;
  else if (const auto *C = dyn_cast<CallExpr>(St))
    E = C->getNumArgs() ? C->getArg(0) : nullptr;
  if (!E || !E->getType()->isPointerType())
    return;
  Sym Address = value(E).S;
  if (!Address)
    return;
  // A lock is a struct; what is not is the place that is accessed.
  bool Lock =
      E->IgnoreParenImpCasts()->getType()->getPointeeType()->isRecordType();
  if (Lock)
    return assertHeld(lockKey(Address), Address, LockKind::Exclusive);
  Sym Key = Symbols.deref(Address);
  if (!S.Locks.find(Key))
    S.Locks.insert(Key, {lockSite(F), LockKind::Exclusive, Address, true},
                   Arena);
}
