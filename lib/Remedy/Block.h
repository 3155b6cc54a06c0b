//===-- Block.h - where a statement stands -------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REMEDY_BLOCK_H
#define REREAD_LIB_REMEDY_BLOCK_H

#include "Source.h"
#include "clang/AST/Stmt.h"

namespace reread {

/// An expression's way up to the braces around it that are written, and not a
/// macro's.
struct Place {
  const clang::CompoundStmt *Block = nullptr;
  unsigned Child = 0; ///< which statement of the block it is in
  const clang::VarDecl *Initialised = nullptr; ///< by it or a part of it
  std::vector<const clang::Stmt *> Path; ///< from it to the block's statement

  const clang::Stmt *statement() const { return Path.back(); }
};

llvm::Expected<Place> placeOf(const Source &S, const clang::Stmt *E);

/// Whether the expression is evaluated whenever its statement is, before
/// everything in it that could notice.
bool isEvaluatedFirst(const Source &S, const Place &P, const TextRange &Text);

/// Whether whoever comes to Later has come through First's statement, and no
/// more often: later in its block, in no loop that does not have both.
bool dominates(const Source &S, const Place &First, const clang::Stmt *Later,
               const clang::FunctionDecl *In);

} // namespace reread

#endif // REREAD_LIB_REMEDY_BLOCK_H
