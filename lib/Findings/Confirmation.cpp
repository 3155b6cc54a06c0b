//===-- Confirmation.cpp - findings and the path-sensitive engine --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Confirmation.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace reread {

bool isToConfirm(const Finding &F, const ConfirmChoice &Choice) {
  return Choice.What != ConfirmWhat::Off && !F.Dismissed &&
         (Choice.What == ConfirmWhat::All || F.Tier == 1) &&
         (!Choice.Wanted || Choice.Wanted(F));
}

static std::vector<UseEvidence> like(const std::optional<UseEvidence> &Decisive,
                                     const ReadEvidence &Read) {
  std::vector<UseEvidence> Out;
  copy_if(Read.Uses, std::back_inserter(Out), [&](const UseEvidence &U) {
    return Decisive && U.Kind == Decisive->Kind && U.Sink == Decisive->Sink;
  });
  return Out;
}

Question questionAbout(const Finding &F) {
  return {F.What, like(F.FirstUse, F.What.First),
          like(F.SecondUse, F.What.Second)};
}

void settle(Finding &F, Verdict Said) {
  F.Confirmation = std::move(Said);
  switch (F.Confirmation.Kind) {
  case VerdictKind::Confirmed:
    return;
  case VerdictKind::Refuted:
    F.Dismissed = true;
    F.Answers.push_back({"path", Answer::Dismiss, F.Confirmation.Reason});
    return;
  case VerdictKind::Unknown:
    constexpr unsigned LastTier = 3;
    if (F.Agreement.empty() && F.Tier < LastTier)
      ++F.Tier;
    F.Notes.push_back({F.What.Second.At,
                       "no path is confirmed: " + F.Confirmation.Reason,
                       NoteKind::Verdict});
  }
}

//===-- All of them -------------------------------------------------------===//

/// Whoever speaks for one finding in rank() may speak for another with the
/// same.
static auto operationOf(const Finding &F) {
  return std::make_tuple(F.What.Function, F.What.FunctionAt.File,
                         F.What.FunctionAt.Line, F.What.Place, F.What.Object);
}

/// What it is asked about; several units may have it.
static auto questionKey(const Finding &F) {
  std::string Way;
  for (const ReadEvidence *Read : {&F.What.First, &F.What.Second}) {
    for (const ViaEvidence &V : Read->Via)
      Way += V.Function + ":" + std::to_string(V.Call.Line) + ":" +
             std::to_string(V.Call.Column) + ",";
    Way += Read->At.File + ":" + std::to_string(Read->At.Line) + ":" +
           std::to_string(Read->At.Column) + ";";
  }
  return std::make_pair(Way, F.Message);
}

/// The next ones of the operations whose findings were refuted.
static std::vector<Finding> nextOnes(ArrayRef<Finding> Refuted,
                                     std::vector<Finding> Others) {
  constexpr unsigned MostOfOperation = 8;
  std::map<decltype(operationOf(Others.front())), unsigned> Left;
  std::set<decltype(questionKey(Others.front()))> Asked;
  for (const Finding &F : Refuted) {
    Left[operationOf(F)] = MostOfOperation;
    Asked.insert(questionKey(F));
  }
  std::vector<Finding> Next;
  for (Finding &F : Others) {
    auto It = Left.find(operationOf(F));
    if (It != Left.end() && It->second && Asked.insert(questionKey(F)).second) {
      --It->second;
      Next.push_back(std::move(F));
    }
  }
  return Next;
}

static Error settleAll(std::vector<Finding> &Findings,
                       const ConfirmChoice &Choice, Settle All) {
  std::vector<Finding *> Asked;
  for (Finding &F : Findings)
    if (isToConfirm(F, Choice))
      Asked.push_back(&F);
  return Asked.empty() ? Error::success() : All(Asked);
}

Expected<std::vector<Finding>> confirmFindings(std::vector<Finding> &Findings,
                                               std::vector<Finding> Others,
                                               const ConfirmChoice &Choice,
                                               Settle All) {
  std::vector<Finding> Refuted;
  if (Error E = settleAll(Findings, Choice, All))
    return std::move(E);
  auto Sift = [&](std::vector<Finding> &From) {
    for (Finding &F : From)
      if (F.Dismissed)
        Refuted.push_back(std::move(F));
    erase_if(From, [](const Finding &F) { return F.Dismissed; });
  };
  Sift(Findings);
  if (Refuted.empty()) {
    sort(Findings, isListedBefore);
    return Refuted;
  }
  std::vector<Finding> Next = nextOnes(Refuted, std::move(Others));
  if (Error E = settleAll(Next, Choice, All))
    return std::move(E);
  Sift(Next);
  std::set<decltype(operationOf(Refuted.front()))> Told;
  for (Finding &F : Next)
    if (Told.insert(operationOf(F)).second)
      Findings.push_back(std::move(F));
  sort(Findings, isListedBefore);
  return Refuted;
}

} // namespace reread
