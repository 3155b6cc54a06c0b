//===-- Summaries.cpp - what a function's callers need to know -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// What callers can use: a named sink before all else.
static std::vector<UseRecord> exported(llvm::ArrayRef<UseRecord> Uses) {
  std::vector<UseRecord> Out;
  for (bool Sink : {true, false})
    for (const UseRecord &U : Uses)
      if (U.Kind != UseKind::Return && // the caller sees what becomes of it
          Sink != U.Sink.empty())
        Out.push_back(U);
  if (Out.size() > Summary::MaxUses)
    Out.resize(Summary::MaxUses);
  return Out;
}

/// What all returned values have in common; Fresh: a new object, or null.
Val FunctionEngine::returned(bool &Fresh) const {
  Val Common;
  bool First = true;
  Fresh = !Returns.empty();
  for (const Val &V : Returns) {
    // A null result tells nothing about which object it is.
    bool Null = Symbols[V.S].Kind == SymKind::Const; // or an error's number
    Fresh &= Null || Symbols[V.S].Kind == SymKind::Fresh;
    Common.P = Provenance.join(Common.P, V.P);
    if (Null && F->getReturnType()->isPointerType() && Returns.size() > 1)
      continue;
    Common.S = First || Common.S == V.S ? V.S : 0;
    First = false;
  }
  Fresh &= Symbols[Common.S].Kind == SymKind::Fresh;
  return Common;
}

/// Locks that are held on some ways out, where the caller can tell from the
/// result which one it was.
void FunctionEngine::noteTried(llvm::function_ref<Sym(Sym)> InCaller,
                               Summary &To) const {
  struct Exit {
    bool Zero, Constant;
    const LockMap *Locks;
  };
  llvm::SmallVector<Exit, 8> Exits;
  for (const CFGBlock *B : Graph->getExit().preds()) {
    unsigned Number = B ? NumberOf[B->getBlockID()] : Unreached;
    if (Number == Unreached || !Out[Number].Reachable)
      continue;
    auto It = ReturnedBy.find(Number);
    if (It == ReturnedBy.end())
      return;
    const SymNode &N = Symbols[It->second.S];
    bool Constant = N.Kind == SymKind::Const;
    Exits.push_back({Constant && N.Int == 0, Constant, &Out[Number].Locks});
  }
  bool Pointer = F->getReturnType()->isPointerType();
  llvm::DenseSet<uint32_t> Seen;
  for (const Exit &Some : Exits)
    Some.Locks->forEach([&](uint32_t K, const HeldLock &L) {
      Sym Lock = InCaller(K), Shown = InCaller(L.Shown);
      if (!Seen.insert(K).second || !Lock || !Shown || L.Declared || L.Until ||
          LocksAtExit.find(K) || L.Taken == LockSites.lookup(F))
        return;
      auto Tells = [&](bool IfZero) {
        return llvm::all_of(Exits, [&](const Exit &E) {
          bool Held = E.Locks->find(K);
          // No pointer to an object is a constant, null or an error's number.
          bool Zero = Pointer ? E.Constant : E.Zero;
          return Held == (Zero == IfZero);
        });
      };
      for (bool IfZero : {false, true})
        if (Tells(IfZero) && !(Pointer && IfZero))
          To.Tried.push_back({{Lock, Shown, L.Kind}, IfZero});
    });
}

std::unique_ptr<Summary> FunctionEngine::summarize() {
  auto Out = std::make_unique<Summary>();
  Val Returned = returned(Out->ReturnsFresh);
  // Callers know a lock by its path from their own values or from the result.
  auto InCaller = [&](Sym Lock) -> Sym {
    if (Symbols[Lock].Local && Symbols[Returned.S].Local)
      Lock = Symbols.replace(Lock, Returned.S, Unit.ReturnedPointer);
    return Symbols[Lock].Local ? 0 : Lock;
  };
  std::vector<uint32_t> NewNumber(Reads.size(), ~0u);
  // Reads of racy places before what is only carried through.
  llvm::SmallVector<uint32_t, 16> Numbers;
  for (bool Recorded : {true, false})
    for (uint32_t I = 1; I < Reads.size(); ++I)
      if (Reads[I].Memory && !Symbols[Reads[I].Memory].Local &&
          Unit.isRecorded(Reads[I].Memory) == Recorded)
        Numbers.push_back(I);
  if (Numbers.size() > Summary::MaxReads)
    Numbers.resize(Summary::MaxReads);
  uint32_t Asserted = LockSites.lookup(F);
  for (uint32_t I : Numbers) {
    ReadRecord &R = Reads[I];
    NewNumber[I] = Out->Reads.size();
    Summary::Read X;
    X.What = R;
    X.What.Locks = {};
    X.What.Uses = exported(R.Uses);
    auto Export = [&](const LockMap &Locks, Summary::Read::Locks &To) {
      Locks.forEach([&](uint32_t K, HeldLock L) {
        Sym Lock = L.Until ? 0 : InCaller(K);
        L.Shown = InCaller(L.Shown);
        if (L.Taken == Asserted)
          L.Taken = Summary::AtEntry;
        if (Lock)
          To.push_back({Lock, L});
      });
    };
    Export(R.Locks, X.Held);
    if (I < ExitOf.size()) {
      Export(HeldToExit[I], X.HeldToExit);
      X.ToExit = ExitOf[I];
    }
    Out->Reads.push_back(std::move(X));
  }
  auto ToSummary = [&](Val V) {
    Val New{Symbols[V.S].Local ? 0 : V.S, 0};
    for (auto [From, Bits] : llvm::SmallVector<Origin, 8>(Provenance[V.P])) {
      if (isParam(From))
        New.P = Provenance.join(New.P, Provenance.single(From, Bits));
      else if (NewNumber[From / 2] != ~0u)
        New.P = Provenance.join(
            New.P, Provenance.single(readSource(NewNumber[From / 2]), Bits));
    }
    return New;
  };

  for (auto [Read, Param] : ComparedWithParam)
    if (uint32_t Number = NewNumber[Read / 2]; Number != ~0u)
      Out->Compared.push_back({readSource(Number), Param});
  for (const auto &Uses : ParamUses)
    Out->ParamUses.push_back(exported(Uses));
  for (const auto &[Memory, Stored] : Stores)
    if (!Symbols[Memory].Local && Out->Stores.size() < Summary::MaxStores)
      Out->Stores.push_back({Memory, ToSummary(Stored.first), Stored.second,
                             Unit.placeOf(Memory).Info != nullptr});

  Out->Returned = ToSummary(Returned);
  for (const auto &[Field, V] : ReturnedFields)
    Out->ReturnedFields.push_back({Field, ToSummary(V)});

  LocksAtExit.forEach([&](uint32_t K, const HeldLock &L) {
    Sym Lock = InCaller(K), Shown = InCaller(L.Shown);
    if (Lock && L.Taken != Asserted && !L.Declared && !L.Until)
      Out->Taken.push_back({Lock, Shown ? Shown : Lock, L.Kind});
  });
  noteTried(InCaller, *Out);
  for (const Summary::LockChange &L : heldThroughout())
    if (!Symbols[L.Lock].Local && !isAssertedSometimes(L.Lock))
      Out->Asserted.push_back(
          {L.Lock, Symbols[L.Shown].Local ? L.Lock : L.Shown, L.Kind});
  for (const Summary::LockChange &L : Dropped)
    if (!Symbols[L.Lock].Local)
      Out->Dropped.push_back(L);
  if (!ExitOf.empty())
    Out->Events = ExitOf[0];
  else
    Out->NoReturn = true;
  return Out;
}
