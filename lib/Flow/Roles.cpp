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

std::optional<Val> FunctionEngine::intrinsic(const FunctionDecl *Callee,
                                             Arguments &Args, const Expr *Site,
                                             SourceLocation At) {
  std::optional<Val> Result;
  bool LookInside = false;
  for (const FunctionFact &R : Unit.Words.roles(Callee)) {
    if (R.Role == FunctionRole::Length) {
      use(argumentOf(R.Argument, Args), UseKind::Length, At);
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
  Val Arg = argumentOf(R.Argument, Args);
  const void *Where = Site ? static_cast<const void *>(Site) : Callee;
  switch (R.Role) {
  case FunctionRole::Lock:
  case FunctionRole::SeqBegin: {
    LockKind Kind = R.Role == FunctionRole::SeqBegin ? LockKind::Seq : R.Kind;
    Sym Lock = lockOf(R, Callee, Args);
    if (isa<CXXConstructorDecl>(Callee) &&
        Symbols[Args.This.S].Kind == SymKind::AddrOf)
      GuardOf[Symbols[Args.This.S].A] = Lock;
    takeLock({Lock, Kind, false, Where});
    return unknown(Site, 0);
  }
  case FunctionRole::Trylock: {
    Val V = unknown(Site, 0);
    Sym Until = fieldOfArgument(R.Until, R.Argument, Callee, Args);
    TryLocks[V.S] = {lockOf(R, Callee, Args), R.Kind, R.SuccessIsZero, Where,
                     Until ? lockKey(Symbols.addressOf(Until)) : 0};
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
  case FunctionRole::Sleep:
  case FunctionRole::GracePeriod: {
    Val V = opaqueCall(Callee, Args, Site, At);
    happened(R.Role == FunctionRole::Sleep         ? Since::Slept
             : R.Role == FunctionRole::GracePeriod ? Since::GracePeriod
                                                   : Since::Barrier);
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
      U.At = At;
      use(V.P, U);
    }
    return unknown(Site, 0);
  }
  case FunctionRole::Report:
    // Whether there was room for it does not depend on the values.
    useArguments(Callee, Args, At, /*Reported=*/true);
    return unknown(Site, 0);
  case FunctionRole::BitTest: {
    Sym Bit = argumentOf(R.Second, Args).S;
    SymNode N = Symbols[Bit];
    bool Known = N.Kind == SymKind::Const && N.Int >= 0;
    constexpr int64_t WordBits = 64;
    Sym Word = Symbols.binop(BO_Div, Bit, Symbols.constant(WordBits));
    if (!Site)
      return {};
    Val V = load(Symbols.deref(Symbols.advance(Arg.S, Word)), Site,
                 Unit.Context.UnsignedLongTy, true);
    if (Known)
      V.P = Provenance.narrow(V.P, 1ull << (N.Int % WordBits));
    else if (auto It = ReadIndex.find({Site, 0}); It != ReadIndex.end())
      Reads[It->second].Bit = Bit;
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
    Val New = argumentOf(R.Argument + 1, Args);
    WriteForm Form = WriteForm::Marked;
    if (R.Role == FunctionRole::ReadModifyWrite) {
      New.S = Site ? Symbols.site(Site, Current, 1) : 0;
      Form = WriteForm::Atomic;
    }
    store(Symbols.deref(Arg.S), New, At, Form);
    return unknown(Site, 0);
  }
  case FunctionRole::Cmpxchg: {
    Val Expected = argumentOf(R.Second, Args);
    bool ByPointer =
        R.Second >= 0 && unsigned(R.Second) < Callee->getNumParams() &&
        Callee->getParamDecl(R.Second)->getType()->isAnyPointerType();
    ByPointer |= R.Second >= 0 && unsigned(R.Second) < Callee->getNumParams() &&
                 Callee->getParamDecl(R.Second)->getType()->isReferenceType();
    return exchange(Arg, Expected, ByPointer, argumentOf(R.Second + 1, Args),
                    Site, At);
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
  case FunctionRole::Unlink: {
    Val V = opaqueCall(Callee, Args, Site, At);
    if (Arg.S)
      S.Unlinked.insert(Arg.S, true, Arena);
    return V;
  }
  case FunctionRole::Publish: {
    Val V = opaqueCall(Callee, Args, Site, At);
    published(Symbols.root(Symbols.deref(Arg.S)));
    return V;
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
  if (Old && Symbols.isOwnMemory(Old))
    Expected = loadOwn(Old);
  UseRecord U;
  U.Kind = UseKind::Expected;
  U.At = At;
  use(Expected.P, U);
  exchanged(Symbols.deref(Pointer.S), Expected.P, isNull(Expected));
  store(Symbols.deref(Pointer.S),
        {Site ? Symbols.site(Site, Current, 1) : 0, Desired.P}, At,
        WriteForm::Atomic,
        /*Always=*/false);
  // On failure the new value replaces the expected one.
  if (Old)
    store(Old, unknown(Site, 0, 2), At, WriteForm::Plain);
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
  std::string Kept(Unit.Context.BuiltinInfo.getName(Id));
  llvm::StringRef Name = Kept;
  if (Name.starts_with("__sync_val_compare_and_swap") ||
      Name.starts_with("__sync_bool_compare_and_swap"))
    return exchange(Arg(0), Arg(1), false, Arg(2), E, At);
  if (Name.starts_with("__sync_")) {
    Val V = Arg(1);
    V.S = Symbols.site(E, Current, 1);
    store(Symbols.deref(Arg(0).S), V, At, WriteForm::Atomic);
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
    store(Symbols.deref(value(E->getVal1()).S), V, At, WriteForm::Plain);
    return {};
  }
  case AtomicExpr::AO__c11_atomic_init:
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__atomic_store_n:
    store(M, value(E->getVal1()), At, WriteForm::Marked);
    return {};
  case AtomicExpr::AO__atomic_store:
    store(M, Through(E->getVal1()), At, WriteForm::Marked);
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
  store(M, V, At, WriteForm::Atomic);
  return unknown(E, 0);
}
