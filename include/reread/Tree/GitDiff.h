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

struct GitChange {
  std::string Patch;
  std::string Base; ///< where names of the patch count from
};

/// What git says has changed since a revision, committed or not, in the whole
/// working tree that a directory is in. All errors are one line.
llvm::Expected<GitChange> gitDiff(llvm::StringRef Revision,
                                  llvm::StringRef Directory);

} // namespace reread

#endif // REREAD_TREE_GITDIFF_H
