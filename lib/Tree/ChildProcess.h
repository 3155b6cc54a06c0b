//===-- ChildProcess.h - a process that may fail without harm ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_CHILDPROCESS_H
#define REREAD_TREE_CHILDPROCESS_H

#include "reread/Tree/UnitMap.h"

namespace reread {

/// How a child ends.
enum ChildStatus { Written = 0, NotWritten = 3, Crashed = 4, NoMemory = 5 };

/// Sets the limits, and the allocator for a single thread. To be called in a
/// process that has just been forked.
void becomeChild(const UnitLimits &Limits);

} // namespace reread

#endif // REREAD_TREE_CHILDPROCESS_H
