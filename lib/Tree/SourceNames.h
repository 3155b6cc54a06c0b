//===-- SourceNames.h - how a unit's files are called --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Units reach one header by many names: absolute, relative to a build folder,
// through "..". After renaming, evidence of several units can be compared.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SOURCENAMES_H
#define REREAD_TREE_SOURCENAMES_H

#include "reread/Flow/UnitAnalysis.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace reread {

class SourceNames {
public:
  /// An empty Root keeps all names.
  SourceNames(llvm::StringRef Directory, llvm::StringRef Root)
      : Directory(Directory), Root(Root) {}

  /// The name relative to the root, or absolute if it lies elsewhere.
  std::string shown(llvm::StringRef File);

  /// Renames every file in the result.
  void rewrite(UnitResult &Result);

private:
  void rewrite(SourcePoint &At);
  void rewrite(ReadEvidence &Read);
  void rewrite(Candidate &C);

  llvm::StringRef Directory, Root;
  llvm::StringMap<std::string> Cache;
};

} // namespace reread

#endif // REREAD_TREE_SOURCENAMES_H
