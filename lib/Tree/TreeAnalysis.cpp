//===-- TreeAnalysis.cpp - all units of a tree, merged and judged --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/TreeAnalysis.h"
#include "reread/Findings/Merge.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <mutex>
#include <optional>

using namespace llvm;

namespace reread {

namespace {
/// Takes outcomes in whatever order the threads finish them, and merges them
/// in the order of the units: a unit waits for those before it, which were
/// started before it.
class Collector {
public:
  Collector(size_t Total, const UnitFacts &Known, const TreeOptions &Options,
            TreeResult &Out)
      : All(Options.Infer, Options.PageTables, Options.WithoutRules),
        Known(Known), Options(Options), Out(Out), Waiting(Total) {
    Progress.Total = Total;
  }

  void take(size_t Index, UnitOutcome &&Outcome) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Waiting[Index] = std::move(Outcome);
    for (; Next != Waiting.size() && Waiting[Next]; ++Next) {
      merge(std::move(*Waiting[Next]));
      Waiting[Next].reset();
    }
    ++Progress.Done;
    if (Options.OnProgress)
      Options.OnProgress(Progress);
  }

  Merge All;

private:
  void merge(UnitOutcome &&Outcome) {
    if (!Outcome.Parsed) {
      Out.Failures.push_back(std::move(Outcome));
      return;
    }
    size_t Before = All.size();
    All.add(std::move(Outcome.Result), Known.of(Next));
    if (!Options.OnProgress)
      return;
    for (const Finding &F : All.judgeFrom(Before))
      if (!F.Dismissed && F.Tier <= Options.Tier)
        Fingerprints.insert(F.Fingerprint);
    Progress.Findings = Fingerprints.size();
  }

  const UnitFacts &Known;
  const TreeOptions &Options;
  TreeResult &Out;
  std::mutex Mutex;
  std::vector<std::optional<UnitOutcome>> Waiting;
  size_t Next = 0;
  TreeProgress Progress;
  StringSet<> Fingerprints;
};
} // namespace

Expected<TreeResult> analyzeTree(ArrayRef<CompileUnit> Units,
                                 const TreeOptions &Options) {
  for (const std::string &Name : Options.WithoutRules)
    if (Error E = checkRuleName(Name))
      return std::move(E);
  auto Known = UnitFacts::load(Options.Known, Units);
  if (!Known)
    return Known.takeError();

  TreeResult Result;
  Result.Units = Units.size();
  Collector Collected(Units.size(), *Known, Options, Result);
  CrashRecoveryContext::Enable();
  {
    DefaultThreadPool Pool(hardware_concurrency(Options.Jobs));
    for (size_t I = 0; I != Units.size(); ++I)
      Pool.async([&, I] {
        Collected.take(I, runUnit(Units[I], Known->of(I), Options.Run));
      });
    Pool.wait();
  }
  Collected.All.finish();
  Result.Judged = Collected.All.judgeFrom(0);
  std::vector<Finding> Reported;
  for (const Finding &F : Result.Judged)
    if (!F.Dismissed)
      Reported.push_back(F);
  Result.Findings = rank(std::move(Reported));
  return Result;
}

} // namespace reread
