//===-- Judge.cpp - from a candidate to a finding -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judgement.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

Finding reread::judge(const Candidate &C, const RuleContext &Context) {
  Finding F;
  F.What = C;
  F.Grade = Context.Grade;
  if (Context.Place)
    F.Fact = *Context.Place;

  Outcome O = findOutcome(C, Context.Known);
  F.Effect = O.Effect;
  if (O.First)
    F.FirstUse = *O.First;
  if (O.Second)
    F.SecondUse = *O.Second;
  F.Tier = tierOf(O.Effect, Context.Grade);
  // Each value leads to an object that is there; at worst these are two.
  auto IsDeref = [](const UseEvidence *U) {
    return U && U->Kind == UseKind::Deref;
  };
  if (!Context.Place && !O.Group && O.Effect == Consequence::Middle &&
      IsDeref(O.First) && IsDeref(O.Second))
    F.Tier = std::max(F.Tier, 2u);
  if (O.Group) {
    F.Agreement = O.Group.Group->Name;
    F.SinkFirst = O.Group.First->Sink;
    F.SinkSecond = O.Group.Second->Sink;
  }

  // All rules are asked, though the first dismissal decides: whoever wants to
  // know why there is no finding wants every reason. A dismissed candidate
  // keeps the tier that it would have without its reasons.
  bool Lowered = false;
  for (const Rule &R : allRules()) {
    if (llvm::is_contained(Context.Without, R.Name)) {
      F.Answers.push_back({R.Name.str(), Answer::NotAsked, ""});
      continue;
    }
    if (std::optional<Answer> A = R.Judge(C, Context)) {
      F.Answers.push_back({R.Name.str(), A->What, std::move(A->Reason)});
      F.Dismissed |= A->What == Answer::Dismiss;
      Lowered |= A->What == Answer::Lower;
    }
  }
  if (Lowered)
    F.Tier = 3;

  F.Fingerprint = fingerprintOf(C, O);
  describe(F, O, Context);
  return F;
}
