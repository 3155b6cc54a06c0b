//===-- WholeFile.h - a file that is there as a whole or not -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_WHOLEFILE_H
#define REREAD_TREE_WHOLEFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace reread {

/// Ends the names of files that are being written. Whoever is killed leaves
/// them behind.
constexpr llvm::StringLiteral TemporarySuffix = ".tmp";

/// Replaces the file by Text, or says in one line why not and leaves it as it
/// was. LLVM's writeToOutput() ends the program when the disk is full.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Text);

/// Same, but keeps a file that has this text already, and so its time.
llvm::Error writeIfNew(llvm::StringRef Path, llvm::StringRef Text);

} // namespace reread

#endif // REREAD_TREE_WHOLEFILE_H
