//===-- Merge.cpp - the evidence of all units, together ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Merge.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

using namespace llvm;

namespace reread {

static raw_ostream &operator<<(raw_ostream &OS, const SourcePoint &At) {
  return OS << At.File << ':' << At.Line << ':' << At.Column << '\n';
}

static raw_ostream &operator<<(raw_ostream &OS, const ReadEvidence &Read) {
  OS << Read.At << Read.Function << '\n';
  for (const ViaEvidence &Via : Read.Via)
    OS << Via.Function << '\n' << Via.Call;
  // A function of a header may use a snapshot otherwise in another unit, by
  // way of macros; then both candidates count.
  for (const UseEvidence &Use : Read.Uses)
    OS << int(Use.Kind) << Use.Detail << '\n' << Use.Sink << '\n' << Use.Via;
  return OS << '\n';
}

static std::string keyOf(const UnitCandidate &C) {
  std::string Key;
  raw_string_ostream OS(Key);
  OS << (C.Given >= 0) << C.What.Function << '\n'
     << C.What.FunctionAt << C.What.Place << '\n'
     << C.What.Object << '\n'
     << C.What.First << C.What.Second;
  return Key;
}

static std::string keyOf(const WriteEvidence &Write) {
  std::string Key;
  raw_string_ostream OS(Key);
  OS << Write.Place << '\n' << Write.Function << '\n' << Write.At;
  return Key;
}

size_t Merge::add(UnitResult &&Result, const Facts &Known) {
  const Facts *Used = &Known;
  if (!Result.Groups.empty()) {
    auto Own = std::make_unique<Facts>(Known);
    Own->Groups.insert(Own->Groups.end(), Result.Groups.begin(),
                       Result.Groups.end());
    Used = Own.get();
    Extended.push_back(std::move(Own));
  }
  for (WriteEvidence &Write : Result.Writes)
    if (SeenWrites.insert(keyOf(Write)).second)
      Writers[Write.Place].push_back(std::move(Write));

  size_t Before = Entries.size();
  for (UnitCandidate &C : Result.Candidates) {
    if (C.Given < 0 && !Infer)
      continue;
    if (!SeenCandidates.insert(keyOf(C)).second)
      continue;
    Entry New{std::move(C.What), std::nullopt, Used};
    if (C.Given >= 0)
      New.Place = Result.Given[C.Given];
    Entries.push_back(std::move(New));
  }
  return Entries.size() - Before;
}

std::vector<Finding> Merge::judgeFrom(size_t First) const {
  std::vector<Finding> Result;
  for (size_t I = First; I != Entries.size(); ++I) {
    const Entry &E = Entries[I];
    ArrayRef<WriteEvidence> Known;
    if (auto It = Writers.find(E.What.Place); It != Writers.end())
      Known = It->second;
    // volatile is how device registers and old code are declared, too: alone it
    // says little.
    Evidence Grade = E.What.Atomic ? Evidence::B : Evidence::C;
    if (E.Place && E.Place->Kind != PlaceKind::Stable)
      Grade = Evidence::A;
    RuleContext Context{*E.Known,   E.Place ? &*E.Place : nullptr,
                        Grade,      Known,
                        PageTables, WithoutRules};
    Result.push_back(judge(E.What, Context));
  }
  return Result;
}

void Merge::finish() {
  // Two writes of a place differ in one of these, or are one.
  for (auto &Place : Writers)
    llvm::sort(
        Place.second, [](const WriteEvidence &A, const WriteEvidence &B) {
          return std::tie(A.At.File, A.At.Line, A.At.Column, A.Function) <
                 std::tie(B.At.File, B.At.Line, B.At.Column, B.Function);
        });
}

} // namespace reread
