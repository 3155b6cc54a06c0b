//===-- Diff.h - `reread check --diff`: findings of a change -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_DIFF_H
#define REREAD_TOOLS_DIFF_H

#include "ReportArguments.h"

/// Analyses the units that a change concerns, with it and without it, and
/// reports what it touches or makes. Change is a revision of git, or "-" for a
/// patch on stdin. Returns the exit status.
int checkDiff(const Arguments &Given, llvm::StringRef Change,
              AnalysisArguments &Options, ReportArguments &Report);

#endif // REREAD_TOOLS_DIFF_H
