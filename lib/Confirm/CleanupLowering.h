//===-- CleanupLowering.h - the cleanup attribute as calls ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's engine ends every path where a variable with the attribute goes out
// of scope. So the attribute is taken off, and each way out of the scope calls
// the function. What a return statement returns is evaluated after that call,
// where it is less certain than it should be.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_CLEANUPLOWERING_H
#define REREAD_LIB_CONFIRM_CLEANUPLOWERING_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallVector.h"

namespace reread {

class CleanupLowering {
public:
  explicit CleanupLowering(clang::ASTContext &Context) : Context(Context) {}
  ~CleanupLowering(); ///< puts everything back
  CleanupLowering(const CleanupLowering &) = delete;

  void lower(clang::FunctionDecl *F);

private:
  using Statements = llvm::SmallVector<clang::Stmt *, 8>;

  clang::Stmt *lowered(clang::Stmt *S);
  void lowerChildren(clang::Stmt *S);
  clang::Stmt *loweredBlock(clang::CompoundStmt *C, bool GivesValue);
  clang::Stmt *loweredLoop(clang::Stmt *S);
  clang::Stmt *afterCalls(clang::Stmt *Jump, size_t Down);
  void activate(clang::Stmt *Declaration);
  void addCalls(Statements &To, size_t Down);
  clang::Stmt *block(llvm::ArrayRef<clang::Stmt *> Body, clang::Stmt *Like);

  clang::ASTContext &Context;
  /// In scope, outermost first.
  llvm::SmallVector<std::pair<clang::VarDecl *, clang::CleanupAttr *>, 4>
      Active;
  size_t BreakTo = 0, ContinueTo = 0; ///< how many of them stay

  struct Replaced {
    clang::Stmt **Slot;
    clang::Stmt *Was;
  };
  llvm::SmallVector<Replaced, 0> Undo;
  llvm::SmallVector<std::pair<clang::FunctionDecl *, clang::Stmt *>, 0> Bodies;
  llvm::SmallVector<std::pair<clang::VarDecl *, clang::CleanupAttr *>, 0> Taken;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_CLEANUPLOWERING_H
