//===-- Merge.cpp - the evidence of all units, together ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

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

std::shared_ptr<const PlaceUse> Merge::usesOf(uint32_t Place) {
  auto &Slot = Uses[Place];
  if (!Slot)
    Slot = std::make_shared<PlaceUse>(reread::usesOf(All, Place));
  return Slot;
}

/// Adds the locks that all callers hold, and gives the numbers of all.
static LockSet addEntryLocks(const Program &All, uint32_t Function,
                             Candidate &C) {
  LockSet Held;
  for (const LockEvidence &L : C.HeldAcross)
    if (auto Number = All.lockNumber(L))
      Held.push_back(*Number);
  llvm::sort(Held);
  Held.erase(llvm::unique(Held), Held.end());
  LockSet Entry = All.entryLocks(Function);
  for (uint32_t Number : Entry)
    if (!is_contained(Held, Number)) {
      LockEvidence L = All.lock(Number);
      C.HeldAcross.push_back(L);
      C.First.Held.push_back(L);
      C.Second.Held.push_back(L);
    }
  return together(Held, Entry);
}

/// What the type says; volatile is how device registers and old code are
/// declared, too: alone it says little.
static std::optional<Evidence> gradeOfType(const Candidate &C) {
  if (C.Atomic)
    return Evidence::B;
  if (C.Volatile)
    return Evidence::C;
  return std::nullopt;
}

/// Below the first tier only the most serious finding of an operation is shown,
/// and the others would fill the memory.
void Merge::keep(Finding &&F) {
  bool Everything =
      Options.KeepOthers || (Options.KeepDismissed && !Options.Wanted);
  if (Everything || F.Dismissed || F.Tier == 1)
    return Findings.push_back(std::move(F));
  auto [It, New] = Speakers.try_emplace(operationKey(F), Findings.size());
  if (New)
    return Findings.push_back(std::move(F));
  if (isMoreSerious(F, Findings[It->second]))
    std::swap(F, Findings[It->second]);
  if (Options.Wanted && Options.Wanted(F))
    Findings.push_back(std::move(F));
}

void Merge::judge(UnitCandidate &&C, const UnitResult &Result,
                  const Facts &Known, size_t Unit) {
  const PlaceFact *Fact = C.Given >= 0 ? &Result.Given[C.Given] : nullptr;
  auto Place = All.findPlace(Result.Records.Places[C.Place].id());
  auto Function = All.findFunction(Result.Records.Functions[C.Function].id());
  static const auto Unused = std::make_shared<PlaceUse>();
  std::shared_ptr<const PlaceUse> Use = Place ? usesOf(*Place) : Unused;
  LockSet Held;
  if (Function) {
    Held = addEntryLocks(All, *Function, C.What);
    ObjectId Object = All.object(Result.Records, C.Object);
    if (All.alwaysPrivate(*Function, Object))
      C.What.Kind = ObjectKind::Unpublished;
    else if (All.alwaysCurrent(*Function, Object))
      C.What.Kind = ObjectKind::CurrentTask;
    C.What.Startup = All.onlyAtStartup(*Function);
    C.What.SomeLock =
        All.alwaysLocked(*Function) || any_of(Held, Program::isExclusive);
  }
  std::optional<Evidence> Grade;
  if (Options.InferTree)
    Grade = gradeOf(*Use, C.What, Held);
  // A reader who holds the writers' lock, or says so, is safe whoever else
  // knows the place to be racy.
  bool Safe =
      Grade == Evidence::C || C.What.First.Exclusive || C.What.Second.Exclusive;
  if (Options.Learnt && !Safe)
    if (auto L = Options.Learnt(Result.Records.Places[C.Place].id()))
      Grade = Grade ? std::min(*Grade, *L) : L;
  if (auto OfType = gradeOfType(C.What); OfType && Options.InferTypes)
    Grade = Grade ? std::min(*Grade, *OfType) : OfType;
  if (Fact && Fact->Kind != PlaceKind::Stable)
    Grade = Evidence::A;
  else if (Fact && !Grade)
    Grade = Evidence::C;
  if (!Grade && Place && Function)
    Quiet.push_back({*Function, *Place});
  if (!Grade || !Seen.insert(keyOf(C)).second)
    return;
  RuleContext Context{Known,
                      Fact,
                      *Grade,
                      Use->Writers,
                      Options.PageTables,
                      Options.WithoutRules};
  Finding F = reread::judge(C.What, Context);
  if (F.Dismissed)
    Silent.noteIfHidden(F);
  if (F.Dismissed &&
      !(Options.KeepDismissed && (!Options.Wanted || Options.Wanted(F))))
    return;
  F.Use = std::move(Use);
  F.Unit = Unit;
  F.PlaceNumber = Place;
  F.FunctionNumber = Function;
  keep(std::move(F));
}

void Merge::judge(UnitResult &&Result, const Facts &Known, size_t Unit) {
  for (const std::string &Name : Result.Declared)
    Declared.insert(Name);
  Silent.add(Result.Silences);
  Facts Extended;
  const Facts *Used = &Known;
  if (!Result.Groups.empty()) {
    Extended = Known;
    Extended.Groups.insert(Extended.Groups.end(), Result.Groups.begin(),
                           Result.Groups.end());
    Used = &Extended;
  }
  for (UnitCandidate &C : Result.Candidates)
    judge(std::move(C), Result, *Used, Unit);
  for (const OpenPair &O : Result.Open)
    for (UnitCandidate &C : join(Result, O))
      judge(std::move(C), Result, *Used, Unit);
}

std::vector<QuietPair> Merge::takeQuiet() {
  llvm::sort(Quiet);
  Quiet.erase(llvm::unique(Quiet), Quiet.end());
  return std::move(Quiet);
}

} // namespace reread
