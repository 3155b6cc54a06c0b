//===-- Ninja.h - Ninja maps the units of a work folder ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ninja gives what a scheduler must have and what this project will not write
// itself: jobs, what has changed, what a run left undone.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_NINJA_H
#define REREAD_TREE_NINJA_H

#include "reread/Tree/WorkFolder.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>

namespace reread {

/// The path of Ninja, or one line that names its package.
llvm::Expected<std::string> findNinja();

/// Writes Folder/build.ninja, one edge for each key. Up leads from Folder to
/// the work folder: "." or "..".
llvm::Error writeBuildFile(llvm::StringRef Folder, llvm::StringRef Up,
                           llvm::ArrayRef<std::string> Keys,
                           const UnitLimits &Limits);

/// Maps in Folder what is not up to date. OnDone gets the units done and those
/// that this run has to do. Ninja and its jobs end with this process.
llvm::Error runNinja(llvm::StringRef Ninja, llvm::StringRef Folder,
                     unsigned Jobs,
                     const std::function<void(const MapProgress &)> &OnDone);

} // namespace reread

#endif // REREAD_TREE_NINJA_H
