//===-- ReportArguments.h - where findings go, and how -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_REPORTARGUMENTS_H
#define REREAD_TOOLS_REPORTARGUMENTS_H

#include "Analysis.h"
#include "Selection.h"

/// The options that say which findings are shown, where they go, and how.
struct ReportArguments {
  std::string Format = "text", Out;
  bool WithDismissed = false;
  SelectionArguments Which;

  void addTo(OptionTable &Table);

  /// To be called before the analysis: what cannot be read or written fails.
  llvm::Error check(const AnalysisArguments &Options);

  /// Writes the findings, and returns the exit status. Units are those of a
  /// part of a tree.
  int write(const reread::TreeResult &Result,
            llvm::ArrayRef<reread::CompileUnit> Units,
            const AnalysisArguments &Options) const;
};

#endif // REREAD_TOOLS_REPORTARGUMENTS_H
