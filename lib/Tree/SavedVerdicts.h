//===-- SavedVerdicts.h - verdicts of an earlier run ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SAVEDVERDICTS_H
#define REREAD_TREE_SAVEDVERDICTS_H

#include "reread/Findings/Confirmation.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace reread {

/// What the path-sensitive engine said, by all that it depends on. A file that
/// is missing or damaged is one that knows nothing.
class SavedVerdicts {
public:
  SavedVerdicts() = default;
  explicit SavedVerdicts(llvm::StringRef Path);

  /// State stands for the unit: its files, its command, its facts.
  static std::string keyOf(llvm::StringRef State, const Question &About,
                           const ConfirmOptions &Options);

  std::optional<Verdict> find(llvm::StringRef Key);
  void add(llvm::StringRef Key, const Verdict &Said) { Used[Key] = Said; }

  /// Of all verdicts, those that were found or added.
  llvm::Error save(llvm::StringRef Path) const;

private:
  llvm::StringMap<Verdict> Earlier, Used;
};

} // namespace reread

#endif // REREAD_TREE_SAVEDVERDICTS_H
