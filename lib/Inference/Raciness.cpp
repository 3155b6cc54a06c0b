//===-- Raciness.cpp - whether a place may change under a reader ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Inference/Raciness.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
using namespace reread;

/// Of more writers nobody reads the list, and rules learn nothing new.
static constexpr size_t MaxWriters = 64, MaxMarks = 3;

static WriteEvidence evidence(const Program &All, uint32_t Place,
                              const Access &A) {
  WriteEvidence W;
  W.Place = All.placeId(Place).str();
  W.Function = All.functionName(A.Function).str();
  W.At = All.pointOf(A);
  W.Mark = A.Marked ? Marking::Marked : Marking::Plain;
  W.Held = All.evidenceAt(A);
  W.Initialising = A.Initialising;
  return W;
}

/// Locks that keep others out.
static LockSet excluding(const Program &All, const LockSet &Locks) {
  LockSet Out;
  for (uint32_t Number : Locks)
    if (LockEvidence L = All.lock(Number); !L.Seq && !L.Rcu && !L.Shared)
      Out.push_back(Number);
  return Out;
}

PlaceUse reread::usesOf(const Program &All, uint32_t Place) {
  PlaceUse Use;
  std::set<std::vector<std::string>> Seen;
  for (const Access &A : All.accesses(Place)) {
    if (!A.Write)
      continue;
    WriteEvidence W = evidence(All, Place, A);
    // Nobody sees these: nobody is there yet, or any more.
    W.Initialising |= All.onlyAtStartup(A.Function) || A.AfterGracePeriod ||
                      All.alwaysPrivate(A.Function, A.Object);
    if (!W.Initialising) {
      LockSet Locks = excluding(All, All.locksAt(A));
      Use.WriterLocks = Use.Writes ? common(Use.WriterLocks, Locks) : Locks;
      ++Use.Writes;
      Use.MarkedWrites += A.Marked;
    }
    std::vector<std::string> Key{W.Initialising ? "initialising" : ""};
    for (const LockEvidence &L : W.Held)
      Key.push_back(L.Class + "," + L.Lock);
    if (Use.Writers.size() < MaxWriters && Seen.insert(std::move(Key)).second)
      Use.Writers.push_back(std::move(W));
  }
  for (uint32_t Number : Use.WriterLocks)
    Use.CommonLocks.push_back(All.lock(Number));
  for (const Access &A : All.accesses(Place)) {
    if (A.Write || All.onlyAtStartup(A.Function) ||
        All.alwaysPrivate(A.Function, A.Object))
      continue;
    ++Use.Reads;
    Use.MarkedReads += A.Marked;
    bool Outside = common(All.locksAt(A), Use.WriterLocks).empty();
    Use.ReadsOutside += Outside;
    Use.LocklessMarkedReads += A.Marked && Outside;
    if (A.Marked && Use.Marks.size() < MaxMarks)
      Use.Marks.push_back(evidence(All, Place, A));
  }
  return Use;
}

std::optional<Evidence> reread::gradeOf(const PlaceUse &Use) {
  if (Use.Writes == 0)
    return std::nullopt;
  bool Locked = !Use.WriterLocks.empty();
  if (Use.LocklessMarkedReads && Use.MarkedWrites)
    return Locked ? Evidence::A : Evidence::StrongB;
  if (Use.MarkedReads || Use.MarkedWrites || Locked)
    return Evidence::B;
  return std::nullopt;
}

std::optional<Evidence> reread::gradeOf(const PlaceUse &Use, const Candidate &C,
                                        const LockSet &Held) {
  // Such a macro names the lock in a form that only lockdep evaluates.
  if (Use.Writes == 0 || C.First.Exclusive || C.Second.Exclusive)
    return std::nullopt;
  bool Locked = !Use.WriterLocks.empty();
  if (Locked && !common(Use.WriterLocks, Held).empty())
    return Evidence::C;
  auto Marked = [](const ReadEvidence &Read) {
    return Read.Mark == Marking::Marked && !Read.Generic;
  };
  if (Marked(C.First) != Marked(C.Second) && (Use.MarkedWrites || Locked))
    return Evidence::A;
  return gradeOf(Use);
}
