//===-- Refreshed.cpp - a local is brought up to date ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// In a loop, what stands above the read gets the value of the round before;
/// the loop's own test may.
static bool isCarried(const Candidate &C) {
  return llvm::any_of(C.First.Uses, [&](const UseEvidence &U) {
    return U.Kind != UseKind::Test && U.At.Line <= inOperation(C.First).Line;
  });
}

/// An attempt with the first value is over, and left nothing behind, when the
/// next one begins; and what that one reads is compared with the place again.
/// What was found behind a pointer is not followed.
static bool isNextAttempt(const Candidate &C) {
  return C.Checked && llvm::none_of(C.First.Uses, [](const UseEvidence &U) {
           return U.Late || U.Kind == UseKind::Store ||
                  U.Kind == UseKind::Return || U.Kind == UseKind::Asm ||
                  U.Kind == UseKind::Expected;
         });
}

/// The first value only decided whether to go on, and the second decides that
/// anew.
static bool isTestedAgain(const UseEvidence &A, const Candidate &C) {
  return A.Kind == UseKind::Test && !A.Late && !A.Detail.empty() &&
         llvm::any_of(C.Second.Uses, [&](const UseEvidence &B) {
           return B.Kind == UseKind::Test && A.Detail == B.Detail &&
                  A.Mask == B.Mask;
         });
}

/// Behind what may have changed the place nobody has the first value any more.
static bool isOver(const Candidate &C) {
  return (C.Mid.Slept || C.Mid.CalleeMayWrite) &&
         llvm::none_of(C.First.Uses, [](const UseEvidence &U) {
           return U.Late || (U.Kind == UseKind::Store && !U.Update);
         });
}

std::optional<Answer> reread::judgeRefreshed(const Candidate &C,
                                             const RuleContext &) {
  if (!C.SameLocal || C.First.Uses.empty() || (C.SameSite && isCarried(C)))
    return std::nullopt;
  if (!C.SameSite && isNextAttempt(C))
    return dismiss("the second value takes the place of the first for another "
                   "attempt, and is compared with the place again");
  if (!C.SameSite && isOver(C))
    return dismiss(
        "the second value takes the place of the first, which is not "
        "used behind what sleeps or may write the place");
  // Nobody has the first value who does not get the second one in its place.
  bool Replaced = llvm::all_of(C.First.Uses, [&](const UseEvidence &A) {
    return isTestedAgain(A, C) ||
           llvm::any_of(C.Second.Uses,
                        [&](const UseEvidence &B) { return isSameUse(A, B); });
  });
  if (!Replaced)
    return std::nullopt;
  return dismiss("the second value takes the place of the first in the same "
                 "local, for the same uses");
}
