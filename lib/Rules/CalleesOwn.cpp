//===-- CalleesOwn.cpp - a callee reads for itself ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// Both are one load, which an accessor marks.
static bool byOneAccessor(const Candidate &C) {
  return C.First.Mark == Marking::Marked && !C.First.Via.empty() &&
         C.Second.Mark == Marking::Marked &&
         isSamePoint(C.First.At, C.Second.At);
}

/// The call that the operation makes, and that has read the value, is all that
/// uses it.
static bool staysInCall(const ReadEvidence &Read) {
  return !Read.Via.empty() &&
         llvm::all_of(Read.Uses, [&](const UseEvidence &U) {
           return !U.Via.empty() && isSamePoint(U.At, Read.Via.front().Call);
         });
}

static bool isKept(const UseEvidence &U) {
  return U.Kind == UseKind::Store || U.Kind == UseKind::Asm ||
         U.Kind == UseKind::Expected;
}

/// Somebody else gets the value from the callee.
static bool isHandedOn(const UseEvidence &U) {
  return isKept(U) || (U.Kind == UseKind::Argument && !U.Reported);
}

/// What the callee does with its value rests on a test of the other one.
static bool relies(const Candidate &C) {
  return findUse(C.First, UseKind::Test) && findDangerous(C.Second) &&
         !findUse(C.Second, UseKind::Test);
}

std::optional<Answer> reread::judgeCalleesOwn(const Candidate &C,
                                              const RuleContext &Context) {
  if (!staysInCall(C.Second) || findGroupHit(C, Context.Known))
    return std::nullopt;
  if (llvm::none_of(C.Second.Uses, isKept)) {
    // The accessor itself is the last call.
    if (C.Second.Via.size() > 1 && C.First.Via.size() == 1 && byOneAccessor(C))
      return lower("the second read is a callee's own snapshot, taken and kept "
                   "through the same marked accessor");
    // A function that only tests, and returns something, returns what it found.
    if (findUse(C.Second, UseKind::Test) &&
        (C.Second.GivesNothing || !isOnlyTested(C.Second)))
      return lower("the second read is a callee's own, which tests what it has "
                   "read, and gives nothing of it back");
  }
  if (staysInCall(C.First) && !relies(C) &&
      !(llvm::any_of(C.First.Uses, isHandedOn) &&
        llvm::any_of(C.Second.Uses, isHandedOn)))
    return lower("each read is a callee's own, and neither value comes back");
  return std::nullopt;
}
