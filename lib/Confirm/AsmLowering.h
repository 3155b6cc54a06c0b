//===-- AsmLowering.h - inline assembly as calls -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's engine ends every path at an asm goto, reads no memory operand and
// forgets what outputs come from. So bodies that it is to walk have each asm
// statement replaced by a call, to which outputs are given by address and
// inputs by value, and each label by a jump that is taken or not.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_ASMLOWERING_H
#define REREAD_LIB_CONFIRM_ASMLOWERING_H

#include "CleanupLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace reread {

/// What a call stands for. Arguments are in the order outputs, inputs.
struct LoweredAsm {
  const clang::GCCAsmStmt *Asm = nullptr; ///< null: only whether to jump
  struct Output {
    unsigned Argument;
    const clang::Expr *To;
    bool AlsoInput;
  };
  llvm::SmallVector<Output, 2> Outputs;
  llvm::SmallVector<unsigned, 4> Inputs; ///< arguments
  bool ClobbersMemory = false;
};

class AsmLowering {
public:
  explicit AsmLowering(clang::ASTContext &Context); ///< which outlives it
  ~AsmLowering();                                   ///< puts everything back
  AsmLowering(const AsmLowering &) = delete;

  /// Lowers the body once, cleanups too. To be called before anything builds
  /// its CFG.
  void lower(const clang::FunctionDecl *F);

  const LoweredAsm *find(const clang::Expr *Call) const {
    auto It = Calls.find(Call);
    return It == Calls.end() ? nullptr : &It->second;
  }

private:
  void lowerIn(clang::Stmt *Parent);
  clang::Stmt *lowered(clang::GCCAsmStmt *A);
  clang::CallExpr *call(llvm::ArrayRef<clang::Expr *> Arguments,
                        clang::SourceLocation At, clang::SourceLocation End);
  clang::Expr *addressOf(clang::Expr *E);
  clang::Expr *valueOf(clang::Expr *E);
  clang::Stmt *jump(clang::Expr *Condition, clang::LabelDecl *To,
                    clang::SourceLocation At);

  clang::ASTContext &Context;
  clang::FunctionDecl *Opaque = nullptr;
  CleanupLowering Cleanups;
  llvm::DenseSet<const clang::FunctionDecl *> Done;
  llvm::DenseMap<const clang::Expr *, LoweredAsm> Calls;
  struct Replaced {
    clang::Stmt **Slot;
    clang::Stmt *Was;
  };
  llvm::SmallVector<Replaced, 0> Undo;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_ASMLOWERING_H
