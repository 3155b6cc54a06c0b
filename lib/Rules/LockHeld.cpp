//===-- LockHeld.cpp - the writers' lock is held over both reads ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

std::optional<Answer> reread::judgeLockHeld(const Candidate &C,
                                            const RuleContext &Context) {
  const LockEvidence *Lock = findStabiliser(C.HeldAcross, C, Context);
  if (!Lock)
    return std::nullopt;
  // Under its own lock a place is read plainly (AM, "Use of Plain C-Language
  // Accesses"): whoever marks such a read expects writers without it. Accessors
  // are for all callers, so only a mark in the operation itself tells, and only
  // of a read that was made under the lock.
  // Of a place that somebody has declared racy the writers seen need not be
  // all: a device or user space may write, too, though no pointers. (Those that
  // RCU protects are read by accessors under the lock, too.) What its callees
  // read for themselves may have another reason.
  bool Doubtful = Context.Place && !C.Pointer && C.First.Via.empty() &&
                  C.Second.Via.empty();
  bool Sure = Context.Place && !Context.Place->Lock.empty();
  for (const WriteEvidence &W : Context.Writers)
    Sure |= !Doubtful && !W.Held.empty();
  for (const ReadEvidence *Read : {&C.First, &C.Second})
    if (!Sure && !Read->MarkedBy.empty() && Read->Via.empty() &&
        llvm::any_of(Read->Held, [&](const LockEvidence &L) {
          return L.Lock == Lock->Lock;
        }))
      return std::nullopt;
  return dismiss("'" + lockName(*Lock) + "' is held over both reads");
}
