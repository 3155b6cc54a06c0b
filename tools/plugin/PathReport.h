//===-- PathReport.h - shows a finding as a path --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_PLUGIN_PATHREPORT_H
#define REREAD_TOOLS_PLUGIN_PATHREPORT_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
namespace ento {
class BugReporter;
} // namespace ento
} // namespace clang

namespace reread {

struct Finding;

/// Hands the finding to every output of the analyzer.
void reportAsPath(const Finding &F, llvm::StringRef CheckerName,
                  clang::ASTContext &Context, clang::ento::BugReporter &BR);

} // namespace reread

#endif // REREAD_TOOLS_PLUGIN_PATHREPORT_H
