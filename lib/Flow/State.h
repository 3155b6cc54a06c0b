//===-- State.h - what holds at one point of a function ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_STATE_H
#define REREAD_LIB_FLOW_STATE_H

#include "PersistentMap.h"
#include "Provenance.h"
#include "Symbols.h"
#include "reread/Facts/Facts.h"

namespace reread {

/// The value of an expression: what it is, and which snapshots it was computed
/// from.
struct Val {
  Sym S = 0;
  Prov P = 0;
  bool operator==(const Val &O) const { return S == O.S && P == O.P; }
};

/// What happened since a read, on every path (Must) and on some path (May).
struct Since {
  enum Event : uint16_t {
    Locked = 1,
    Unlocked = 2,
    Barrier = 4,
    Slept = 8,
    Written = 16,
    ReadAgain = 32, ///< the same place, wherever in the text
    Awaited = 64,   ///< a loop that waits has read the same place
    GracePeriod = 128,
    /// The place was compared with this read's value, and exchanged if equal.
    Exchanged = 256,
    WrittenByCallee = 512,
  };
  uint16_t Must = 0, May = 0;
  bool operator==(const Since &O) const {
    return Must == O.Must && May == O.May;
  }
  void happened(uint16_t Events) { Must |= Events, May |= Events; }
  /// This, and then Next.
  Since then(Since Next) const {
    return {uint16_t(Must | Next.Must), uint16_t(May | Next.May)};
  }
};

/// A lock that is held since it was taken at one site.
struct HeldLock {
  uint32_t Taken = 0; ///< number of the site; another one: dropped in between
  LockKind Kind = LockKind::Exclusive;
  Sym Shown = 0;         ///< the lock's address, as the function names it
  bool Declared = false; ///< no lock: a place declared exclusive
  Sym Until = 0;         ///< the lock that it is dropped with
  bool operator==(const HeldLock &O) const {
    return Taken == O.Taken && Kind == O.Kind && Shown == O.Shown;
  }
};

using LockMap = PersistentMap<HeldLock>;

/// A read that may still pair up with a later one.
struct LiveRead {
  Since Mid;
  LockMap Held; ///< ever since the read
  bool operator==(const LiveRead &O) const {
    return Mid == O.Mid && Held == O.Held;
  }
};

struct State {
  PersistentMap<Val> Memory;     ///< by Sym: what this function stored there
  PersistentMap<LiveRead> Reads; ///< by number; 0 is the function's entry
  LockMap Locks; ///< by Sym of the lock's memory, or of its value
  /// By Sym: objects of this function that others may know; true: they are
  /// stored where others look, and not only handed to unknown functions.
  PersistentMap<bool> Published;
  /// By Sym of the address: objects that nobody else can reach any more.
  PersistentMap<bool> Unlinked;
  bool Reachable = false;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_STATE_H
