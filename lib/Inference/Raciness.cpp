//===-- Raciness.cpp - whether a place may change under a reader ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Inference/Raciness.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"
#include <set>

using namespace llvm;
using namespace reread;

/// Of more writers nobody reads the list, and rules learn nothing new.
static constexpr size_t MaxWriters = 64, MaxMarks = 3;
/// Together, on the way to both reads of what is strong evidence.
static constexpr size_t MaxCalls = 2;

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
static LockSet excluding(const LockSet &Locks) {
  LockSet Out;
  for (uint32_t Number : Locks)
    if (Program::isExclusive(Number))
      Out.push_back(Number);
  return Out;
}

/// Fields of one struct.
static bool isPartOfSame(StringRef Lock, StringRef Place) {
  auto [Struct, Field] = Place.split('.');
  return !Field.empty() && Lock.starts_with(Struct) &&
         Lock.drop_front(Struct.size()).starts_with(".");
}

PlaceUse reread::usesOf(const Program &All, uint32_t Place) {
  PlaceUse Use;
  std::set<std::vector<std::string>> Seen;
  SmallSet<uint32_t, 8> Functions;
  Use.Global = !All.placeGlobal(Place).empty();
  for (const Access &A : All.accesses(Place)) {
    if (!A.Write)
      continue;
    WriteEvidence W = evidence(All, Place, A);
    // Nobody sees these: nobody is there yet, or any more.
    W.Initialising |= All.onlyAtStartup(A.Function) || A.AfterGracePeriod ||
                      All.alwaysPrivate(A.Function, A.Object);
    if (!W.Initialising) {
      LockSet Locks = excluding(All.locksAt(A));
      Use.WriterLocks = Use.Writes ? common(Use.WriterLocks, Locks) : Locks;
      Use.SomeLocks =
          together(Use.SomeLocks, excluding(All.locksSometimesAt(A)));
      Use.ConcurrentWrites += All.runsConcurrently(A.Function);
      Use.OwnLockWrites += any_of(Locks, [&](uint32_t Number) {
        return isPartOfSame(All.lock(Number).Class, All.placeName(Place));
      });
      Use.LockedWrites += !Locks.empty() || All.alwaysLocked(A.Function);
      if (!A.Atomic && Locks.empty() && !All.alwaysLocked(A.Function))
        Use.UnlockedWriters.insert(All.functionName(A.Function).str());
      Functions.insert(A.Function);
      ++Use.Writes;
      Use.MarkedWrites += A.Marked;
      Use.Clears += A.Clears;
    }
    std::vector<std::string> Key{W.Initialising ? "initialising" : ""};
    for (const LockEvidence &L : W.Held)
      Key.push_back(L.Class + "," + L.Lock);
    if (Use.Writers.size() < MaxWriters && Seen.insert(std::move(Key)).second)
      Use.Writers.push_back(std::move(W));
  }
  Use.WritingFunctions = Functions.size();
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

/// Nobody marks it, and no lock is common to all writers, but it was made to be
/// written while others look.
static bool isShared(const PlaceUse &Use) {
  return Use.ConcurrentWrites || 2 * Use.OwnLockWrites >= Use.Writes ||
         (Use.Global && Use.WritingFunctions > 1);
}

std::optional<Evidence> reread::gradeOf(const PlaceUse &Use) {
  if (Use.Writes == 0)
    return std::nullopt;
  bool Locked = !Use.WriterLocks.empty();
  if (Use.LocklessMarkedReads && Use.MarkedWrites)
    return Locked ? Evidence::A : Evidence::StrongB;
  if (Use.MarkedReads || Use.MarkedWrites || Locked || isShared(Use))
    return Evidence::B;
  return std::nullopt;
}

static bool holdsWritersLock(const PlaceUse &Use, const ReadEvidence &Read) {
  return any_of(Use.CommonLocks, [&](const LockEvidence &L) {
    return any_of(Read.Held, [&](const LockEvidence &Held) {
      return !Held.Rcu && !Held.Seq && Held.Class == L.Class;
    });
  });
}

static bool onlyTested(const ReadEvidence &Read) {
  return all_of(Read.Uses, [](const UseEvidence &U) { return U.Condition; });
}

/// Some helper has read the value for a decision of its own, and the operation
/// never gets it.
static bool staysInCall(const ReadEvidence &Read) {
  return !Read.Via.empty() &&
         all_of(Read.Uses, [](const UseEvidence &U) { return !U.Via.empty(); });
}

/// What the operation only looks at, a helper reads and tests for itself. A
/// number may be looked at as a bit: 1 << state & (READY | BUSY).
static bool isDecidedInCall(const Candidate &C) {
  auto Tests = [](const UseEvidence &U) { return U.Kind == UseKind::Test; };
  return any_of(C.First.Uses, Tests) && any_of(C.Second.Uses, Tests) &&
         all_of(C.First.Uses,
                [&](const UseEvidence &U) {
                  return Tests(U) || U.Kind == UseKind::Shift;
                }) &&
         staysInCall(C.Second);
}

/// The second read has a lock, whosever, that the first one has not: what was
/// only looked at is decided anew.
static bool isLockedSince(const Candidate &C) {
  return any_of(C.Second.Held, [&](const LockEvidence &L) {
    return !L.Rcu && !L.Seq &&
           none_of(C.First.Held, [&](const LockEvidence &Earlier) {
             return Earlier.Lock == L.Lock;
           });
  });
}

/// What RCU keeps is gone with the section that it was found in: the next one
/// has to fetch the pointer again.
static bool isFetchedAgain(const Candidate &C) {
  auto InSection = [](const std::vector<LockEvidence> &Held) {
    return any_of(Held, [](const LockEvidence &L) { return L.Rcu; });
  };
  return C.Pointer && C.Second.Mark == Marking::Marked &&
         InSection(C.First.Held) && InSection(C.Second.Held) &&
         !InSection(C.HeldAcross);
}

/// A function on the way of a read writes the place itself, without a lock: so
/// something that is not seen keeps writers apart, and this reader is one.
static bool isWriterItself(const PlaceUse &Use, const Candidate &C) {
  auto Writes = [&](const std::string &Function) {
    return Use.UnlockedWriters.count(Function) != 0;
  };
  auto Via = [&](const ReadEvidence &Read) {
    return any_of(Read.Via,
                  [&](const ViaEvidence &V) { return Writes(V.Function); });
  };
  return Writes(C.Function) || Via(C.First) || Via(C.Second);
}

/// Something speaks against it, or is not seen: see docs/tiers.md, "Evidence".
static bool isWeak(const PlaceUse &Use, const Candidate &C,
                   const LockSet &Held) {
  // Who marks neither read does not expect others; who marks the first alone
  // does not expect them any more, for a reason that need not be seen here.
  if (C.Second.Mark == Marking::Plain)
    return true;
  // The further away the reads are, the more lies between that no summary
  // tells: locks that are held on one path only, constants that are passed on.
  if (C.First.Via.size() + C.Second.Via.size() > MaxCalls)
    return true;
  // A writer knows who else writes. Whom some writer heeds the others may heed
  // by another means: their objects are often not in use any more.
  if (isWriterItself(Use, C) || !common(Use.SomeLocks, Held).empty())
    return true;
  // Objects have owners, and each keeps the others out with a lock of its own.
  if (C.SomeLock && Use.LockedWrites == Use.Writes)
    return true;
  if (staysInCall(C.First) || isDecidedInCall(C) ||
      (onlyTested(C.First) && isLockedSince(C)))
    return true;
  // Who has perhaps changed the place himself looks again for that reason.
  if (C.Mid.MayWrite)
    return true;
  // A pointer that nobody clears leads to an object whenever it is read, and
  // objects that were looked up are kept alive.
  if ((C.Pointer && Use.Clears == 0) || isFetchedAgain(C))
    return true;
  // What was looked at without the lock is looked at again under it. What was
  // decided under it needs no second look for the same decision.
  bool Before = holdsWritersLock(Use, C.First);
  bool After = holdsWritersLock(Use, C.Second);
  return Before != After && (After || onlyTested(C.First));
}

/// A glance without the writers' lock, and the decision under it.
static bool isGlance(const PlaceUse &Use, const Candidate &C) {
  return onlyTested(C.First) && !holdsWritersLock(Use, C.First) &&
         holdsWritersLock(Use, C.Second);
}

std::optional<Evidence> reread::gradeOf(const PlaceUse &Use, const Candidate &C,
                                        const LockSet &Held) {
  // Such a macro names the lock in a form that only lockdep evaluates.
  if (Use.Writes == 0 || C.First.Exclusive || C.Second.Exclusive)
    return std::nullopt;
  bool Locked = !Use.WriterLocks.empty();
  if (Locked && !common(Use.WriterLocks, Held).empty())
    return Evidence::C;
  // The mark of an accessor is not the reader's own.
  auto Marked = [](const ReadEvidence &Read) {
    return Read.Mark == Marking::Marked && !Read.Generic && Read.Via.empty();
  };
  std::optional<Evidence> Grade =
      Marked(C.First) != Marked(C.Second) && (Use.MarkedWrites || Locked)
          ? Evidence::A
          : gradeOf(Use);
  bool Evident = Locked || Use.MarkedReads || Use.MarkedWrites;
  // Of weak evidence nothing is left for a reader whom some writer heeds.
  if (!Grade || (!Evident && !common(Use.SomeLocks, Held).empty()))
    return std::nullopt;
  if (isGlance(Use, C))
    return Evidence::C;
  return isWeak(Use, C, Held) ? std::max(*Grade, Evidence::B) : *Grade;
}

double reread::certaintyOf(const PlaceUse &Use, size_t OwnReads,
                           size_t OwnMarked) {
  // One more of each than there are: few accesses make less certain than many.
  auto Share = [](size_t Marked, size_t All) {
    return double(Marked) / double(All + 1);
  };
  size_t Reads = Use.Reads - std::min(Use.Reads, OwnReads);
  size_t Marked = Use.MarkedReads - std::min(Use.MarkedReads, OwnMarked);
  return Share(Marked, Reads) * Share(Use.MarkedWrites, Use.Writes);
}
