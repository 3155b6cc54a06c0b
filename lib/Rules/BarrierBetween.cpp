//===-- BarrierBetween.cpp - a reload on purpose --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

static bool has(const std::vector<LockEvidence> &Held, const LockEvidence &L) {
  return llvm::any_of(Held, [&](const LockEvidence &Other) {
    return Other.Lock == L.Lock && Other.Shared == L.Shared;
  });
}

/// On every path a lock that both reads are made under was let go in between,
/// for others to come in.
static bool isRetaken(const Candidate &C) {
  return C.Mid.Unlocked && C.Mid.Locked &&
         llvm::any_of(C.First.Held, [&](const LockEvidence &L) {
           return !L.Rcu && !L.Seq && has(C.Second.Held, L) &&
                  !has(C.HeldAcross, L);
         });
}

/// Both reads are made under the lock that the writers are seen to take. On
/// paths that do not drop it in between nothing can change.
static bool isRetakenSomewhere(const Candidate &C, const RuleContext &Context) {
  if (!C.Mid.MayUnlock ||
      llvm::none_of(Context.Writers, [](const WriteEvidence &W) {
        return !W.Initialising && llvm::any_of(W.Held, excludes);
      }))
    return false;
  const LockEvidence *Lock = findStabiliser(C.Second.Held, C, Context);
  return Lock && has(C.First.Held, *Lock);
}

std::optional<Answer> reread::judgeBarrierBetween(const Candidate &C,
                                                  const RuleContext &Context) {
  const char *Between = C.Mid.Slept     ? "the thread sleeps or waits"
                        : C.Mid.Barrier ? "a barrier stands"
                        : isRetaken(C)  ? "a lock is dropped and taken again"
                        : isRetakenSomewhere(C, Context)
                            ? "the writers' lock is held, or taken again,"
                            : nullptr;
  if (!Between || !decidesAnew(C))
    return std::nullopt;
  return dismiss(std::string("the first value is only tested, and ") + Between +
                 " before the place is read again on purpose");
}
