//===-- SavedResult.h - the result of the last merge ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit whose file was touched, or changed in a comment, has the shard that
// it had. If all shards are what they were, so is everything that a merge finds
// in them.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SAVEDRESULT_H
#define REREAD_TREE_SAVEDRESULT_H

#include "reread/Tree/TreeAnalysis.h"
#include <optional>
#include <string>

namespace reread {

class SavedResult {
public:
  /// Reads all shards, for their checksums. What a function of Options decides,
  /// or is not saved, is never found and never saved.
  SavedResult(const WorkFolder &Folder, const Plan &All,
              const TreeOptions &Options);

  /// Nothing if something else was merged, or if the file is not as it must be.
  std::optional<TreeResult> load() const;

  /// An error is no reason to fail: the next run takes longer.
  llvm::Error save(const TreeResult &Result) const;

private:
  std::string Path;
  std::string Key; ///< of all that the result depends on; empty: not to be used
};

} // namespace reread

#endif // REREAD_TREE_SAVEDRESULT_H
