//===-- ReportedOnly.cpp - both values are answers to a question ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

static bool isOnlyReported(const ReadEvidence &Read) {
  auto IsReport = [](const UseEvidence &U) { return U.Reported; };
  return llvm::any_of(Read.Uses, IsReport) &&
         llvm::all_of(Read.Uses, [&](const UseEvidence &U) {
           return IsReport(U) || U.Kind == UseKind::Diagnostic;
         });
}

std::optional<Answer> reread::judgeReportedOnly(const Candidate &C,
                                                const RuleContext &) {
  if (!isOnlyReported(C.First) || !isOnlyReported(C.Second))
    return std::nullopt;
  return lower("both values are only reported, each for itself");
}
