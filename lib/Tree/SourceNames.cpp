//===-- SourceNames.cpp - how a unit's files are called ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceNames.h"
#include "reread/Findings/FileNames.h"
#include "reread/Tree/CompileDatabase.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace reread {

std::string SourceNames::shown(StringRef File) {
  // "<built-in>" and the like are no paths.
  if (Root.empty() || File.empty() || File.front() == '<')
    return File.str();
  auto [At, New] = Cache.try_emplace(File);
  if (New) {
    std::string Full = absolutePath(File, Directory);
    At->second = nameBelow(Full, Root).str();
  }
  return At->second;
}

void SourceNames::rewrite(SourcePoint &At) {
  if (At.valid())
    At.File = shown(At.File);
}

void SourceNames::rewrite(ReadEvidence &Read) {
  rewrite(Read.At);
  for (ViaEvidence &Via : Read.Via)
    rewrite(Via.Call);
  for (UseEvidence &Use : Read.Uses)
    rewrite(Use.At);
}

void SourceNames::rewrite(Candidate &C) {
  rewrite(C.FunctionAt);
  rewrite(C.First);
  rewrite(C.Second);
}

void SourceNames::rewrite(UnitResult &Result) {
  if (Root.empty())
    return;
  for (UnitCandidate &C : Result.Candidates)
    rewrite(C.What);
  for (OpenPair &O : Result.Open)
    rewrite(O.Begun.What);
  for (OfferedRead &O : Result.Offered)
    rewrite(O.Read);
  for (Silence &S : Result.Silences) {
    rewrite(S.At);
    rewrite(S.From);
  }
  for (FunctionRecord &F : Result.Records.Functions)
    rewrite(F.At);
  for (PlaceRecord &P : Result.Records.Places)
    rewrite(P.At);
  for (AccessRecord &A : Result.Records.Accesses)
    rewrite(A.At);
  for (PlaceFact &Fact : Result.Given)
    if (Fact.Source.InUnit || sys::path::is_absolute(Fact.Source.File))
      Fact.Source.File = shown(Fact.Source.File);
}

} // namespace reread
