//===-- Apply.cpp - a callee's summary, in a caller's terms -----------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// Puts a caller's values in the place of a callee's parameters.
struct FunctionEngine::Substitution {
  FunctionEngine &E;
  const Arguments &Args;
  llvm::DenseMap<Sym, Sym> Done;
  std::vector<Prov> ReadProv; ///< of the callee's reads, here

  Substitution(FunctionEngine &E, const Arguments &Args) : E(E), Args(Args) {}

  Sym symbol(Sym X) {
    if (!X || E.Symbols[X].Local)
      return 0;
    if (auto It = Done.find(X); It != Done.end())
      return It->second;
    Sym Y = compute(X);
    return Done[X] = Y;
  }

  Sym compute(Sym X) {
    SymbolTable &T = E.Symbols;
    SymNode N = T[X];
    switch (N.Kind) {
    case SymKind::Param:
      if (N.Int == SymbolTable::ThisParam)
        return Args.This.S;
      return size_t(N.Int) < Args.Values.size() ? Args.Values[N.Int].S : 0;
    case SymKind::Load: {
      Sym M = symbol(N.A);
      if (!M)
        return 0;
      if (T.isOwnMemory(M))
        return E.loadOwn(M).S;
      const Val *Stored = E.S.Memory.find(M);
      return Stored ? Stored->S : T.load(M);
    }
    case SymKind::AddrOf:
      return T.addressOf(symbol(N.A));
    case SymKind::Deref:
      return T.deref(symbol(N.A));
    case SymKind::Typed:
      return T.typed(symbol(N.A), static_cast<const clang::Type *>(N.Ptr));
    case SymKind::Field:
      return T.field(symbol(N.A), static_cast<const FieldDecl *>(N.Ptr));
    case SymKind::Elem: {
      // A pointer to an element, moved on, is a pointer to another element.
      Sym M = symbol(N.A), I = symbol(N.B);
      if (M && T[N.A].Kind == SymKind::Deref)
        return T.deref(T.advance(T.addressOf(M), I));
      return T.element(M, I);
    }
    case SymKind::Binop:
      return T.binop(BinaryOperatorKind(N.Int), symbol(N.A), symbol(N.B));
    case SymKind::Asm: {
      Sym B = symbol(N.B);
      return N.B && !B ? 0 : T.assembly(N.Ptr, symbol(N.A), B);
    }
    case SymKind::Result: {
      Sym A = symbol(N.A);
      return N.A && !A ? 0
                       : T.result(static_cast<const FunctionDecl *>(N.Ptr), A);
    }
    default:
      return X;
    }
  }

  Prov prov(Prov P) {
    Prov Out = 0;
    for (auto [From, Bits] : llvm::SmallVector<Origin, 8>(E.Provenance[P])) {
      uint32_t I = From / 2;
      Prov Here = 0;
      if (!isParam(From))
        Here = I < ReadProv.size() ? ReadProv[I] : 0;
      else if (I < Args.Values.size())
        Here = Args.Values[I].P;
      if (!isParam(From) || E.Symbols.showsBits(argumentOf(I, Args).S))
        Here = E.Provenance.narrow(Here, Bits);
      Out = E.Provenance.join(Out, Here);
    }
    return Out;
  }

  /// What the caller's own variables held that a value was computed from.
  Prov held(Sym X) {
    const SymNode N = E.Symbols[X];
    if (N.Local)
      return 0;
    if (N.Kind == SymKind::Binop)
      return E.Provenance.join(held(N.A), held(N.B));
    if (N.Kind != SymKind::Load)
      return 0;
    Sym M = symbol(N.A);
    return M && E.Symbols.isOwnMemory(M) ? E.loadOwn(M).P : 0;
  }

  Val value(Val V) {
    return {symbol(V.S), E.Provenance.join(prov(V.P), held(V.S))};
  }

  /// What is held here, and what the callee holds besides since that site.
  LockMap locks(const Summary::Read::Locks &Held, uint32_t Site) {
    LockMap Out = E.S.Locks;
    for (const auto &[K, L] : Held) {
      Sym Lock = E.Symbols.withoutFirstFields(symbol(K));
      // Who holds it has taken it before the call.
      bool Ours = L.Taken == Summary::AtEntry && E.S.Locks.find(Lock);
      if (Lock && !Ours)
        Out.insert(Lock, {Site, L.Kind, symbol(L.Shown)}, E.Arena);
    }
    return Out;
  }

  UseRecord use(UseRecord U, const FunctionDecl *Callee, SourceLocation At) {
    U.Target = symbol(U.Target);
    U.Via = Callee;
    U.At = At;
    U.Block = E.Current;
    return U;
  }
};

/// What is stored in an own variable is followed from there.
bool FunctionEngine::isOwnStore(const UseRecord &U) const {
  return U.Kind == UseKind::Store && U.Sink.empty() && U.Target &&
         Symbols.isOwnMemory(U.Target);
}

Val FunctionEngine::apply(const Summary &Known, const FunctionDecl *Callee,
                          Arguments &Args, const Stmt *Site,
                          SourceLocation At) {
  Substitution To(*this, Args);
  if (Site) {
    Sym Result = To.symbol(Known.Returned.S);
    To.Done[Unit.ReturnedPointer] =
        Result ? Result : Symbols.site(Site, Current);
  }
  for (const Summary::LockChange &L : Known.Asserted)
    assertHeld(Symbols.withoutFirstFields(To.symbol(L.Lock)),
               To.symbol(L.Shown), L.Kind);
  bool InDiagnostic = Unit.Macros.at(At).Diagnostic;
  const void *Key = Site ? Site : Args.Key;
  std::vector<uint32_t> Numbers(Known.Reads.size());
  To.ReadProv.resize(Known.Reads.size());
  for (unsigned I = 0; I < Known.Reads.size(); ++I) {
    const Summary::Read &R = Known.Reads[I];
    Sym M = To.symbol(R.What.Memory);
    if (!M)
      continue;
    if (Symbols.isOwnMemory(M) || !Unit.isRecorded(M)) {
      const Val *Stored = S.Memory.find(M);
      if (Symbols.isOwnMemory(M))
        To.ReadProv[I] = loadOwn(M).P;
      else if (Stored)
        To.ReadProv[I] = Stored->P;
      else if (Unit.isCarried(M) && Key)
        To.ReadProv[I] =
            Provenance.single(readSource(carry(M, Key, I + 1, R.What.At)));
      for (const UseRecord &U : R.What.Uses)
        if (UseRecord Here = To.use(U, Callee, At); !isOwnStore(Here))
          use(To.ReadProv[I], Here);
      continue;
    }
    if (!Key)
      continue;
    uint32_t Number = Numbers[I] = readNumber(Key, I + 1);
    ReadRecord &Here = Reads[Number];
    Sym Before = Here.Memory;
    // In a loop, the top has been walked before the call and uses what it gave
    // in the iteration before.
    auto Earlier = std::move(Here.Uses);
    llvm::erase_if(Earlier, [&](const UseRecord &U) {
      return U.Via == Callee && U.At == At;
    });
    Here = R.What;
    Here.Memory = M;
    Here.Call = Key;
    Here.Block = Current;
    Here.Value = To.symbol(R.What.Value);
    Here.Into = nullptr;
    Here.Placed |= Unit.placeOf(M).Info != nullptr;
    Here.PlacedHere = Here.Placed && !R.What.Placed;
    Here.Generic |= Here.PlacedHere;
    Here.InDiagnostic |= InDiagnostic;
    Here.Via.insert(Here.Via.begin(), ViaStep{Callee, At});
    for (UseRecord &U : Here.Uses)
      U = To.use(U, Callee, At);
    llvm::erase_if(Here.Uses,
                   [&](const UseRecord &U) { return isOwnStore(U); });
    llvm::append_range(Here.Uses, Earlier);
    const SymNode &Object = Symbols[Symbols.root(M)];
    Here.Unlinked = Object.Kind == SymKind::Deref && S.Unlinked.find(Object.A);
    Here.Locks = To.locks(R.Held, lockSite(Key));
    Here.FromEntry = sinceEntry().then(R.What.FromEntry);
    if (Before != M)
      index(Number);
    To.ReadProv[I] = Provenance.single(readSource(Number));
    Here.Bit = To.symbol(R.What.Bit);
    if (const SymNode &Bit = Symbols[Here.Bit];
        Bit.Kind == SymKind::Const && Bit.Int >= 0) {
      constexpr unsigned WordBits = 64;
      uint64_t Mask = 1ull << (Bit.Int % WordBits);
      To.ReadProv[I] = Provenance.narrow(To.ReadProv[I], Mask);
      for (UseRecord &U : Here.Uses)
        U.Mask &= Mask;
    }
    // As in load(): what was stored there before the call is what is read.
    if (!Unit.isRacy(M))
      if (const Val *Stored = S.Memory.find(M)) {
        To.ReadProv[I] = Provenance.join(To.ReadProv[I], Stored->P);
        for (const UseRecord &U : Here.Uses)
          use(Stored->P, U);
      }
    pairUp(Number, R.What.FromEntry);
    overtake(Number, R.What.FromEntry);
  }
  // Everything that was read before the call has seen what happens in it.
  if (Known.Events.May)
    S.Reads.transform(
        [&](uint32_t, const LiveRead &Old) {
          return LiveRead{Old.Mid.then(Known.Events), Old.Held};
        },
        Arena);
  for (unsigned I = 0; I < Known.Reads.size(); ++I)
    if (Numbers[I])
      keepAlive(Numbers[I],
                {Known.Reads[I].ToExit,
                 To.locks(Known.Reads[I].HeldToExit, lockSite(Key))});

  for (unsigned I = 0; I < std::min(Known.ParamUses.size(), Args.Values.size());
       ++I) {
    Val &V = Args.Values[I];
    for (const UseRecord &U : Known.ParamUses[I]) {
      UseRecord Here = To.use(U, Callee, At);
      if (U.Kind == UseKind::Argument)
        publish(V, 0);
      else if (U.Kind == UseKind::Store)
        publish(V, Here.Target ? Here.Target : Symbols.site(nullptr, Current));
      if (isOwnStore(Here))
        continue;
      if (!Symbols.showsBits(V.S))
        Here.Mask = ~0ull;
      Here.Diagnostic |= InDiagnostic;
      use(V.P, Here);
      // An unknown function gets what an own variable holds with its address.
      if (U.Kind == UseKind::Argument && Symbols[V.S].Kind == SymKind::AddrOf &&
          Symbols.isOwnMemory(Symbols[V.S].A))
        use(wholeProv(Symbols[V.S].A), Here);
    }
  }

  for (auto [Read, Param] : Known.Compared)
    compare(To.prov(Provenance.single(Read)),
            To.prov(Provenance.single(Param)));
  if (Known.NoReturn) {
    S.Reachable = false;
    return {};
  }
  Val Result = To.value(Known.Returned);
  // What a variadic function does with its extra arguments is not followed.
  for (unsigned I = Callee->getNumParams(); I < Args.Values.size(); ++I) {
    UseRecord R;
    R.Kind = UseKind::Argument;
    R.Callee = Callee;
    R.At = At;
    use(Args.Values[I].P, R);
    Result.P = Provenance.join(Result.P, Args.Values[I].P);
  }
  std::vector<std::pair<Sym, Val>> NewStores;
  for (const Summary::Store &W : Known.Stores)
    NewStores.push_back({To.symbol(W.Memory), To.value(W.Value)});
  std::vector<std::pair<Sym, Val>> Fields;
  for (const auto &[Field, V] : Known.ReturnedFields)
    Fields.push_back({Field, To.value(V)});
  struct Change {
    Sym Key, Shown;
    LockKind Kind;
    bool Take;
  };
  llvm::SmallVector<Change, 4> Changes;
  for (const Summary::LockChange &L : Known.Dropped)
    Changes.push_back({Symbols.withoutFirstFields(To.symbol(L.Lock)),
                       To.symbol(L.Shown), L.Kind, false});
  for (const Summary::LockChange &L : Known.Taken)
    Changes.push_back({Symbols.withoutFirstFields(To.symbol(L.Lock)),
                       To.symbol(L.Shown), L.Kind, true});

  for (unsigned I = 0; I < NewStores.size(); ++I) {
    auto [M, V] = NewStores[I];
    if (!M)
      continue;
    bool Always = Known.Stores[I].Always;
    if (!V.S)
      V.S = Symbols.site(Site, Current, 100 + I);
    if (!Always && Symbols.isOwnMemory(M)) {
      Val Old = loadOwn(M);
      V.P = Provenance.join(V.P, Old.P);
      if (V.S != Old.S)
        V.S = Symbols.site(Site, Current, 100 + I);
    }
    if (!Always)
      Uncertain.insert({M, V.S});
    store(M, V, At, WriteForm::Plain, Always, /*CountUse=*/false);
    if (!Known.Stores[I].Placed)
      noteWrite(M, At, WriteForm::Plain, isNull(V));
  }
  // These stores stand for those in the callee, some of which came before its
  // reads.
  for (unsigned I = 0; I < Known.Reads.size(); ++I)
    if (const LiveRead *Live = S.Reads.find(Numbers[I]); Live && Numbers[I])
      S.Reads.insert(Numbers[I], {Known.Reads[I].ToExit, Live->Held}, Arena);
  for (const Change &C : Changes) {
    if (!C.Key)
      continue;
    if (C.Take)
      holdLock(C.Key,
               {lockSite(Site ? (const void *)Site : Callee), C.Kind, C.Shown});
    else
      loseLock(C.Key, C.Shown, C.Kind);
  }
  if (Known.ReturnsFresh && Site)
    return {Symbols.fresh(Site, Current), 0};
  if (!Fields.empty() && Site) {
    Sym Temp = Symbols.temporary(Site);
    for (const auto &[Field, V] : Fields)
      storeOwn(Symbols.field(
                   Temp, static_cast<const FieldDecl *>(Symbols[Field].Ptr)),
               V);
    return {Symbols.load(Temp), Result.P};
  }
  if (!Result.S) {
    Result.S = Symbols.site(Site, Current);
    Made[Result.S] = {CallRecord::Unknown, Callee, {}};
  }
  for (const auto &[L, IfZero] : Known.Tried)
    if (Sym Lock = To.symbol(L.Shown); Lock && Site)
      TryLocks[Result.S] = {Lock, L.Kind, IfZero, Site};
  return Result;
}
