//===-- PatchedTree.h - a tree with a change, and without it -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PATCHEDTREE_H
#define REREAD_TREE_PATCHEDTREE_H

#include "reread/Selection/Patch.h"
#include "reread/Tree/OverlayFolder.h"
#include "llvm/Support/Error.h"
#include <string>

namespace reread {

/// Shows both sides of a change, one of which is the tree itself and the other
/// an overlay.
class PatchedTree {
public:
  /// Names of the patch count from Root.
  static llvm::Expected<PatchedTree> make(const Patch &Change,
                                          llvm::StringRef Root);

  /// For RunOptions::Overlay; empty for the tree itself.
  std::string overlayWith() const { return Applied ? "" : Overlay.file(); }
  std::string overlayWithout() const { return Applied ? Overlay.file() : ""; }

  const ChangedLines &changedLines() const { return Changed; }

private:
  PatchedTree() = default;
  bool Applied = false;
  OverlayFolder Overlay;
  ChangedLines Changed;
};

/// Where a patch's names count from: the folder, from a directory upwards, that
/// has most of its files, and of these the nearest.
std::string findBase(const Patch &Change, llvm::StringRef Directory);

} // namespace reread

#endif // REREAD_TREE_PATCHEDTREE_H
