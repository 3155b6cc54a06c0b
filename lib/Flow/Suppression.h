//===-- Suppression.h - what the source asks for silence about -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The attribute is the analyzer's own: [[clang::suppress]] or
// __attribute__((suppress)), on a statement, a variable, a function, or what
// that is declared in.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_SUPPRESSION_H
#define REREAD_LIB_FLOW_SUPPRESSION_H

#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace reread {

class SuppressionLookup {
public:
  explicit SuppressionLookup(const clang::ASTContext &Context);

  /// Whether a place in the text of a function lies under the attribute.
  bool covers(const clang::FunctionDecl *F, clang::SourceLocation L);

  /// An attribute that names reread, and what it is about; both without macros.
  struct Named {
    clang::SourceLocation At;
    clang::SourceRange Text;
  };
  /// Those of a function's declarations and in its text. A general one may be
  /// there for another tool.
  llvm::ArrayRef<Named> named(const clang::FunctionDecl *F);

private:
  struct Covered {
    bool All = false;
    std::vector<clang::SourceRange> Parts; ///< of the text, macros expanded
    std::vector<Named> ByName;
  };
  const Covered &of(const clang::FunctionDecl *F);

  const clang::SourceManager &SM;
  const bool Any; ///< the unit has a token of the attribute's name
  llvm::DenseMap<const clang::FunctionDecl *, Covered> Cache;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_SUPPRESSION_H
