//===-- Join.cpp - pairs whose second read another unit makes -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace reread {

static uint64_t meetingKey(const UnitResult &Unit, uint32_t Function,
                           StringRef Way) {
  std::string Text = Unit.Records.Functions[Function].id() + "\n" + Way.str();
  // The largest numbers mean something to DenseMap.
  return xxh3_64bits(Text) >> 1;
}

uint64_t meetingKey(const UnitResult &Unit, const OpenPair &O) {
  return meetingKey(Unit, O.Callee, O.Way);
}

uint64_t meetingKey(const UnitResult &Unit, const OfferedRead &R) {
  return meetingKey(Unit, R.Function, R.Way);
}

void Merge::offer(UnitResult &&Unit) {
  for (OfferedRead &R : Unit.Offered) {
    uint64_t Key = meetingKey(Unit, R);
    Offers[Key].push_back({std::move(R.Read), R.SinceEntry,
                           Unit.Records.Functions[R.Function].Drops});
  }
}

/// First this, and then what the callee does until it reads.
static Between operator+(Between A, const Between &B) {
  A.Locked |= B.Locked;
  A.Unlocked |= B.Unlocked;
  A.MayUnlock |= B.MayUnlock;
  A.Barrier |= B.Barrier;
  A.Slept |= B.Slept;
  A.Written |= B.Written;
  A.MayWrite |= B.MayWrite;
  A.CalleeMayWrite |= B.CalleeMayWrite;
  A.Awaited |= B.Awaited;
  return A;
}

/// The offered read in the caller's terms, made by Call.
static ReadEvidence inCaller(ReadEvidence Read, const ReadEvidence &Call) {
  const ViaEvidence &Entered = Call.Via.front();
  std::vector<UseEvidence> Uses = std::move(Read.Uses);
  Read.Uses.clear();
  bool Returned = false;
  uint64_t Given = 0; // the bits that what is returned depends on
  for (UseEvidence &U : Uses) {
    if (U.Kind == UseKind::Return) {
      Returned = true;
      Given |= U.Mask;
      continue;
    }
    U.At = Entered.Call;
    U.Via = Entered.Function;
    Read.Uses.push_back(std::move(U));
  }
  if (Returned)
    for (UseEvidence U : Call.Uses) {
      // The caller's bits are those of the result.
      if (Given != ~0ull)
        U.Mask = Given;
      Read.Uses.push_back(std::move(U));
    }
  Read.Via.insert(Read.Via.begin(), Entered);
  Read.Held.insert(Read.Held.begin(), Call.Held.begin(), Call.Held.end());
  Read.Suppressed |= Call.Suppressed;
  return Read;
}

std::vector<UnitCandidate> Merge::join(const UnitResult &Unit,
                                       const OpenPair &Open) const {
  std::vector<UnitCandidate> Out;
  auto It = Offers.find(meetingKey(Unit, Open));
  if (It == Offers.end())
    return Out;
  for (const Offer &O : It->second) {
    UnitCandidate C = Open.Begun;
    C.What.Second = inCaller(O.Read, Open.Begun.What.Second);
    if (C.What.Second.Uses.empty())
      continue;
    C.What.Mid = C.What.Mid + O.SinceEntry;
    if (O.SinceEntry.MayUnlock)
      erase_if(C.What.HeldAcross, [&](const LockEvidence &L) {
        return L.Class.empty() || is_contained(O.Drops, L.Class);
      });
    Out.push_back(std::move(C));
  }
  return Out;
}

} // namespace reread
