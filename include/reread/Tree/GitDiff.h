//===-- GitDiff.h - what has changed since a revision --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_GITDIFF_H
#define REREAD_TREE_GITDIFF_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace reread {

/// What git says has changed in the files below a directory since a revision,
/// committed or not, as a patch with names relative to the directory. All
/// errors are one line.
llvm::Expected<std::string> gitDiff(llvm::StringRef Revision,
                                    llvm::StringRef Directory);

} // namespace reread

#endif // REREAD_TREE_GITDIFF_H
