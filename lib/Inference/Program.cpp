//===-- Program.cpp - the functions, calls and accesses of all units ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Inference/Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace reread;

static uint32_t kindOf(const LockEvidence &L) {
  return L.Seq ? 3 : L.Rcu ? 2 : L.Shared ? 1 : 0;
}

Program::Program() { intern({}); }

uint32_t Program::functionIndex(StringRef Id) {
  auto [It, New] = FunctionIds.try_emplace(Id, Functions.size());
  if (New)
    Functions.emplace_back().Id = It->first();
  return It->second;
}

uint32_t Program::fileIndex(StringRef Name) {
  auto [It, New] = Files.try_emplace(Name, FileNames.size());
  if (New)
    FileNames.push_back(It->first());
  return It->second;
}

uint32_t Program::number(const LockEvidence &L) {
  auto [It, New] = LockClasses.try_emplace(L.Class, ClassNames.size());
  if (New)
    ClassNames.push_back(It->first());
  return It->second * Kinds + kindOf(L);
}

std::optional<uint32_t> Program::lockNumber(const LockEvidence &L) const {
  auto It = LockClasses.find(L.Class);
  if (L.Class.empty() || It == LockClasses.end())
    return std::nullopt;
  return It->second * Kinds + kindOf(L);
}

LockEvidence Program::lock(uint32_t Number) const {
  LockEvidence L;
  StringRef Class = ClassNames[Number / Kinds];
  L.Class = Class.str();
  L.Lock = Class.take_until([](char C) { return C == '@'; }).str();
  L.Seq = Number % Kinds == 3;
  L.Rcu = Number % Kinds == 2;
  L.Shared = Number % Kinds == 1;
  return L;
}

uint32_t Program::intern(const std::vector<LockEvidence> &Locks) {
  std::string Key;
  raw_string_ostream OS(Key);
  for (const LockEvidence &L : Locks)
    OS << L.Class << ',' << L.Lock << ',' << kindOf(L) << ';';
  auto [It, New] = HeldIds.try_emplace(Key, HeldSets.size());
  if (New) {
    LockSet Numbers;
    for (const LockEvidence &L : Locks)
      if (!L.Class.empty())
        Numbers.push_back(number(L));
    llvm::sort(Numbers);
    Numbers.erase(llvm::unique(Numbers), Numbers.end());
    HeldSets.push_back(Locks);
    HeldNumbers.push_back(std::move(Numbers));
  }
  return It->second;
}

void Program::add(const UnitRecords &Unit) {
  std::vector<uint32_t> FunctionOf, PlaceOf, HeldOf;
  std::vector<bool> Fresh; // not known from an earlier unit
  for (const FunctionRecord &F : Unit.Functions) {
    uint32_t Index = functionIndex(F.id());
    FunctionOf.push_back(Index);
    Function &Here = Functions[Index];
    // A pointer is defined by whoever puts a function there.
    bool Pointer = StringRef(F.Name).starts_with("*");
    Fresh.push_back(Pointer || (F.defined() && !Here.Defined));
    if (Here.Shown.empty())
      Here.Shown = F.Shown;
    Here.Pointer |= Pointer;
    Here.External |= !Pointer && !F.Internal;
    Here.Concurrent |= F.Concurrent;
    if (!F.defined() || Here.Defined)
      continue;
    Here.Defined = true;
    Here.File = fileIndex(F.At.File);
    Here.Startup = F.Startup;
    for (const std::string &Class : F.Drops) {
      LockEvidence L;
      L.Class = Class;
      Here.Drops.push_back(number(L) / Kinds);
    }
  }
  for (const std::vector<LockEvidence> &Locks : Unit.LockSets)
    HeldOf.push_back(intern(Locks));
  for (const PlaceRecord &P : Unit.Places) {
    std::string Id = P.id();
    auto [It, New] = PlaceIds.try_emplace(Id, Places.size());
    if (New)
      Places.push_back({std::move(Id), P.Name, P.Global, P.Bytes, {}});
    PlaceOf.push_back(It->second);
  }
  auto Here = [&](ObjectId Object) {
    return Object < CallRecord::FirstMaker
               ? Object
               : ObjectId(CallRecord::FirstMaker +
                          FunctionOf[Object - CallRecord::FirstMaker]);
  };
  for (size_t I = 0; I != Unit.Functions.size(); ++I)
    if (Fresh[I])
      for (ObjectId Object : Unit.Functions[I].Returned)
        Functions[FunctionOf[I]].Returned.push_back(Here(Object));
  for (const CallRecord &C : Unit.Calls)
    if (Fresh[C.Caller]) {
      Call New{FunctionOf[C.Callee], HeldOf[C.Held], C.Arguments};
      for (ObjectId &Object : New.Arguments)
        Object = Here(Object);
      Functions[FunctionOf[C.Caller]].Calls.push_back(std::move(New));
    }
  for (const AccessRecord &A : Unit.Accesses) {
    if (!Fresh[A.Function])
      continue;
    Access New;
    New.Function = FunctionOf[A.Function];
    New.Held = HeldOf[A.Held];
    New.File = fileIndex(A.At.File);
    New.Line = A.At.Line;
    New.Column = A.At.Column;
    New.Write = A.Write;
    New.Marked = A.Marked;
    New.Initialising = A.Initialising;
    New.Clears = A.Clears;
    New.Atomic = A.Atomic;
    New.Intentional = A.Intentional;
    New.AfterGracePeriod = A.AfterGracePeriod;
    New.Object = Here(A.Object);
    Places[PlaceOf[A.Place]].Accesses.push_back(New);
  }
}

LockSet reread::common(const LockSet &A, const LockSet &B) {
  LockSet Out;
  std::set_intersection(A.begin(), A.end(), B.begin(), B.end(),
                        std::back_inserter(Out));
  return Out;
}

LockSet reread::together(const LockSet &A, const LockSet &B) {
  LockSet Out;
  std::set_union(A.begin(), A.end(), B.begin(), B.end(),
                 std::back_inserter(Out));
  return Out;
}

void Program::finish(bool Whole) {
  for (Function &F : Functions) {
    llvm::sort(F.Calls);
    F.Calls.erase(llvm::unique(F.Calls), F.Calls.end());
    for (const Call &C : F.Calls)
      Functions[C.Callee].HasCallers = true;
  }
  propagateLocks();
  collectSomeLocks();
  propagateStartup();
  propagateUnlocked();
  propagateConcurrency();
  propagateNew();
  propagateObjects(&Program::isPrivate, &Function::SharedParameters, Whole);
  propagateObjects(&Program::isCurrent, &Function::ForeignParameters, Whole);
  for (Place &P : Places)
    llvm::sort(P.Accesses, [&](const Access &A, const Access &B) {
      return std::make_tuple(FileNames[A.File], A.Line, A.Column, A.Write,
                             StringRef(Functions[A.Function].Shown)) <
             std::make_tuple(FileNames[B.File], B.Line, B.Column, B.Write,
                             StringRef(Functions[B.Function].Shown));
    });
}

std::optional<uint32_t> Program::findFunction(StringRef Id) const {
  auto It = FunctionIds.find(Id);
  return It == FunctionIds.end() ? std::nullopt : std::optional(It->second);
}

std::optional<uint32_t> Program::findPlace(StringRef Id) const {
  auto It = PlaceIds.find(Id);
  return It == PlaceIds.end() ? std::nullopt : std::optional(It->second);
}

/// Of locks that callers hold, those that the function does not drop.
LockSet Program::keptBy(const Function &F, const LockSet &Held) {
  LockSet Kept;
  for (uint32_t Lock : Held)
    if (!is_contained(F.Drops, Lock / Kinds))
      Kept.push_back(Lock);
  return Kept;
}

LockSet Program::entryLocks(uint32_t Index) const {
  const Function &F = Functions[Index];
  return F.Entry ? keptBy(F, *F.Entry) : LockSet();
}

bool Program::onlyAtStartup(uint32_t Function) const {
  return Functions[Function].OnlyAtStartup;
}

ObjectId Program::object(const UnitRecords &Unit, ObjectId Object) const {
  if (Object < CallRecord::FirstMaker)
    return Object;
  auto Index =
      findFunction(Unit.Functions[Object - CallRecord::FirstMaker].id());
  return Index ? ObjectId(CallRecord::FirstMaker + *Index)
               : CallRecord::Unknown;
}

bool Program::alwaysPrivate(uint32_t Function, ObjectId Object) const {
  return isPrivate(Functions[Function], Object);
}

bool Program::alwaysCurrent(uint32_t Function, ObjectId Object) const {
  return isCurrent(Functions[Function], Object);
}

SmallVector<uint32_t, 8> Program::callees(uint32_t Function) const {
  SmallVector<uint32_t, 8> Out;
  for (const Call &C : Functions[Function].Calls) // sorted by finish()
    if (Out.empty() || Out.back() != C.Callee)
      Out.push_back(C.Callee);
  return Out;
}

bool Program::alwaysLocked(uint32_t Index) const {
  const Function &F = Functions[Index];
  return F.Entry && !F.Unlocked;
}

LockSet Program::locksAt(const Access &A) const {
  return together(entryLocks(A.Function), HeldNumbers[A.Held]);
}

LockSet Program::locksSometimesAt(const Access &A) const {
  const Function &F = Functions[A.Function];
  return together(keptBy(F, F.SomeEntry), locksAt(A));
}

std::vector<LockEvidence> Program::evidenceAt(const Access &A) const {
  std::vector<LockEvidence> Out = HeldSets[A.Held];
  for (uint32_t Lock : locksAt(A))
    if (!is_contained(HeldNumbers[A.Held], Lock))
      Out.push_back(lock(Lock));
  return Out;
}

SourcePoint Program::pointOf(const Access &A) const {
  SourcePoint P;
  P.File = FileNames[A.File].str();
  P.Line = A.Line;
  P.Column = A.Column;
  return P;
}
