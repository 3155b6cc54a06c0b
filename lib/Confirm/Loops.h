//===-- Loops.h - what a loop may change ---------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_LOOPS_H
#define REREAD_LIB_CONFIRM_LOOPS_H

#include "clang/AST/Decl.h"
#include "clang/Analysis/Analyses/CFGReachabilityAnalysis.h"
#include "clang/Analysis/AnalysisDeclContext.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace reread {

/// Which blocks of functions come round again, and the variables that change
/// on the way.
class LoopInfo {
public:
  using Variables = llvm::SmallVector<const clang::VarDecl *, 4>;

  /// Null if the block is in no loop.
  const Variables *changedAround(clang::AnalysisDeclContext *Function,
                                 const clang::CFGBlock *Block);

  /// Whether a path leads out of the one block and into the other.
  bool reaches(clang::AnalysisDeclContext *Function,
               const clang::CFGBlock *From, const clang::CFGBlock *To);

private:
  struct Loop {
    bool IsLoop = false;
    Variables Changed;
  };
  llvm::DenseMap<const clang::CFGBlock *, Loop> Cache;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_LOOPS_H
