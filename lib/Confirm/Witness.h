//===-- Witness.h - the steps of a path that confirms --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_WITNESS_H
#define REREAD_LIB_CONFIRM_WITNESS_H

#include "PathState.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExplodedGraph.h"
#include <vector>

namespace reread {

/// What happens on the way to the node, and to Last, which comes after it: the
/// decisions of the operation, the calls that are entered, both reads and the
/// uses. What stands in a macro is left out, but for reads and uses.
std::vector<PathStep> witness(const clang::ento::ExplodedNode *Node,
                              const PathState &Last, const clang::Stmt *At,
                              FileNames &Files);

} // namespace reread

#endif // REREAD_LIB_CONFIRM_WITNESS_H
