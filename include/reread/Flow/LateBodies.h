//===-- LateBodies.h - header functions, parsed when they are needed -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// More than half of the cost of a unit in C is the bodies of inline functions
// of headers: thousands, of which the unit reaches a hundred. All are lexed
// where they stand, so that macros and conditions mean what they mean there,
// and their tokens are laid aside. At the unit's end the engine has those
// parsed that it looks into.
//
// A body that is parsed late sees what the unit declares behind it, too. In C
// that is no other meaning of a name, only a more complete one.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FLOW_LATEBODIES_H
#define REREAD_FLOW_LATEBODIES_H

#include "clang/AST/Decl.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"

namespace clang {
class Sema;
}

namespace reread {

/// The declaration of F that has its body, parsed or laid aside; null if the
/// unit has none.
const clang::FunctionDecl *definitionOf(const clang::FunctionDecl *F);

/// Of one unit in C, whose frontend skips bodies on request.
class LateBodies {
public:
  explicit LateBodies(clang::Preprocessor &PP) : PP(PP) {}

  /// Lays the body of D aside if it is an inline function of a header. To be
  /// called when the brace that opens the body has just been lexed.
  bool layAside(const clang::Decl *D);

  /// Has F's body parsed if it was laid aside. Only at the unit's end, while
  /// the parser still is there; errors are Semantics' own.
  void parse(const clang::FunctionDecl *F, clang::Sema &Semantics);

private:
  clang::Preprocessor &PP;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::ArrayRef<clang::Token>>
      Bodies; ///< with both braces
  llvm::BumpPtrAllocator Memory;
  llvm::SmallVector<clang::Token, 256> Tokens;
};

} // namespace reread

#endif // REREAD_FLOW_LATEBODIES_H
