//===-- Loops.cpp - what a loop may change -------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Loops.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace reread {

bool LoopInfo::reaches(AnalysisDeclContext *Function, const CFGBlock *From,
                       const CFGBlock *To) {
  CFGReverseBlockReachabilityAnalysis *Paths =
      Function->getCFGReachablityAnalysis();
  // Clang's analysis does not know that a block may reach itself.
  return llvm::any_of(From->succs(), [&](const CFGBlock *Next) {
    return Next && (Next == To || Paths->isReachable(Next, To));
  });
}

/// The variable that an lvalue is, or is a part of.
static const VarDecl *variableOf(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
      E = M->getBase();
    else if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
      E = A->getBase();
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// What the statement writes, or lets others write.
static const VarDecl *changedBy(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    return B->isAssignmentOp() ? variableOf(B->getLHS()) : nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(S))
    return U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf
               ? variableOf(U->getSubExpr())
               : nullptr;
  // An array that is handed over, or a reference that is bound.
  if (const auto *C = dyn_cast<CastExpr>(S))
    return C->getCastKind() == CK_ArrayToPointerDecay
               ? variableOf(C->getSubExpr())
               : nullptr;
  return nullptr;
}

const LoopInfo::Variables *
LoopInfo::changedAround(AnalysisDeclContext *Function, const CFGBlock *Block) {
  auto [It, New] = Cache.try_emplace(Block);
  if (!New)
    return It->second.IsLoop ? &It->second.Changed : nullptr;
  Loop L;
  L.IsLoop = reaches(Function, Block, Block);
  auto Add = [&](const VarDecl *V) {
    if (V && V->hasLocalStorage() && !llvm::is_contained(L.Changed, V))
      L.Changed.push_back(V);
  };
  for (const CFGBlock *B : *Function->getCFG()) {
    if (!L.IsLoop)
      break;
    bool InLoop = B == Block ||
                  (reaches(Function, Block, B) && reaches(Function, B, Block));
    for (const CFGElement &E : *B) {
      auto S = E.getAs<CFGStmt>();
      if (!S)
        continue;
      const Stmt *Is = S->getStmt();
      // Whose address is taken anywhere may be written by any call.
      const auto *U = dyn_cast<UnaryOperator>(Is);
      if (InLoop || (U && U->getOpcode() == UO_AddrOf))
        Add(changedBy(Is));
      if (const auto *D = dyn_cast<DeclStmt>(Is); D && InLoop)
        for (const Decl *Each : D->decls())
          Add(dyn_cast<VarDecl>(Each));
      // In C++ an argument may be bound to a reference.
      if (const auto *C = dyn_cast<CallExpr>(Is); C && InLoop)
        for (const Expr *Argument : C->arguments())
          if (Argument->isGLValue())
            Add(variableOf(Argument));
      if (const auto *C = dyn_cast<CXXMemberCallExpr>(Is); C && InLoop)
        Add(variableOf(C->getImplicitObjectArgument()));
    }
  }
  Loop &Kept = Cache[Block] = std::move(L);
  return Kept.IsLoop ? &Kept.Changed : nullptr;
}

} // namespace reread
