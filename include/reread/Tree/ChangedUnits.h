//===-- ChangedUnits.h - the units that changed files concern ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_CHANGEDUNITS_H
#define REREAD_TREE_CHANGEDUNITS_H

#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>
#include <vector>

namespace reread {

struct ChangedUnits {
  struct Count {
    size_t Chosen = 0, Including = 0;
  };
  std::vector<CompileUnit> Units;
  /// The changed files that are no unit's source, by name.
  std::map<std::string, Count> Headers;
};

/// Of All the units whose source is one of Files, which are relative to Root.
/// Of another file those whose own text includes one of its name, and no more
/// than 16 of them: a header that is included everywhere would mean the whole
/// tree.
ChangedUnits changedUnits(llvm::ArrayRef<CompileUnit> All,
                          llvm::ArrayRef<std::string> Files,
                          llvm::StringRef Root);

} // namespace reread

#endif // REREAD_TREE_CHANGEDUNITS_H
