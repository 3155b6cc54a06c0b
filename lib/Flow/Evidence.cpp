//===-- Evidence.cpp - candidates and writes, free of the AST ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "FunctionEngine.h"
#include "Text.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace reread;

SourcePoint Evidence::point(SourceLocation L) {
  return pointOf(Unit.Context, L);
}

std::vector<LockEvidence> Evidence::locks(const FunctionDecl *F,
                                          const LockMap &Locks) {
  std::vector<LockEvidence> Out;
  Locks.forEach([&](uint32_t, const HeldLock &L) {
    Out.push_back(lockOf(Unit, F, L.Shown, L.Kind));
  });
  return Out;
}

UseEvidence Evidence::use(const FunctionDecl *F, const UseRecord &U) {
  UseEvidence Out;
  Out.Kind = U.Diagnostic ? UseKind::Diagnostic : U.Kind;
  Out.Condition = U.Kind == UseKind::Test || U.Kind == UseKind::LoopBound;
  Out.Sink = U.Sink.str();
  Out.Mask = U.Mask;
  Out.Late = U.Late;
  Out.Locked = U.Locked;
  Out.Ordered = U.Ordered;
  Out.Reported = U.Reported;
  Out.Inside = U.Inside;
  Out.Suppressed = Suppressed.covers(F, U.At);
  Out.At = point(U.At);
  if (U.Via)
    Out.Via = U.Via->getNameAsString();
  if (U.Kind == UseKind::Store)
    Out.Detail = Unit.Symbols.print(U.Target, F);
  else if (U.Callee)
    Out.Detail = U.Callee->getNameAsString();
  else
    Out.Detail = U.Text.str();
  return Out;
}

ReadEvidence Evidence::read(const FunctionDecl *F, const ReadRecord &R) {
  ReadEvidence Out;
  Out.At = point(R.At);
  Out.Function = R.In->getNameAsString();
  Out.Mark = R.Marked ? Marking::Marked : Marking::Plain;
  Out.MarkedBy = R.MarkedBy.str();
  Out.Intentional = R.Intentional;
  Out.InDiagnostic = R.InDiagnostic;
  Out.Generic = R.Generic;
  Out.Exclusive = R.Exclusive;
  Out.Waits = R.Waits;
  Out.GivesNothing = R.In->getReturnType()->isVoidType();
  Out.Suppressed = Suppressed.covers(R.In, R.At);
  const FunctionDecl *Caller = F;
  for (const ViaStep &Step : R.Via) {
    Out.Via.push_back({Step.Callee->getNameAsString(), point(Step.Call)});
    Out.Suppressed |= Suppressed.covers(Caller, Step.Call);
    Caller = Step.Callee;
  }
  Out.Held = locks(F, R.Locks);
  auto Path = Unit.Symbols.fields(R.Memory);
  for (const UseRecord &U : R.Uses) {
    Out.Uses.push_back(use(F, U));
    Out.Uses.back().Update = U.Kind == UseKind::Store && U.Target == R.Memory;
    Out.Uses.back().Link =
        U.Pointee && !Path.empty() && U.Pointee == Path.back()->getParent();
  }
  return Out;
}

/// A macro on the field or the variable, or on one that it is a part of, says
/// that races on it are intended.
bool Evidence::isDeclaredIntentional(Sym Place) {
  for (Sym M = Place; M; M = Unit.Symbols[M].A) {
    const SymNode &N = Unit.Symbols[M];
    bool Declared =
        N.Kind == SymKind::Field || (N.Kind == SymKind::Var && !N.Int);
    if (Declared &&
        Unit.Macros.isOnDeclaration(static_cast<const ValueDecl *>(N.Ptr),
                                    MacroRole::Intentional))
      return true;
    if (N.Kind != SymKind::Field && N.Kind != SymKind::Elem)
      break;
  }
  return false;
}

static bool isRcuPointer(QualType T) {
  if (!T->isPointerType())
    return false;
  for (QualType P = T->getPointeeType();;) {
    const auto *Tag = P->getAs<BTFTagAttributedType>();
    if (!Tag)
      return false;
    if (Tag->getAttr()->getBTFTypeTag() == "rcu")
      return true;
    P = Tag->getWrappedType();
  }
}

static Between between(Since S) {
  Between Mid;
  Mid.Locked = S.Must & Since::Locked;
  Mid.Unlocked = S.Must & Since::Unlocked;
  Mid.MayUnlock = S.May & Since::Unlocked;
  Mid.Barrier = S.Must & Since::Barrier;
  Mid.Slept = S.Must & Since::Slept;
  Mid.Written = S.Must & Since::Written;
  Mid.Awaited = S.Must & Since::Awaited;
  Mid.MayWrite = S.May & (Since::Written | Since::Exchanged);
  Mid.CalleeMayWrite = S.May & Since::WrittenByCallee;
  Mid.Exchanged = S.Must & Since::Exchanged;
  return Mid;
}

Candidate Evidence::candidate(const FunctionDecl *F,
                              const FunctionEngine &Engine,
                              const PairRecord &P) {
  Candidate C;
  const ReadRecord &First = Engine.reads()[P.First];
  const ReadRecord &Second = Engine.reads()[P.Second];
  SymbolTable &Symbols = Unit.Symbols;
  Sym Place = Unit.placeOf(First.Memory).Memory;
  const SymNode &N = Symbols[Place];
  C.Place = placeName(Unit, Place);
  QualType T;
  if (N.Kind == SymKind::Field) {
    const auto *Field = static_cast<const FieldDecl *>(N.Ptr);
    C.Field = Field->getNameAsString();
    Sym Object = N.A;
    while (Symbols[Object].Kind == SymKind::Field &&
           static_cast<const FieldDecl *>(Symbols[Object].Ptr)
               ->isAnonymousStructOrUnion())
      Object = Symbols[Object].A;
    C.Object = Symbols[Object].Kind == SymKind::Deref
                   ? Symbols.print(Symbols[Object].A, F)
                   : Symbols.print(Object, F);
    C.BitField = Field->isBitField();
    T = Field->getType();
  } else if (N.Kind == SymKind::Var) {
    C.Field = static_cast<const VarDecl *>(N.Ptr)->getNameAsString();
    C.WritersKnown = Unit.isWrittenByName(static_cast<const VarDecl *>(N.Ptr));
    T = static_cast<const VarDecl *>(N.Ptr)->getType();
  } else if (const ValueDecl *Pointer = Symbols.pointer(Place)) {
    C.Field = Symbols.print(N.A, F) + "[]";
    T = Pointer->getType()->getPointeeType();
  } else {
    C.Field = Symbols.print(Place, F);
    if (N.Kind == SymKind::Result)
      T = static_cast<const FunctionDecl *>(N.Ptr)->getReturnType();
  }
  if (!T.isNull()) {
    C.Type = T.getAsString();
    C.Atomic = T->isAtomicType() || Vocabulary::isStdAtomic(T);
    C.Scalar = T->isScalarType() || T->isAtomicType() || C.Atomic;
    // Of an array the elements are read.
    QualType Element = Unit.Context.getBaseElementType(T);
    C.RcuPointer = isRcuPointer(Element);
    C.Pointer = Element->isPointerType();
    C.Volatile = T.isVolatileQualified();
  }
  C.PageTableEntry = First.PageTable && Second.PageTable;
  const SymNode &Root = Symbols[Symbols.root(First.Memory)];
  if (P.Unpublished)
    C.Kind = ObjectKind::Unpublished;
  else if ((First.PerCpu && Second.PerCpu) ||
           (Root.Kind == SymKind::Deref && Unit.OwnCpu.count(Root.A)))
    C.Kind = ObjectKind::PerCpu;
  else if (Root.Kind == SymKind::Deref &&
           Symbols[Root.A].Kind == SymKind::Current)
    C.Kind = ObjectKind::CurrentTask;
  C.Function = F->getNameAsString();
  C.FunctionAt = point(F->getLocation());
  // A use on a path that the second read is not on is another operation's.
  ReadRecord OnPath = First;
  llvm::erase_if(OnPath.Uses, [&](const UseRecord &U) {
    return !Engine.onOnePath(U.Block, Second.Block);
  });
  C.First = read(F, OnPath);
  C.Second = read(F, Second);
  if (isDeclaredIntentional(Place))
    C.First.Intentional = C.Second.Intentional = true;
  for (const auto &[Lock, Kind] : P.HeldAcross)
    C.HeldAcross.push_back(lockOf(Unit, F, Lock, Kind));
  C.Mid = between(P.Mid);
  for (const Summary::LockChange &L : Engine.heldThroughout())
    C.HeldAcross.push_back(lockOf(Unit, F, L.Shown, L.Kind));
  C.SameSite = P.First == P.Second;
  C.SameLocal = First.Into && First.Into == Second.Into;
  C.OwnScopes = First.Into && Second.Into && First.Into != Second.Into &&
                First.Into->getName() == Second.Into->getName();
  C.Exclusive = P.Exclusive;
  return C;
}

void Evidence::add(const FunctionDecl *F, const FunctionEngine &Engine) {
  ++Result.Functions;
  Records.add(F, Engine);
  for (const Summary::LockChange &L : Engine.dropped())
    DroppedBy.insert({F, L.Lock});
  for (const PairRecord &P : Engine.pairs()) {
    Result.Candidates.push_back(unitCandidate(F, Engine, P));
    CandidateOf.push_back(F);
  }
  for (const OpenRecord &O : Engine.openPairs()) {
    if (Engine.reads()[O.Pair.First].Uses.empty())
      continue;
    Result.Open.push_back({unitCandidate(F, Engine, O.Pair),
                           Records.function(O.Callee), O.Way.str()});
    OpenIn.push_back(F);
  }
  for (const SuppressionLookup::Named &N : Suppressed.named(F))
    Result.Silences.push_back(
        {point(N.At), point(N.Text.getBegin()), point(N.Text.getEnd()).Line});
  if (F->isExternallyVisible() && !F->isInlined())
    offer(F, Engine);
  Analysed.push_back(F);
}

UnitCandidate Evidence::unitCandidate(const FunctionDecl *F,
                                      const FunctionEngine &Engine,
                                      const PairRecord &P) {
  auto Reads = Engine.reads();
  UnitCandidate C;
  C.What = candidate(F, Engine, P);
  C.What.Compared = Engine.compared().count(
      {std::min(P.First, P.Second), std::max(P.First, P.Second)});
  C.What.Checked = llvm::any_of(Engine.compared(), [&](const auto &Two) {
    uint32_t Third = Two.first == P.Second    ? Two.second
                     : Two.second == P.Second ? Two.first
                                              : P.First;
    return Third != P.First && Reads[Third].Memory == Reads[P.Second].Memory;
  });
  auto [Info, Memory] = Unit.placeOf(Reads[P.First].Memory);
  C.Given = Info->Given;
  C.Place = Records.place(Memory, C.What.Place);
  C.Function = Records.function(F);
  C.Object = Records.object(P.Object);
  return C;
}

/// A callee in another unit is seen through, but not a whole tree of calls.
void Evidence::offer(const FunctionDecl *F, const FunctionEngine &Engine) {
  constexpr unsigned MaxVia = 1, MaxOffered = 24;
  unsigned Count = 0;
  for (const ReadRecord &R : Engine.reads()) {
    if (!R.Memory || !R.Placed || R.Uses.empty() || R.Via.size() > MaxVia)
      continue;
    std::string Way = Unit.Symbols.way(R.Memory);
    if (Way.empty())
      continue;
    Between Mid = between(R.FromEntry);
    Mid.CalleeMayWrite = Mid.MayWrite;
    // Whether before the read or after it is not known here.
    Mid.MayWrite |= llvm::any_of(Engine.writes(), [&](const WriteRecord &W) {
      return W.Memory == R.Memory;
    });
    Result.Offered.push_back(
        {Records.function(F), std::move(Way), read(F, R), Mid});
    if (++Count == MaxOffered)
      break;
  }
}

void Evidence::finish(
    llvm::function_ref<
        llvm::SmallVector<Summary::LockChange, 2>(const FunctionDecl *)>
        EntryLocks) {
  Records.addInitializers();
  auto Held = [&](const FunctionDecl *F) {
    std::vector<LockEvidence> Out;
    for (const Summary::LockChange &L : EntryLocks(F))
      if (!drops(F, L.Lock))
        Out.push_back(lockOf(Unit, F, L.Shown, L.Kind));
    return Out;
  };
  auto Append = [](std::vector<LockEvidence> &To,
                   const std::vector<LockEvidence> &Locks) {
    To.insert(To.end(), Locks.begin(), Locks.end());
  };
  auto Complete = [&](const FunctionDecl *F, Candidate &C) {
    std::vector<LockEvidence> Locks = Held(F);
    Append(C.HeldAcross, Locks);
    Append(C.First.Held, Locks);
    Append(C.Second.Held, Locks);
  };
  for (size_t I = 0; I < CandidateOf.size(); ++I)
    Complete(CandidateOf[I], Result.Candidates[I].What);
  for (size_t I = 0; I < OpenIn.size(); ++I)
    Complete(OpenIn[I], Result.Open[I].Begun.What);
  for (const FunctionDecl *F : Analysed)
    if (std::vector<LockEvidence> Locks = Held(F); !Locks.empty())
      Records.addHeld(F, Locks);
}
