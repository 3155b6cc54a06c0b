//===-- DoubleCheckedLocking.cpp - test, lock, test again -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace reread;

/// The same function is asked again: of its first answer nothing is left but
/// that it was not good enough.
static bool asksAgain(const Candidate &C) {
  return !C.First.Via.empty() && !C.Second.Via.empty() &&
         C.First.Via.front().Function == C.Second.Via.front().Function &&
         isSamePoint(C.First.At, C.Second.At) &&
         llvm::all_of(C.First.Uses, [](const UseEvidence &U) {
           return U.Inside || U.Kind == UseKind::Test;
         });
}

/// A pointer that was found without the lock, and was followed without it, is
/// fetched and tested again.
static bool findsAgain(const Candidate &C) {
  return C.Pointer && findUse(C.Second, UseKind::Test) &&
         llvm::all_of(C.First.Uses, [](const UseEvidence &U) {
           return (U.Kind == UseKind::Test || U.Kind == UseKind::Deref) &&
                  !U.Late && !U.Locked;
         });
}

std::optional<Answer>
reread::judgeDoubleCheckedLocking(const Candidate &C,
                                  const RuleContext &Context) {
  // What is tested under the lock only was not read to decide whether to take
  // it: it is a snapshot, and an old one.
  if (!C.Mid.Locked || !(decidesAnew(C) || asksAgain(C) || findsAgain(C)) ||
      llvm::all_of(C.First.Uses, [](const UseEvidence &U) { return U.Locked; }))
    return std::nullopt;
  // A lock that the first read had too, but that was dropped in between, is as
  // good: what counts is that the second read has a lock of its own, and one
  // that the writers take.
  llvm::SmallVector<LockEvidence, 4> Since;
  llvm::copy_if(C.Second.Held, std::back_inserter(Since), [&](const auto &L) {
    return llvm::none_of(C.HeldAcross, [&](const auto &Across) {
      return Across.Lock == L.Lock;
    });
  });
  const LockEvidence *Lock = findStabiliser(Since, C, Context);
  if (!Lock)
    return std::nullopt;
  return dismiss("the first value is only tested, and what is done rests on "
                 "the second, read after '" +
                 lockName(*Lock) + "' was taken");
}
