//===-- DoubleReadChecker.h - reread.DoubleRead --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_PLUGIN_DOUBLEREADCHECKER_H
#define REREAD_TOOLS_PLUGIN_DOUBLEREADCHECKER_H

namespace clang::ento {
class CheckerRegistry;
} // namespace clang::ento

namespace reread {

/// Registers the checker and its options, which docs/double-read.md documents.
void registerDoubleRead(clang::ento::CheckerRegistry &Registry);

} // namespace reread

#endif // REREAD_TOOLS_PLUGIN_DOUBLEREADCHECKER_H
