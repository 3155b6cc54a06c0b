//===-- Patch.h - what a change does to which lines ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SELECTION_PATCH_H
#define REREAD_SELECTION_PATCH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reread {

/// Some lines that become others. Both texts have their context.
struct PatchHunk {
  unsigned Line = 0; ///< of the patch itself
  unsigned OldStart = 1, NewStart = 1;
  std::vector<std::string> Old, New;
  /// Those of New that were added, and those before which some were removed,
  /// as indices; the end is one, too.
  std::vector<unsigned> Added, Removed;
};

struct PatchedFile {
  std::string Old, New; ///< empty: there is none
  std::vector<PatchHunk> Hunks;
};

/// Lines of the new files, by their names and numbers.
struct ChangedLines {
  std::map<std::string, std::set<unsigned>, std::less<>> Added;
  /// Functions whose text has changed, without their scopes: as far as lines
  /// that begin in the first column tell where one begins and ends.
  llvm::StringSet<> Functions;
};

class Patch {
public:
  /// Parses a unified diff, as git and diff -u print it. Name stands for it in
  /// messages.
  static llvm::Expected<Patch> parse(llvm::StringRef Text,
                                     llvm::StringRef Name);

  llvm::ArrayRef<PatchedFile> files() const { return Files; }

  /// Gives its files other names.
  void rename(llvm::function_ref<std::string(llvm::StringRef Name)> Name);

  /// Reads a file of the tree by its name in the patch; nothing: not there.
  using Reader =
      llvm::function_ref<std::optional<std::string>(llvm::StringRef Name)>;

  /// Whether the tree has the change: no file lacks what the patch adds. Fails
  /// on a tree that has neither what it adds nor what it removes.
  llvm::Expected<bool> isApplied(Reader Read) const;

  /// The files that change, as they are on the other side: with the change if
  /// Forward, or else without it. The key is the new name. The tree is
  /// expected to be as isApplied() says.
  std::map<std::string, std::string> otherSide(bool Forward, Reader Read) const;

  /// What it changes, where NewText is how to read the files with the change.
  ChangedLines changedLines(Reader NewText) const;

private:
  std::string Name;
  std::vector<PatchedFile> Files;
};

} // namespace reread

#endif // REREAD_SELECTION_PATCH_H
