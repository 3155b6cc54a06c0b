//===-- UnitMap.h - one planned unit becomes a shard ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_UNITMAP_H
#define REREAD_TREE_UNITMAP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace reread {

struct UnitLimits {
  unsigned Seconds = 300;    ///< of wall time
  unsigned Megabytes = 4096; ///< of memory that the unit writes to
};

/// Maps units of a work folder, each in a process of its own, so that whatever
/// becomes of it the shard says so: see UnitFate. Beside the shard KEY.files
/// lists what the unit has read, and how that was then. Fails if these cannot
/// be written, or if it is interrupted. Not for programs with threads.
llvm::Error mapUnits(llvm::StringRef Folder, llvm::ArrayRef<std::string> Keys,
                     const UnitLimits &Limits);

} // namespace reread

#endif // REREAD_TREE_UNITMAP_H
