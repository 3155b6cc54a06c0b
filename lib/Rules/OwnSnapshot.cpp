//===-- OwnSnapshot.cpp - each step takes a snapshot of its own ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

/// Both reads are in a read section, but not in the same one.
static bool inOwnSections(const Candidate &C) {
  auto IsSection = [](const LockEvidence &L) { return L.Rcu; };
  return llvm::any_of(C.First.Held, IsSection) &&
         llvm::any_of(C.Second.Held, IsSection) &&
         llvm::none_of(C.HeldAcross, IsSection);
}

std::optional<Answer> reread::judgeOwnSnapshot(const Candidate &C,
                                               const RuleContext &Context) {
  if (!(C.OwnScopes || (C.SameLocal && inOwnSections(C))) ||
      C.First.Mark != Marking::Marked || C.Second.Mark != Marking::Marked ||
      findGroupHit(C, Context.Known))
    return std::nullopt;
  return dismiss(
      "each read is marked and keeps its value in a local of its own "
      "step, so the values are told apart on purpose");
}
