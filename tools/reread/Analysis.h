//===-- Analysis.h - what the analysing commands share -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_ANALYSIS_H
#define REREAD_TOOLS_ANALYSIS_H

#include "Options.h"
#include "reread/Tree/TreeAnalysis.h"

/// The options that say what is analysed and with which facts.
struct AnalysisArguments {
  std::string Database, Overlay, Work;
  bool Strict = false, Infer = false, NoInfer = false;
  unsigned Tier = 2;
  reread::TreeOptions Tree;

  void addFactsTo(OptionTable &Table);
  void addJudgingTo(OptionTable &Table);
  void addTreeTo(OptionTable &Table);

  // Parts of these.
  void addGivenTo(OptionTable &Table); ///< facts, without what is inferred
  void addRulesTo(OptionTable &Table); ///< judging, without what is shown
  void addUnitsTo(OptionTable &Table); ///< a tree, without which
  void addJobsTo(OptionTable &Table);
};

void addLimitsTo(OptionTable &Table, reread::UnitLimits &Limits);

/// Opens the database, sets the options that depend on it, and finds the units
/// that the arguments mean.
llvm::Expected<std::vector<reread::CompileUnit>>
chooseUnits(const Arguments &Given, llvm::ArrayRef<std::string> Paths,
            AnalysisArguments &Options);

/// Analyses the units with progress on a terminal, and names on stderr those
/// that were lost.
llvm::Expected<reread::TreeResult>
analyze(llvm::ArrayRef<reread::CompileUnit> Units, AnalysisArguments &Options);

/// The same, without a word of what was lost.
llvm::Expected<reread::TreeResult>
analyzeQuietly(llvm::ArrayRef<reread::CompileUnit> Units,
               AnalysisArguments &Options);

/// Chooses the units, and analyses them.
llvm::Expected<reread::TreeResult> analyze(const Arguments &Given,
                                           llvm::ArrayRef<std::string> Paths,
                                           AnalysisArguments &Options);

/// Names on stderr the units that were lost, and what the facts of a whole tree
/// name that is not there.
void report(const reread::TreeResult &Result, const AnalysisArguments &Options);

/// The first argument, if it may be a fingerprint.
llvm::Expected<std::string> fingerprintArgument(const Arguments &Given,
                                                llvm::StringRef Command);

/// The finding or dismissed candidate whose fingerprint begins so.
llvm::Expected<const reread::Finding *>
findByFingerprint(const reread::TreeResult &Result, llvm::StringRef Prefix);

/// The findings of tiers 1 to Tier.
std::vector<reread::Finding> upToTier(const reread::TreeResult &Result,
                                      unsigned Tier);

#endif // REREAD_TOOLS_ANALYSIS_H
