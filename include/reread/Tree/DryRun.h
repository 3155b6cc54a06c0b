//===-- DryRun.h - compile commands in what `make -n` prints -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_DRYRUN_H
#define REREAD_TREE_DRYRUN_H

#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace reread {

/// A shell line split at `;`, `&`, `|`, parentheses and newlines into simple
/// commands, and these into words without their quotes. No expansion: make
/// has expanded its own variables, and compile commands have no others.
std::vector<std::vector<std::string>> shellCommands(llvm::StringRef Line);

struct DryRunUnits {
  std::vector<CompileUnit> Units; ///< each command once, as printed
  size_t Missing = 0; ///< sources that do not exist: not yet generated
};

/// The commands that compile a C source of the kernel to an object: those
/// with -c that define __KERNEL__. Options that write dependency files are
/// left out.
DryRunUnits parseDryRun(llvm::StringRef Text, llvm::StringRef Directory);

} // namespace reread

#endif // REREAD_TREE_DRYRUN_H
