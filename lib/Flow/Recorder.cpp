//===-- Recorder.cpp - what a unit tells about the whole program ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Recorder.h"
#include "FunctionEngine.h"
#include "Text.h"
#include "reread/Flow/LateBodies.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Mangle.h"
#include <functional>
#include <numeric>

using namespace clang;
using namespace llvm;
using namespace reread;

/// Sections whose code runs once, before there are other threads to race with,
/// and is then thrown away, have such names.
static bool runsAtStartup(const FunctionDecl *F) {
  const auto *Section = F->getAttr<SectionAttr>();
  return Section && Section->getName().starts_with(".init");
}

static std::string linkerName(const FunctionDecl *F) {
  if (!F->getASTContext().getLangOpts().CPlusPlus)
    return F->getNameAsString();
  return ASTNameGenerator(F->getASTContext()).getName(F);
}

uint32_t Recorder::function(const FunctionDecl *F) {
  const FunctionDecl *Body = definitionOf(F);
  auto [It, New] =
      Functions.try_emplace(F->getCanonicalDecl(), Out.Functions.size());
  if (!New)
    return It->second;
  FunctionRecord R;
  R.Name = linkerName(F);
  R.Shown = F->getNameAsString();
  R.Internal = !F->isExternallyVisible();
  // An inline function that GNU's or C's rules give no symbol here is each
  // unit's own.
  if (Body)
    R.At = pointOf(Unit.Context, Body->getLocation());
  R.Startup = runsAtStartup(F);
  Out.Functions.push_back(std::move(R));
  return It->second;
}

uint32_t Recorder::pointer(StringRef Name) {
  auto [It, New] = Pointers.try_emplace(Name, Out.Functions.size());
  if (New) {
    FunctionRecord R;
    R.Name = R.Shown = Name.str();
    R.Concurrent = Unit.Words.isConcurrent(Name);
    Out.Functions.push_back(std::move(R));
  }
  return It->second;
}

/// PlaceRecord::Bytes of a field or a variable.
static uint32_t bytesOf(ASTContext &Context, const ValueDecl *D) {
  QualType T = Context.getBaseElementType(D->getType().getNonReferenceType());
  bool Scalar = !T->isDependentType() && T->isScalarType();
  const auto *Field = dyn_cast<FieldDecl>(D);
  // What is read for a bit-field is up to the compiler.
  if (!Scalar || (Field && Field->isBitField()))
    return 0;
  return Context.getTypeSizeInChars(T).getQuantity();
}

uint32_t Recorder::place(Sym Place, StringRef Name) {
  auto [It, New] = Places.try_emplace(Place, Out.Places.size());
  if (!New)
    return It->second;
  PlaceRecord R;
  R.Name = Name.str();
  if (const SymNode &N = Unit.Symbols[Place];
      N.Kind == SymKind::Field || (N.Kind == SymKind::Var && !N.Int))
    R.Bytes = bytesOf(Unit.Context, static_cast<const ValueDecl *>(N.Ptr));
  if (Sym Holder = Unit.Symbols.holder(Place))
    Place = Holder;
  if (const SymNode &N = Unit.Symbols[Place];
      N.Kind == SymKind::Var && !N.Int) {
    const auto *V = static_cast<const VarDecl *>(N.Ptr);
    R.Global = V->getNameAsString();
    if (!V->isExternallyVisible())
      R.At = pointOf(Unit.Context, V->getLocation());
  }
  Out.Places.push_back(std::move(R));
  return It->second;
}

ObjectId Recorder::objectOf(Sym Memory) const {
  const SymbolTable &Symbols = Unit.Symbols;
  const SymNode &Root = Symbols[Symbols.root(Memory)];
  const SymNode &Pointer = Symbols[Root.A];
  bool Small = Root.Kind == SymKind::Deref && Pointer.Kind == SymKind::Param &&
               Pointer.Int < CallRecord::MaxArguments;
  return Small ? ObjectId(Pointer.Int) : CallRecord::Unknown;
}

ObjectId Recorder::object(const ObjectNote &Note) {
  if (Note.Maker)
    return CallRecord::FirstMaker + function(Note.Maker);
  if (!Note.Pointer.empty())
    return CallRecord::FirstMaker + pointer(Note.Pointer);
  return Note.Known;
}

/// A function pointer hands on what it is called with.
static std::vector<ObjectId> handedOn() {
  std::vector<ObjectId> All(CallRecord::MaxArguments);
  std::iota(All.begin(), All.end(), 0);
  return All;
}

void Recorder::addTarget(StringRef Pointer, uint32_t Target) {
  uint32_t Held = 0;
  if (const FieldFact *Fact = Unit.Words.calledLocked(Pointer)) {
    LockEvidence L;
    L.Class = L.Lock = Fact->Lock;
    L.Seq = Fact->Kind == LockKind::Seq;
    L.Rcu = Fact->Kind == LockKind::Rcu;
    L.Shared = Fact->Kind == LockKind::Shared;
    Held = lockSet({L});
  }
  Out.Calls.push_back({pointer(Pointer), Target, Held, handedOn()});
}

uint32_t Recorder::lockSet(std::vector<LockEvidence> Locks) {
  if (Locks.empty())
    return 0;
  auto Key = [](const LockEvidence &L) {
    return std::tie(L.Class, L.Lock, L.Seq, L.Rcu, L.Shared);
  };
  sort(Locks, [&](const LockEvidence &A, const LockEvidence &B) {
    return Key(A) < Key(B);
  });
  std::string Text;
  raw_string_ostream OS(Text);
  for (const LockEvidence &L : Locks)
    OS << L.Class << ',' << L.Lock << ',' << L.Seq << L.Rcu << L.Shared << ';';
  auto [It, New] = LockSets.try_emplace(Text, Out.LockSets.size());
  if (New)
    Out.LockSets.push_back(std::move(Locks));
  return It->second;
}

uint32_t Recorder::lockSet(const FunctionDecl *F, const LockMap &Locks) {
  std::vector<LockEvidence> Set;
  Locks.forEach([&](uint32_t, const HeldLock &L) {
    if (!L.Declared)
      Set.push_back(lockOf(Unit, F, L.Shown, L.Kind));
  });
  return lockSet(std::move(Set));
}

void Recorder::addHeld(const FunctionDecl *F, ArrayRef<LockEvidence> Locks) {
  auto [Begin, End] = AccessesOf.lookup(F);
  for (size_t I = Begin; I != End; ++I) {
    std::vector<LockEvidence> Set = Out.LockSets[Out.Accesses[I].Held];
    Set.insert(Set.end(), Locks.begin(), Locks.end());
    Out.Accesses[I].Held = lockSet(std::move(Set));
  }
}

void Recorder::add(const FunctionDecl *F, const FunctionEngine &Engine) {
  uint32_t Self = function(F);
  for (const Summary::LockChange &L : Engine.dropped()) {
    std::string Class = lockOf(Unit, F, L.Shown, L.Kind).Class;
    auto &Drops = Out.Functions[Self].Drops;
    if (!Class.empty() && !is_contained(Drops, Class))
      Drops.push_back(std::move(Class));
  }
  for (const CallNote &C : Engine.calls()) {
    uint32_t Callee = C.Callee ? function(C.Callee) : pointer(C.Pointer);
    CallRecord Call{Self, Callee, lockSet(F, C.Held)};
    for (const ObjectNote &Note : C.Arguments)
      Call.Arguments.push_back(object(Note));
    Out.Calls.push_back(std::move(Call));
  }
  for (const TargetNote &T : Engine.targets()) {
    uint32_t Target = T.Target ? function(T.Target) : pointer(T.From);
    addTarget(T.Pointer, Target);
  }
  for (const ObjectNote &Note : Engine.returned()) {
    ObjectId Object = object(Note);
    auto &Returned = Out.Functions[Self].Returned;
    if (!is_contained(Returned, Object))
      Returned.push_back(Object);
  }
  size_t First = Out.Accesses.size();
  auto Access = [&](Sym Memory, SourceLocation At, const LockMap &Locks) {
    AccessRecord A;
    Sym Place = Unit.placeOf(Memory).Memory;
    A.Place = place(Place, placeName(Unit, Place));
    A.Function = Self;
    A.Held = lockSet(F, Locks);
    A.At = pointOf(Unit.Context, At);
    A.Object = objectOf(Memory);
    return A;
  };
  for (const ReadRecord &R : Engine.reads()) {
    bool Own = R.In == F && R.Via.empty();
    if (!(Own || R.PlacedHere) || !Unit.placeOf(R.Memory).Info)
      continue;
    AccessRecord A = Access(R.Memory, Own ? R.At : R.Via.front().Call, R.Locks);
    A.Marked = R.Marked && !R.Generic;
    A.Initialising = R.Unlinked;
    A.Intentional = R.Intentional;
    Out.Accesses.push_back(std::move(A));
  }
  for (const WriteRecord &W : Engine.writes()) {
    AccessRecord A = Access(W.Memory, W.At, W.Locks);
    A.Write = true;
    A.Object = object(W.Object);
    A.Marked = W.Form != WriteForm::Plain;
    A.Atomic = W.Form == WriteForm::Atomic;
    A.Initialising = W.Initialising;
    A.AfterGracePeriod = W.AfterGracePeriod;
    A.Clears = W.Clears;
    Out.Accesses.push_back(std::move(A));
  }
  AccessesOf[F] = {First, Out.Accesses.size()};
  for (const ExposedRecord &E : Engine.exposed())
    writtenThrough(E.Through, E.Memory, E.At);
}

void Recorder::initializer(const Expr *Init, StringRef Pointer) {
  Init = Init->IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(Init);
      U && U->getOpcode() == UO_AddrOf)
    Init = U->getSubExpr()->IgnoreParenCasts();
  if (const auto *C = dyn_cast<CompoundLiteralExpr>(Init))
    Init = C->getInitializer();
  if (const auto *D = dyn_cast<DeclRefExpr>(Init)) {
    if (const auto *F = dyn_cast<FunctionDecl>(D->getDecl()))
      addTarget(Pointer, function(F));
    return;
  }
  const auto *List = dyn_cast<InitListExpr>(Init);
  if (!List)
    return;
  const auto *R = List->getType()->getAsRecordDecl();
  if (!R) {
    for (const Expr *Each : List->inits())
      initializer(Each, Pointer);
    return;
  }
  if (R->isUnion()) {
    if (const FieldDecl *F = List->getInitializedFieldInUnion();
        F && List->getNumInits())
      initializer(List->getInit(0), pointerName(F));
    return;
  }
  unsigned I = 0;
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (I == List->getNumInits())
      break;
    initializer(F, List, List->getInit(I++));
  }
}

/// What a constant address leads to: a variable, or a part of one.
Sym Recorder::memoryAt(const Expr *Address) {
  SymbolTable &Symbols = Unit.Symbols;
  std::function<Sym(const Expr *)> Of = [&](const Expr *E) -> Sym {
    E = E->IgnoreParenCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
      if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl()))
        return Symbols.field(Of(M->getBase()), F);
    if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
      return Symbols.element(Of(A->getBase()), Symbols.constant(0));
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && V->hasGlobalStorage() ? Symbols.variable(V) : 0;
  };
  Address = Address->IgnoreParenCasts();
  const auto *U = dyn_cast<UnaryOperator>(Address);
  bool Taken = U && U->getOpcode() == UO_AddrOf;
  return Taken || Address->getType()->isArrayType()
             ? Of(Taken ? U->getSubExpr() : Address)
             : 0;
}

/// Permissions as files have them: whether somebody may write.
static bool mayWrite(const ASTContext &Context, const InitListExpr *In,
                     StringRef Mode) {
  constexpr unsigned Write = 0222;
  const auto *R = In->getType()->getAsRecordDecl();
  unsigned I = 0;
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (I == In->getNumInits())
      break;
    const Expr *Init = In->getInit(I++);
    Expr::EvalResult Value;
    if (F->getName() == Mode && Init->EvaluateAsInt(Value, Context))
      return Value.Val.getInt().getZExtValue() & Write;
  }
  return true;
}

void Recorder::initializer(const FieldDecl *F, const InitListExpr *In,
                           const Expr *Init) {
  initializer(Init, pointerName(F));
  const FieldFact *Fact = Unit.Words.field(F, FieldRole::WrittenThrough);
  if (Fact && mayWrite(Unit.Context, In, Fact->Mode))
    writtenThrough(F, memoryAt(Init), Init->getExprLoc());
}

void Recorder::writtenThrough(const FieldDecl *F, Sym Memory,
                              SourceLocation At) {
  if (!Memory || !Unit.placeOf(Memory).Info)
    return;
  AccessRecord A;
  Sym Place = Unit.placeOf(Memory).Memory;
  A.Place = place(Place, placeName(Unit, Place));
  A.Function = pointer(pointerName(F));
  A.At = pointOf(Unit.Context, At);
  A.Write = true;
  Out.Accesses.push_back(std::move(A));
}

void Recorder::addInitializers() {
  for (const Decl *D : Unit.Context.getTranslationUnitDecl()->decls())
    if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit())
      initializer(V->getInit(), pointerName(V));
}
