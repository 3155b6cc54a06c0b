//===-- Branches.cpp - what a condition looks at --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace reread;

static SourceLocation branchLocation(const Stmt *T) {
  if (const auto *B = dyn_cast<BinaryOperator>(T))
    return B->getOperatorLoc();
  if (const auto *C = dyn_cast<ConditionalOperator>(T))
    return C->getQuestionLoc();
  if (const auto *C = dyn_cast<BinaryConditionalOperator>(T))
    return C->getQuestionLoc();
  if (const auto *D = dyn_cast<DoStmt>(T))
    return D->getWhileLoc();
  return T->getBeginLoc();
}

static bool isLocal(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp())
    E = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasLocalStorage();
}

/// Whether a loop counts: a local runs against a bound, or down to zero. Any
/// other condition of a loop is a test, of polling loops above all, or of a
/// list for its end.
static bool isBound(const Expr *Condition) {
  const auto *B = dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
  if (!B)
    return isLocal(Condition) &&
           !Condition->IgnoreParenImpCasts()->getType()->isPointerType();
  auto IsNumber = [](const Expr *E) {
    E = E->IgnoreParenCasts();
    return isa<IntegerLiteral, GNUNullExpr, CXXNullPtrLiteralExpr>(E);
  };
  return (B->isRelationalOp() || B->getOpcode() == BO_NE) &&
         (isLocal(B->getLHS()) || isLocal(B->getRHS())) &&
         !IsNumber(B->getLHS()) && !IsNumber(B->getRHS());
}

/// What a value is compared with, the same for a condition and its opposite;
/// empty if that is no constant, or if more than the value is tested.
llvm::StringRef FunctionEngine::conditionShape(Sym X) {
  auto IsConstant = [&](Sym Y) { return Symbols[Y].Kind == SymKind::Const; };
  auto IsBinop = [&](Sym Y) { return Symbols[Y].Kind == SymKind::Binop; };
  while (IsBinop(X) && IsConstant(Symbols[X].B) &&
         Symbols[Symbols[X].B].Int == 0 &&
         (Symbols[X].Int == BO_EQ || Symbols[X].Int == BO_NE))
    X = Symbols[X].A;
  std::string Shape = "== 0";
  SymNode N = Symbols[X];
  if (IsBinop(X) && IsConstant(N.B) &&
      BinaryOperator::isComparisonOp(BinaryOperatorKind(N.Int))) {
    Shape = N.Int == BO_LT || N.Int == BO_GE   ? "< "
            : N.Int == BO_GT || N.Int == BO_LE ? "> "
                                               : "== ";
    Shape += std::to_string(Symbols[N.B].Int);
    X = N.A;
  }
  // The bits that are looked at go with the use.
  if (IsBinop(X) && Symbols[X].Int == BO_And && IsConstant(Symbols[X].B))
    X = Symbols[X].A;
  if (Symbols[X].Kind != SymKind::Load)
    return "";
  return static_cast<const char *>(Unit.interned(Shape));
}

static bool isOrder(const Expr *Condition) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(Condition);
      U && U->getOpcode() == UO_LNot)
    return isOrder(U->getSubExpr());
  // What a hint about likelihood is about.
  if (const auto *C = dyn_cast<CallExpr>(Condition);
      C && C->getBuiltinCallee() == Builtin::BI__builtin_expect)
    return isOrder(C->getArg(0));
  const auto *B = dyn_cast<BinaryOperator>(Condition);
  return B && B->isRelationalOp();
}

void FunctionEngine::branch(const CFGBlock &B) {
  const Stmt *T = B.getTerminatorStmt();
  if (!T || B.getTerminator().getKind() != CFGTerminator::StmtBranch)
    return;
  if (const auto *A = dyn_cast<GCCAsmStmt>(T))
    return assembly(A);
  const Expr *Condition = B.getLastCondition();
  if (!Condition)
    Condition = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  if (!Condition || isa<IndirectGotoStmt>(T))
    return;
  Val V = value(Condition);
  bool Loop = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(T);
  UseRecord R;
  R.Kind = Loop && isBound(Condition) ? UseKind::LoopBound : UseKind::Test;
  R.At = Condition->getExprLoc();
  R.Ordered = R.Kind == UseKind::Test && isOrder(Condition);
  R.Text = conditionShape(V.S);
  R.Diagnostic = Unit.Macros.at(branchLocation(T)).Diagnostic;
  use(V.P, R);
  refine(B, V);
}
