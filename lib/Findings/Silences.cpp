//===-- Silences.cpp - what the source hides ------------------------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Silences.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace reread {

void Silences::add(const std::vector<Silence> &OfUnit) {
  for (const Silence &S : OfUnit)
    All[{S.At.File, S.At.Line, S.At.Column}].push_back(S);
}

void Silences::noteIfHidden(const Finding &F) {
  for (const auto &A : F.Answers)
    if (A.What == Answer::Dismiss && A.Rule != "suppressed")
      return;
  const ReadEvidence &Second = F.What.Second;
  Hidden.push_back(Second.At);
  for (const ViaEvidence &Via : Second.Via)
    Hidden.push_back(Via.Call);
  for (const UseEvidence &Use : Second.Uses)
    if (Use.Suppressed)
      Hidden.push_back(Use.At);
}

static bool covers(const Silence &S, const SourcePoint &At) {
  return At.File == S.From.File && At.Line >= S.From.Line &&
         At.Line <= S.LastLine;
}

std::vector<SourcePoint> Silences::idle() const {
  std::vector<SourcePoint> Out;
  for (const auto &[Where, Seen] : All)
    if (none_of(Seen, [&](const Silence &S) {
          return any_of(Hidden,
                        [&](const SourcePoint &At) { return covers(S, At); });
        }))
      Out.push_back(Seen.front().At);
  return Out;
}

} // namespace reread
