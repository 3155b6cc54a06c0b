//===-- CalleesOwn.cpp - a callee takes a snapshot for itself -------------===//
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
  const SourcePoint &A = C.First.At, &B = C.Second.At;
  return C.First.Mark == Marking::Marked && !C.First.Via.empty() &&
         C.Second.Mark == Marking::Marked && A.File == B.File &&
         A.Line == B.Line && A.Column == B.Column;
}

std::optional<Answer> reread::judgeCalleesOwn(const Candidate &C,
                                              const RuleContext &Context) {
  // The accessor itself is the last call.
  bool InCallee = C.Second.Via.size() > 1 &&
                  llvm::all_of(C.Second.Uses, [](const UseEvidence &U) {
                    return !U.Via.empty() && U.Kind != UseKind::Store;
                  });
  if (!InCallee || C.First.Via.size() != 1 || !byOneAccessor(C) ||
      findGroupHit(C, Context.Known))
    return std::nullopt;
  return lower("the second read is a callee's own snapshot, taken and kept "
               "through the same marked accessor");
}
