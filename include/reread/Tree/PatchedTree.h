//===-- PatchedTree.h - a tree with a change, and without it -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PATCHEDTREE_H
#define REREAD_TREE_PATCHEDTREE_H

#include "reread/Selection/Patch.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include <string>

namespace reread {

/// Shows both sides of a change, one of which is the tree itself and the other
/// an overlay of files in a temporary folder, which goes with the object.
class PatchedTree {
public:
  /// Names of the patch count from Root.
  static llvm::Expected<PatchedTree> make(const Patch &Change,
                                          llvm::StringRef Root);
  PatchedTree(PatchedTree &&Other);
  PatchedTree(const PatchedTree &) = delete;
  ~PatchedTree();

  /// For RunOptions::Overlay; empty for the tree itself.
  std::string overlayWith() const { return Applied ? "" : Overlay; }
  std::string overlayWithout() const { return Applied ? Overlay : ""; }

  const ChangedLines &changedLines() const { return Changed; }

private:
  PatchedTree() = default;
  llvm::Error write(const std::map<std::string, std::string> &Files,
                    llvm::StringRef Root);

  bool Applied = false;
  llvm::SmallString<128> Folder;
  std::string Overlay;
  ChangedLines Changed;
};

} // namespace reread

#endif // REREAD_TREE_PATCHEDTREE_H
