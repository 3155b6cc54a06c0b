//===-- Roles.cpp - functions that the facts describe, and builtins ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace reread;

/// Locks are the same if they are at the same address.
Sym FunctionEngine::lockKey(Sym Address) {
  return Symbols.withoutFirstFields(Symbols.deref(Address));
}

uint32_t FunctionEngine::lockSite(const void *Site) {
  return LockSites.try_emplace(Site, LockSites.size() + 1).first->second;
}

void FunctionEngine::takeLock(Sym Address, LockKind Kind, const void *Site) {
  if (Kind == LockKind::Exclusive || Kind == LockKind::Shared)
    happened(Since::Locked);
  if (Address)
    S.Locks.insert(lockKey(Address), {lockSite(Site), Kind, Address}, Arena);
}

void FunctionEngine::dropLock(Sym Address, LockKind Kind) {
  if (Kind == LockKind::Exclusive || Kind == LockKind::Shared)
    happened(Since::Unlocked);
  if (!Address)
    return;
  Sym Key = lockKey(Address);
  if (Recording && !S.Locks.find(Key))
    Dropped.push_back({Key, Address, Kind});
  forgetLock(Key, Kind);
}

/// Whoever says that a lock is held has not taken it: unless this function has,
/// it was held all the time.
void FunctionEngine::assertHeld(Sym Key, Sym Shown, LockKind Kind) {
  if (!Key || Symbols[Shown].Kind == SymKind::Const || S.Locks.find(Key))
    return;
  S.Locks.insert(Key, {lockSite(F), Kind, Shown}, Arena);
  if (Recording)
    Asserted.insert({Key, {Key, Shown, Kind}});
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
}

static Val argumentOf(int Index, llvm::ArrayRef<Val> Values, Val This) {
  if (Index < 0)
    return This;
  return size_t(Index) < Values.size() ? Values[Index] : Val{};
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

/// The lock's address; a lock without an argument is known by its name.
Sym FunctionEngine::lockOf(const FunctionFact &R, const FunctionDecl *Callee,
                           const Arguments &Args) {
  if (!R.LockName.empty())
    return Unit.namedLock(R.LockName);
  if (!R.LockField.empty() && R.Argument >= 0 &&
      unsigned(R.Argument) < Callee->getNumParams() &&
      size_t(R.Argument) < Args.Values.size()) {
    QualType Object =
        Callee->getParamDecl(R.Argument)->getType()->getPointeeType();
    const RecordDecl *Record =
        Object.isNull() ? nullptr : Object->getAsRecordDecl();
    if (Record && (Record = Record->getDefinition()))
      if (Sym Lock =
              fieldByName(Symbols, Symbols.deref(Args.Values[R.Argument].S),
                          Record, R.LockField))
        return Symbols.addressOf(Lock);
  }
  Sym A = argumentOf(R.Argument, Args.Values, Args.This).S;
  // A guard object stands for the lock that it was given.
  if (Symbols[A].Kind == SymKind::AddrOf)
    if (auto It = GuardOf.find(Symbols[A].A); It != GuardOf.end())
      return It->second;
  return A;
}

std::optional<Val> FunctionEngine::intrinsic(const FunctionDecl *Callee,
                                             Arguments &Args, const Expr *Site,
                                             SourceLocation At) {
  std::optional<Val> Result;
  bool LookInside = false;
  for (const FunctionFact &R : Unit.Words.roles(Callee)) {
    if (R.Role == FunctionRole::Length) {
      use(argumentOf(R.Argument, Args.Values, Args.This), UseKind::Length, At);
      LookInside = true;
      continue;
    }
    Result = roleCall(R, Callee, Args, Site, At);
  }
  if (!Result && LookInside)
    return opaqueCall(Callee, Args, Site, At);
  return Result;
}

Val FunctionEngine::roleCall(const FunctionFact &R, const FunctionDecl *Callee,
                             Arguments &Args, const Expr *Site,
                             SourceLocation At) {
  Val Arg = argumentOf(R.Argument, Args.Values, Args.This);
  const void *Where = Site ? static_cast<const void *>(Site) : Callee;
  switch (R.Role) {
  case FunctionRole::Lock:
  case FunctionRole::SeqBegin: {
    LockKind Kind = R.Role == FunctionRole::SeqBegin ? LockKind::Seq : R.Kind;
    Sym Lock = lockOf(R, Callee, Args);
    if (isa<CXXConstructorDecl>(Callee) &&
        Symbols[Args.This.S].Kind == SymKind::AddrOf)
      GuardOf[Symbols[Args.This.S].A] = Lock;
    takeLock(Lock, Kind, Where);
    return unknown(Site, 0);
  }
  case FunctionRole::Trylock: {
    Val V = unknown(Site, 0);
    TryLocks[V.S] = {lockOf(R, Callee, Args), R.Kind, R.SuccessIsZero, Where};
    return V;
  }
  case FunctionRole::Unlock:
  case FunctionRole::SeqRetry:
    dropLock(lockOf(R, Callee, Args),
             R.Role == FunctionRole::SeqRetry ? LockKind::Seq : R.Kind);
    return unknown(Site, 0);
  case FunctionRole::AssertHeld:
    if (Sym Lock = lockOf(R, Callee, Args))
      assertHeld(lockKey(Lock), Lock, R.Kind);
    return unknown(Site, 0);
  case FunctionRole::Barrier:
  case FunctionRole::Sleep: {
    Val V = opaqueCall(Callee, Args, Site, At);
    happened(R.Role == FunctionRole::Sleep ? Since::Slept : Since::Barrier);
    return V;
  }
  case FunctionRole::Allocate:
    opaqueCall(Callee, Args, Site, At);
    return Site ? Val{Symbols.fresh(Site, Current), 0} : Val{};
  case FunctionRole::Diagnostic: {
    for (const Val &V : Args.Values) {
      UseRecord U;
      U.Kind = UseKind::Diagnostic;
      U.Callee = Callee;
      U.Diagnostic = true;
      U.Mask = V.Mask;
      U.At = At;
      use(V.P, U);
    }
    return unknown(Site, 0);
  }
  case FunctionRole::BitTest: {
    Sym Bit = argumentOf(R.Second, Args.Values, Args.This).S;
    SymNode N = Symbols[Bit];
    bool Known = N.Kind == SymKind::Const && N.Int >= 0;
    constexpr int64_t WordBits = 64;
    Sym Word = Known ? Symbols.constant(N.Int / WordBits) : Bit;
    if (!Site)
      return {};
    Val V = load(Symbols.deref(Symbols.advance(Arg.S, Word)), Site,
                 Unit.Context.UnsignedLongTy, true);
    if (Known)
      V.Mask = 1ull << (N.Int % WordBits);
    V.S = Symbols.site(Site, Current);
    return V;
  }
  case FunctionRole::Load:
  case FunctionRole::PageTableGetter: {
    if (!Site)
      return {};
    Sym M = Unit.typedAs(Symbols.deref(Arg.S), Site->getType());
    Val V = load(M, Site, Site->getType(), true);
    if (V.P && R.Role == FunctionRole::PageTableGetter)
      if (auto It = ReadIndex.find({Site, 0}); It != ReadIndex.end())
        Reads[It->second].PageTable = true;
    return V;
  }
  case FunctionRole::Store:
  case FunctionRole::ReadModifyWrite: {
    Val New = argumentOf(R.Argument + 1, Args.Values, Args.This);
    if (R.Role == FunctionRole::ReadModifyWrite)
      New.S = Site ? Symbols.site(Site, Current, 1) : 0;
    store(Symbols.deref(Arg.S), New, At, true);
    return unknown(Site, 0);
  }
  case FunctionRole::Cmpxchg: {
    Val Expected = argumentOf(R.Second, Args.Values, Args.This);
    bool ByPointer =
        R.Second >= 0 && unsigned(R.Second) < Callee->getNumParams() &&
        Callee->getParamDecl(R.Second)->getType()->isAnyPointerType();
    ByPointer |= R.Second >= 0 && unsigned(R.Second) < Callee->getNumParams() &&
                 Callee->getParamDecl(R.Second)->getType()->isReferenceType();
    return exchange(Arg, Expected, ByPointer,
                    argumentOf(R.Second + 1, Args.Values, Args.This), Site, At);
  }
  case FunctionRole::CurrentTask:
    return {Symbols.current(), 0};
  case FunctionRole::Accessor: {
    if (!Site)
      return {};
    Sym Object = Args.This.S ? Args.This.S
                             : (Args.Values.empty() ? 0 : Args.Values[0].S);
    return load(Symbols.result(Callee, Object), Site, Site->getType(), false);
  }
  case FunctionRole::PerCpu:
  case FunctionRole::Length:
  case FunctionRole::Opaque:
    break;
  }
  return opaqueCall(Callee, Args, Site, At);
}

Val FunctionEngine::exchange(Val Pointer, Val Expected, bool ByPointer,
                             Val Desired, const Expr *Site, SourceLocation At) {
  Sym Old = ByPointer ? Symbols.deref(Expected.S) : 0;
  Prov P = Old && Symbols.isOwnMemory(Old) ? loadOwn(Old).P : Expected.P;
  UseRecord U;
  U.Kind = UseKind::Expected;
  U.At = At;
  use(P, U);
  store(Symbols.deref(Pointer.S),
        {Site ? Symbols.site(Site, Current, 1) : 0, Desired.P}, At, true);
  // On failure the new value replaces the expected one.
  if (Old)
    store(Old, unknown(Site, 0, 2), At, false);
  return unknown(Site, 0);
}

std::optional<Val> FunctionEngine::builtin(unsigned Id, const CallExpr *E) {
  auto Arg = [&](unsigned I) {
    return I < E->getNumArgs() ? argument(E->getDirectCallee(), I, E->getArg(I))
                               : Val{};
  };
  SourceLocation At = E->getExprLoc();
  switch (Id) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_addressof:
  case Builtin::BI__builtin_launder:
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
  case Builtin::BImove:
  case Builtin::BIforward:
  case Builtin::BIas_const:
    return Arg(0);
  case Builtin::BI__builtin_constant_p:
  case Builtin::BI__builtin_object_size:
  case Builtin::BI__builtin_dynamic_object_size:
    return unknown(E, 0); // operands are not evaluated
  case Builtin::BI__builtin_unreachable:
  case Builtin::BI__builtin_trap:
    return Val{};
  case Builtin::BI__sync_synchronize:
    happened(Since::Barrier);
    return Val{};
  default:
    break;
  }
  llvm::StringRef Name = Unit.Context.BuiltinInfo.getName(Id);
  if (Name.starts_with("__sync_val_compare_and_swap") ||
      Name.starts_with("__sync_bool_compare_and_swap"))
    return exchange(Arg(0), Arg(1), false, Arg(2), E, At);
  if (Name.starts_with("__sync_")) {
    Val V = Arg(1);
    V.S = Symbols.site(E, Current, 1);
    store(Symbols.deref(Arg(0).S), V, At, true);
    return unknown(E, 0);
  }
  // Library functions are known by name; the rest are pure arithmetic.
  if (Unit.Context.BuiltinInfo.isPredefinedLibFunction(Id) ||
      Unit.Context.BuiltinInfo.isLibFunction(Id))
    return std::nullopt;
  Prov P = 0;
  for (unsigned I = 0; I < E->getNumArgs(); ++I) {
    Val V = Arg(I);
    P = Provenance.join(P, V.P);
    escape(V, unknown(E, V.P, I + 1));
  }
  return unknown(E, P);
}

Val FunctionEngine::atomicBuiltin(const AtomicExpr *E) {
  Val Pointer = value(E->getPtr());
  use(Pointer, UseKind::Deref, E->getExprLoc());
  Sym M = Symbols.deref(Pointer.S);
  SourceLocation At = E->getExprLoc();
  // The generic forms pass values through pointers.
  auto Through = [&](const Expr *X) {
    Val P = value(X);
    Sym Memory = Symbols.deref(P.S);
    return Memory && Symbols.isOwnMemory(Memory) ? loadOwn(Memory)
                                                 : Val{0, P.P};
  };
  switch (E->getOp()) {
  case AtomicExpr::AO__c11_atomic_load:
  case AtomicExpr::AO__atomic_load_n:
    return load(M, E, E->getType(), true);
  case AtomicExpr::AO__atomic_load: {
    Val V = load(M, E, E->getPtr()->getType()->getPointeeType(), true);
    store(Symbols.deref(value(E->getVal1()).S), V, At, false);
    return {};
  }
  case AtomicExpr::AO__c11_atomic_init:
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__atomic_store_n:
    store(M, value(E->getVal1()), At, true);
    return {};
  case AtomicExpr::AO__atomic_store:
    store(M, Through(E->getVal1()), At, true);
    return {};
  case AtomicExpr::AO__c11_atomic_compare_exchange_strong:
  case AtomicExpr::AO__c11_atomic_compare_exchange_weak:
  case AtomicExpr::AO__atomic_compare_exchange_n:
    return exchange(Pointer, value(E->getVal1()), true, value(E->getVal2()), E,
                    At);
  case AtomicExpr::AO__atomic_compare_exchange:
    return exchange(Pointer, value(E->getVal1()), true, Through(E->getVal2()),
                    E, At);
  default:
    break;
  }
  // Everything else reads, modifies and writes; its operand is stored.
  Val V;
  if (E->getNumSubExprs() > 2)
    V = value(E->getVal1());
  V.S = Symbols.site(E, Current, 1);
  store(M, V, At, true);
  return unknown(E, 0);
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
