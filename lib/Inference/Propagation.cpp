//===-- Propagation.cpp - what callers say about their callees -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Inference/Program.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace reread;

void Program::propagateLocks() {
  SmallVector<uint32_t, 0> Work;
  for (uint32_t I = 0; I != Functions.size(); ++I)
    if (!Functions[I].HasCallers) {
      Functions[I].Entry.emplace();
      Work.push_back(I);
    }
  // Every set only ever shrinks, so this ends.
  while (!Work.empty()) {
    uint32_t Caller = Work.pop_back_val();
    LockSet Kept = entryLocks(Caller);
    for (const Call &C : Functions[Caller].Calls) {
      Function &Next = Functions[C.Callee];
      LockSet There = together(Kept, HeldNumbers[C.Held]);
      if (Next.Entry)
        There = common(*Next.Entry, There);
      if (Next.Entry && There == *Next.Entry)
        continue;
      Next.Entry = std::move(There);
      Work.push_back(C.Callee);
    }
  }
}

/// One call is enough: further up the locks are those of other things.
void Program::collectSomeLocks() {
  for (uint32_t I = 0; I != Functions.size(); ++I) {
    LockSet Kept = entryLocks(I);
    for (const Call &C : Functions[I].Calls) {
      LockSet &To = Functions[C.Callee].SomeEntry;
      To = together(To, together(Kept, HeldNumbers[C.Held]));
    }
  }
}

void Program::propagateStartup() {
  std::vector<bool> Later(Functions.size());
  SmallVector<uint32_t, 0> Work;
  auto IsLater = [&](uint32_t I) {
    if (!Later[I] && !Functions[I].Startup) {
      Later[I] = true;
      Work.push_back(I);
    }
  };
  for (uint32_t I = 0; I != Functions.size(); ++I)
    if (!Functions[I].HasCallers)
      IsLater(I);
  while (!Work.empty())
    for (const Call &C : Functions[Work.pop_back_val()].Calls)
      IsLater(C.Callee);
  for (uint32_t I = 0; I != Functions.size(); ++I)
    Functions[I].OnlyAtStartup = !Later[I] && Functions[I].Entry;
}

/// On some way from an entry point to the function nobody takes a lock that
/// keeps others out, or the function itself drops one.
void Program::propagateUnlocked() {
  SmallVector<uint32_t, 0> Work;
  auto Reach = [&](uint32_t I) {
    if (!Functions[I].Unlocked && !Functions[I].OnlyAtStartup) {
      Functions[I].Unlocked = true;
      Work.push_back(I);
    }
  };
  for (uint32_t I = 0; I != Functions.size(); ++I)
    if (!Functions[I].HasCallers || !Functions[I].Drops.empty())
      Reach(I);
  while (!Work.empty())
    for (const Call &C : Functions[Work.pop_back_val()].Calls)
      if (none_of(HeldNumbers[C.Held], isExclusive))
        Reach(C.Callee);
}

void Program::propagateConcurrency() {
  constexpr unsigned MaxCalls = 3;
  SmallVector<uint32_t, 0> Work, Next;
  for (uint32_t I = 0; I != Functions.size(); ++I)
    if (Functions[I].Concurrent)
      Work.push_back(I);
  // The first step leads from the pointer to a function.
  for (unsigned Calls = 0; Calls <= MaxCalls; ++Calls, Work = std::move(Next)) {
    Next.clear();
    for (uint32_t I : Work)
      for (const Call &C : Functions[I].Calls)
        if (!Functions[C.Callee].Concurrent) {
          Functions[C.Callee].Concurrent = true;
          Next.push_back(C.Callee);
        }
  }
}

/// Whether a function returns new objects alone: all do until one is found
/// that does not, and those that return its objects.
void Program::propagateNew() {
  std::vector<SmallVector<uint32_t, 2>> ReturnedBy(Functions.size());
  SmallVector<uint32_t, 0> Work;
  auto Depends = [&](uint32_t I, uint32_t Maker) {
    ReturnedBy[Maker].push_back(I);
  };
  for (uint32_t I = 0; I != Functions.size(); ++I) {
    Function &F = Functions[I];
    F.ReturnsNew = F.Pointer ? !F.Calls.empty() : !F.Returned.empty();
    for (ObjectId Object : F.Returned)
      if (Object >= CallRecord::FirstMaker)
        Depends(I, Object - CallRecord::FirstMaker);
      else if (Object != CallRecord::Private)
        F.ReturnsNew = false;
    if (F.Pointer)
      for (const Call &C : F.Calls)
        Depends(I, C.Callee);
    if (!F.ReturnsNew)
      Work.push_back(I);
  }
  while (!Work.empty())
    for (uint32_t I : ReturnedBy[Work.pop_back_val()])
      if (Functions[I].ReturnsNew) {
        Functions[I].ReturnsNew = false;
        Work.push_back(I);
      }
}

bool Program::isPrivate(const Function &F, ObjectId Object) const {
  if (Object >= CallRecord::FirstMaker)
    return Functions[Object - CallRecord::FirstMaker].ReturnsNew;
  return Object == CallRecord::Private ||
         (Object >= 0 && !(F.SharedParameters >> Object & 1));
}

bool Program::isCurrent(const Function &F, ObjectId Object) const {
  return Object == CallRecord::Current ||
         (Object >= 0 && Object < CallRecord::FirstMaker &&
          !(F.ForeignParameters >> Object & 1));
}

/// Parameters have the property until a caller is found that hands in an object
/// without it.
void Program::propagateObjects(Property Is, uint8_t Function::*WithoutIt,
                               bool Whole) {
  static_assert(CallRecord::MaxArguments == 8, "WithoutIt has a bit each");
  SmallVector<uint32_t, 0> Work;
  auto Lose = [&](uint32_t I, uint8_t Parameters) {
    uint8_t &Lost = Functions[I].*WithoutIt;
    if ((Lost | Parameters) == Lost)
      return;
    Lost |= Parameters;
    Work.push_back(I);
  };
  auto Pass = [&](const Function &Caller, const Call &C) {
    uint8_t Lost = 0;
    for (unsigned I = 0; I != CallRecord::MaxArguments; ++I) {
      if (I >= C.Arguments.size() || !(this->*Is)(Caller, C.Arguments[I]))
        Lost |= 1 << I;
    }
    Lose(C.Callee, Lost);
  };
  for (uint32_t I = 0; I != Functions.size(); ++I)
    if (!Functions[I].HasCallers || (Functions[I].External && !Whole))
      Lose(I, ~0);
  for (const Function &F : Functions)
    for (const Call &C : F.Calls)
      Pass(F, C);
  while (!Work.empty()) {
    const Function &F = Functions[Work.pop_back_val()];
    for (const Call &C : F.Calls)
      Pass(F, C);
  }
}
