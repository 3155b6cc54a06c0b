//===-- MakeFix.h - a fix that is known to hold --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REMEDY_MAKEFIX_H
#define REREAD_REMEDY_MAKEFIX_H

#include "reread/Remedy/Fix.h"
#include "reread/Tree/TreeAnalysis.h"
#include "llvm/ADT/ArrayRef.h"

namespace reread {

/// A fix that was tried: with it the units compile, the finding is gone, and
/// there is no new one.
struct TriedFix {
  Fix Change;
  std::map<std::string, std::string> Texts; ///< of the files, by name
};

/// Units are those in which the finding may be, All those of its tree, whose
/// callers of a changed function change, too. Options are what the finding was
/// found with. Fails with one line that says why there is no certain fix.
llvm::Expected<TriedFix> makeFix(const Finding &F,
                                 llvm::ArrayRef<CompileUnit> Units,
                                 llvm::ArrayRef<CompileUnit> All,
                                 const TreeOptions &Options);

} // namespace reread

#endif // REREAD_REMEDY_MAKEFIX_H
