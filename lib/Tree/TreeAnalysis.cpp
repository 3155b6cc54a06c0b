//===-- TreeAnalysis.cpp - all units of a tree, merged and judged --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/TreeAnalysis.h"
#include "reread/Findings/Merge.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <mutex>

using namespace llvm;

namespace reread {

Expected<TreeResult> analyzeTree(ArrayRef<CompileUnit> Units,
                                 const TreeOptions &Options) {
  for (const std::string &Name : Options.Judge.WithoutRules)
    if (Error E = checkRuleName(Name))
      return std::move(E);
  auto Known = UnitFacts::load(Options.Known, Units);
  if (!Known)
    return Known.takeError();

  TreeResult Result;
  Result.Units = Units.size();
  std::vector<UnitOutcome> Outcomes(Units.size());
  RunOptions Run = Options.Run;
  Run.What = Options.Judge.InferTree ? Scope::AllPlaces : Scope::KnownPlaces;
  CrashRecoveryContext::Enable();
  {
    std::mutex Mutex;
    TreeProgress Progress;
    Progress.Total = Units.size();
    DefaultThreadPool Pool(hardware_concurrency(Options.Jobs));
    for (size_t I = 0; I != Units.size(); ++I)
      Pool.async([&, I] {
        Outcomes[I] = runUnit(Units[I], Known->of(I), Run);
        std::lock_guard<std::mutex> Guard(Mutex);
        ++Progress.Done;
        if (Options.OnProgress)
          Options.OnProgress(Progress);
      });
    Pool.wait();
  }
  Merge All(Options.Judge);
  for (const UnitOutcome &Outcome : Outcomes)
    if (Outcome.Parsed)
      All.learn(Outcome.Result.Records);
  All.conclude();
  for (size_t I = 0; I != Units.size(); ++I)
    if (Outcomes[I].Parsed)
      All.judge(std::move(Outcomes[I].Result), Known->of(I));
    else
      Result.Failures.push_back(std::move(Outcomes[I]));
  Result.Judged = All.takeFindings();
  std::vector<Finding> Reported;
  for (const Finding &F : Result.Judged)
    if (!F.Dismissed)
      Reported.push_back(F);
  Result.Findings = rank(std::move(Reported));
  return Result;
}

} // namespace reread
