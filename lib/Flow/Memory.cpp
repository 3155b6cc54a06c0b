//===-- Memory.cpp - loads, stores, and what happens to a value ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// Of a variable or a part of one: the value stored there, or that of the
/// smallest stored thing that contains it.
Val FunctionEngine::loadOwn(Sym Memory) const {
  for (Sym M = Memory; M; M = Symbols[M].A) {
    if (const Val *V = S.Memory.find(M)) {
      if (M == Memory)
        return *V;
      if (Symbols[V->S].Kind == SymKind::Site)
        return {V->S, V->P};
      Sym Part = Memory;
      // Of a copy, the part of what it was copied from.
      if (Symbols[V->S].Kind == SymKind::Load) {
        llvm::SmallVector<Sym, 4> Steps;
        for (Sym Step = Memory; Step != M; Step = Symbols[Step].A)
          Steps.push_back(Step);
        Part = Symbols[V->S].A;
        for (Sym Step : llvm::reverse(Steps))
          Part = Symbols[Step].Kind == SymKind::Field
                     ? Symbols.field(Part, static_cast<const FieldDecl *>(
                                               Symbols[Step].Ptr))
                     : Symbols.element(Part, Symbols[Step].B);
      }
      return {Symbols.load(Part), V->P};
    }
    if (Symbols[M].Kind != SymKind::Field && Symbols[M].Kind != SymKind::Elem)
      break;
  }
  return {Symbols.load(Memory), 0};
}

/// Same for everything in it.
Prov FunctionEngine::wholeProv(Sym Memory) const {
  Prov P = loadOwn(Memory).P;
  auto It = PartsOf.find(Symbols.root(Memory));
  if (It == PartsOf.end())
    return P;
  for (Sym Part : It->second)
    for (Sym M = Part; M; M = Symbols[M].A) {
      if (M == Memory) {
        if (const Val *V = S.Memory.find(Part))
          P = Provenance.join(P, V->P);
        break;
      }
      if (Symbols[M].Kind != SymKind::Field && Symbols[M].Kind != SymKind::Elem)
        break;
    }
  return P;
}

uint32_t FunctionEngine::readNumber(const void *E, unsigned Ordinal) {
  auto [It, New] = ReadIndex.try_emplace({E, Ordinal}, Reads.size());
  if (New)
    Reads.emplace_back();
  return It->second;
}

Val FunctionEngine::load(Sym Memory, const Expr *E, QualType T, bool Marked,
                         unsigned Ordinal) {
  if (!Memory)
    return unknown(E, 0, Ordinal);
  if (Symbols.isOwnMemory(Memory))
    return loadOwn(Memory);
  const Val *Stored = S.Memory.find(Memory);
  Val V = Stored ? *Stored : Val{Symbols.load(Memory), 0};
  if (!Unit.isRecorded(Memory)) {
    if (!Stored && Unit.isCarried(Memory))
      V.P = Provenance.single(
          readSource(carry(Memory, E, Ordinal, E->getExprLoc())));
    return V;
  }

  uint32_t Number = readNumber(E, Ordinal);
  ReadRecord &R = Reads[Number];
  const MacroContext &Macro = Unit.Macros.at(E->getExprLoc());
  if (R.Memory != Memory) {
    // In a loop, the object may have got another name since the last visit.
    R = ReadRecord();
    R.Memory = Memory;
    index(Number);
  }
  R.At = E->getExprLoc();
  R.In = F;
  R.Block = Current;
  R.Marked = Marked || Macro.Marked;
  R.MarkedBy = Macro.MarkedName;
  R.Intentional = Macro.Intentional;
  R.InDiagnostic = Macro.Diagnostic;
  R.PerCpu = Macro.PerCpu;
  R.Exclusive = Macro.Exclusive;
  R.Placed = Unit.placeOf(Memory).Info;
  auto Path = Symbols.fields(Memory);
  R.Volatile = !Path.empty() ? Path.back()->getType().isVolatileQualified()
                             : T.isVolatileQualified() && !Macro.Marked &&
                                   Symbols[Memory].Kind == SymKind::Var;
  R.Value = V.S;
  Val Snapshot = recordRead(Number, Since());
  // Of memory that is not racy here, what was stored is what is read.
  if (Stored && !Unit.isRacy(Memory))
    Snapshot.P = Provenance.join(Snapshot.P, Stored->P);
  return {V.S, Snapshot.P};
}

/// A caller may have put a snapshot there: what this function does with it is
/// noted as if it were a read, though it never pairs up here.
uint32_t FunctionEngine::carry(Sym Memory, const void *E, unsigned Ordinal,
                               SourceLocation At) {
  uint32_t Number = readNumber(E, Ordinal);
  ReadRecord &R = Reads[Number];
  if (R.Memory != Memory)
    R = ReadRecord();
  R.Memory = Memory;
  R.In = F;
  R.At = At;
  return Number;
}

/// A read counts for its memory, and for everything around it up to the place.
void FunctionEngine::index(uint32_t Read) {
  Sym Place = Unit.placeOf(Reads[Read].Memory).Memory;
  for (Sym M = Reads[Read].Memory; M; M = Symbols[M].A) {
    ReadsOf[M].push_back(Read);
    if (M == Place || !Place)
      break;
  }
}

Since FunctionEngine::sinceEntry() const {
  const LiveRead *Entry = S.Reads.find(0);
  return Entry ? Entry->Mid : Since();
}

Val FunctionEngine::recordRead(uint32_t Read, Since FromEntry) {
  Reads[Read].Locks = S.Locks;
  const SymNode &Object = Symbols[Symbols.root(Reads[Read].Memory)];
  Reads[Read].Unlinked =
      Object.Kind == SymKind::Deref && S.Unlinked.find(Object.A);
  Reads[Read].FromEntry = sinceEntry().then(FromEntry);
  pairUp(Read, FromEntry);
  overtake(Read, FromEntry);
  keepAlive(Read, {Since(), S.Locks});
  return {0, Provenance.single(readSource(Read))};
}

void FunctionEngine::keepAlive(uint32_t Read, LiveRead Live) {
  S.Reads.insert(Read, Live, Arena);
  if (Read > MaxLiveReads)
    S.Reads.erase(Read - MaxLiveReads, Arena);
}

/// The object whose constructor this is.
bool FunctionEngine::underConstruction(Sym Root) const {
  const SymNode &N = Symbols[Root];
  return isa<CXXConstructorDecl>(F) && N.Kind == SymKind::Deref &&
         Symbols[N.A].Kind == SymKind::Param &&
         Symbols[N.A].Int == SymbolTable::ThisParam;
}

void FunctionEngine::pairUp(uint32_t Second, Since FromEntry) {
  if (!Recording || !Unit.placeOf(Reads[Second].Memory).Info)
    return;
  const ReadRecord &R = Reads[Second];
  llvm::SmallVector<uint32_t, 4> Same = ReadsOf[R.Memory];
  // A whole that this is a part of has been read with it.
  Sym Place = Unit.placeOf(R.Memory).Memory;
  for (Sym M = R.Memory; M && M != Place;) {
    M = Symbols[M].A;
    for (uint32_t Whole : ReadsOf.lookup(M))
      if (Reads[Whole].Memory == M)
        Same.push_back(Whole);
  }
  unsigned Begin =
      Same.size() > MaxReadsOfPlace ? Same.size() - MaxReadsOfPlace : 0;
  for (uint32_t First : llvm::ArrayRef(Same).drop_front(Begin)) {
    const LiveRead *Live = S.Reads.find(First);
    // What a load reads may become known only after it was indexed.
    if (!Live || Unit.placeOf(Reads[First].Memory).Memory != Place)
      continue;
    // Both in one call: the callee has reported it.
    if (R.Call && Reads[First].Call == R.Call)
      continue;
    if (++PairsOf[R.Memory] > MaxPairsOfPlace)
      return;
    Pairs.push_back(pair(First, Second, *Live, FromEntry));
  }
}

PairRecord FunctionEngine::pair(uint32_t First, uint32_t Second,
                                const LiveRead &Live, Since FromEntry) {
  PairRecord P;
  P.First = First;
  P.Second = Second;
  P.Mid = Live.Mid.then(FromEntry);
  // Of what another unit reads, only the first one's is known.
  Sym Memory =
      Reads[Second].Memory ? Reads[Second].Memory : Reads[First].Memory;
  Sym Root = Symbols.root(Memory);
  const HeldLock *Declared = S.Locks.find(Memory);
  P.Exclusive = Declared && Declared->Declared && Live.Held.find(Memory);
  P.Unpublished = isPrivate(Root) || underConstruction(Root) ||
                  (Reads[First].Unlinked && Reads[Second].Unlinked);
  P.Object = ownerOf(Memory, /*Strict=*/true);
  Live.Held.forEach([&](uint32_t K, const HeldLock &L) {
    const HeldLock *Now = Reads[Second].Locks.find(K);
    if (Now && Now->Taken == L.Taken && !L.Declared)
      P.HeldAcross.push_back({L.Shown, L.Kind});
  });
  return P;
}

void FunctionEngine::storeOwn(Sym Memory, Val V) {
  Sym Root = Symbols.root(Memory);
  if (Root != Memory) {
    auto &Parts = PartsOf[Root];
    if (!llvm::is_contained(Parts, Memory))
      Parts.push_back(Memory);
    // Another index may be the same element.
    if (Symbols[Memory].Kind == SymKind::Elem) {
      Val Whole = loadOwn(Symbols[Memory].A);
      Whole.P = Provenance.join(Whole.P, V.P);
      S.Memory.insert(Symbols[Memory].A, Whole, Arena);
    }
  } else if (auto It = PartsOf.find(Root); It != PartsOf.end()) {
    for (Sym Part : It->second)
      S.Memory.erase(Part, Arena);
  }
  S.Memory.insert(Memory, V, Arena);
}

void FunctionEngine::store(Sym Memory, Val V, SourceLocation At, WriteForm Form,
                           bool Always, bool CountUse) {
  UseRecord R;
  R.Kind = UseKind::Store;
  R.Target = Memory;
  R.At = At;
  const SymNode &M = Symbols[Memory];
  if (M.Kind == SymKind::Field || (M.Kind == SymKind::Var && !M.Int)) {
    const SymNode &Base = Symbols[Symbols.root(Memory)];
    const auto *Global = Base.Kind == SymKind::Var && !Base.Int
                             ? static_cast<const VarDecl *>(Base.Ptr)
                             : nullptr;
    const ValueDecl *D = M.Kind == SymKind::Field
                             ? static_cast<const ValueDecl *>(
                                   static_cast<const FieldDecl *>(M.Ptr))
                             : Global;
    R.Sink = Unit.Words.storeSink(D, Global);
  }
  if (Memory && Symbols.isOwnMemory(Memory)) {
    if (!R.Sink.empty() && CountUse)
      use(V.P, R);
    return storeOwn(Memory, V);
  }
  if (CountUse)
    use(V.P, R);
  publish(V, Memory ? Memory : Symbols.site(nullptr, Current));
  if (!Memory)
    return;
  S.Memory.insert(Memory, V, Arena);
  for (uint32_t Read : ReadsOf.lookup(Memory))
    if (const LiveRead *Live = S.Reads.find(Read)) {
      LiveRead New = *Live;
      if (Always)
        New.Mid.Must |= Since::Written;
      New.Mid.May |= Since::Written;
      if (!CountUse) // it is a callee's, and counts there
        New.Mid.May |= Since::WrittenByCallee;
      S.Reads.insert(Read, New, Arena);
    }
  if (!Recording)
    return;
  noteStored(Memory, V, At);
  Stores.try_emplace(Memory, V, false);
  if (CountUse)
    noteWrite(Memory, At, Form, isNull(V));
}

/// The word is compared with a value: either it changes, or the reads that gave
/// this value are known to be old.
void FunctionEngine::exchanged(Sym Memory, Prov Expected, bool Null) {
  if (!Memory)
    return;
  for (uint32_t Read : ReadsOf.lookup(Memory)) {
    const LiveRead *Live = S.Reads.find(Read);
    auto IsOfRead = [&](const Origin &O) { return O.From == readSource(Read); };
    if (!Live || !(Null || llvm::any_of(Provenance[Expected], IsOfRead)))
      continue;
    LiveRead New = *Live;
    New.Mid.happened(Since::Exchanged);
    S.Reads.insert(Read, New, Arena);
  }
}

bool FunctionEngine::isNull(Val V) const {
  const SymNode &N = Symbols[V.S];
  return N.Kind == SymKind::Const && N.Int == 0;
}

void FunctionEngine::noteWrite(Sym Memory, SourceLocation At, WriteForm Form,
                               bool Clears) {
  if (!Recording || !Unit.placeOf(Memory).Info)
    return;
  Sym Root = Symbols.root(Memory);
  Writes.push_back({Memory, At, Form,
                    isPrivate(Root) || underConstruction(Root),
                    bool(sinceEntry().Must & Since::GracePeriod), Clears,
                    S.Locks, ownerOf(Memory, /*Strict=*/false)});
}

/// Nobody has seen what was done to the object until now.
void FunctionEngine::published(Sym Root) {
  if (!Root)
    return;
  for (WriteRecord &W : Writes)
    W.Initialising |= Symbols.root(W.Memory) == Root;
  for (PairRecord &P : Pairs)
    P.Unpublished |= Symbols.root(Reads[P.First].Memory) == Root;
}

/// Copies what is known, field by field; a racy field is read by it.
void FunctionEngine::copyRecord(Sym To, Sym From, QualType T, const Expr *E,
                                bool Marked, unsigned Depth, unsigned Ordinal) {
  if (!To || !From || Depth > 3)
    return;
  if (Symbols.isOwnMemory(From)) {
    Sym Root = Symbols.root(From);
    auto Parts = PartsOf.lookup(Root);
    for (Sym Part : Parts) {
      llvm::SmallVector<Sym, 4> Steps;
      Sym M = Part;
      for (; M != From && M != Root; M = Symbols[M].A)
        Steps.push_back(M);
      const Val *V = S.Memory.find(Part);
      if (M != From || !V)
        continue;
      Sym Copy = To;
      for (Sym Step : llvm::reverse(Steps))
        Copy = Symbols[Step].Kind == SymKind::Field
                   ? Symbols.field(Copy, static_cast<const FieldDecl *>(
                                             Symbols[Step].Ptr))
                   : Symbols.element(Copy, Symbols[Step].B);
      store(Copy, *V, E->getExprLoc(), WriteForm::Plain);
    }
    return;
  }
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || !(R = R->getDefinition()))
    return;
  // A number for each field of each struct in it.
  constexpr unsigned MostFields = 1009;
  Ordinal = (Ordinal + 1) * MostFields;
  for (const FieldDecl *Field : R->fields()) {
    Sym Part = Symbols.field(From, Field);
    ++Ordinal;
    if (Field->getType()->isRecordType() && !Unit.isRacy(Part))
      copyRecord(Symbols.field(To, Field), Part, Field->getType(), E, Marked,
                 Depth + 1, Ordinal);
    else if (Unit.isRecorded(Part))
      store(Symbols.field(To, Field),
            load(Part, E, Field->getType(), Marked, Ordinal), E->getExprLoc(),
            WriteForm::Plain);
  }
}

void FunctionEngine::assign(Sym Memory, QualType T, Val V, const Expr *E,
                            bool Marked) {
  if (!T->isRecordType()) {
    store(Memory, V, E->getExprLoc(), writeForm(Marked));
    return;
  }
  Sym From = Symbols[V.S].Kind == SymKind::Load ? Symbols[V.S].A : 0;
  if (Memory && Symbols.isOwnMemory(Memory))
    storeOwn(Memory, V);
  else
    store(Memory, V, E->getExprLoc(), writeForm(Marked));
  // What was read as a whole is not read again by field.
  if (From && (Symbols.isOwnMemory(From) || !Unit.isRacy(From)))
    copyRecord(Memory, From, T, E);
}
