//===-- Block.cpp - where a statement stands -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Block.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace reread;

static bool isWritten(const CompoundStmt *C) {
  return C->getLBracLoc().isFileID();
}

llvm::Expected<Place> reread::placeOf(const Source &S, const Stmt *E) {
  Place P;
  P.Path.push_back(E);
  DynTypedNode N = DynTypedNode::create(*E);
  for (;;) {
    auto Parents = S.Context.getParents(N);
    if (Parents.empty())
      return uncertain("a read is in no block of statements");
    N = Parents[0];
    if (const auto *C = N.get<CompoundStmt>(); C && isWritten(C)) {
      P.Block = C;
      for (const Stmt *Child : C->body()) {
        if (Child == P.Path.back())
          return P;
        ++P.Child;
      }
      return uncertain("a read is in no block of statements");
    }
    if (const auto *Parent = N.get<Stmt>())
      P.Path.push_back(Parent);
    else if (const auto *V = N.get<VarDecl>(); V && !P.Initialised)
      P.Initialised = V;
    else if (!N.get<VarDecl>())
      return uncertain("a read is in no block of statements");
  }
}

/// `do { ... } while (0)`, as macros have it.
static bool runsOnce(const Source &S, const DoStmt *D) {
  Expr::EvalResult Value;
  return D->getCond()->EvaluateAsInt(Value, S.Context) &&
         Value.Val.getInt().isZero();
}

static bool isLoop(const Source &S, const Stmt *Of) {
  if (const auto *D = dyn_cast<DoStmt>(Of))
    return !runsOnce(S, D);
  return isa<ForStmt, WhileStmt, CXXForRangeStmt>(Of);
}

/// Whether Of evaluates its part unconditionally, and first.
static bool alwaysEvaluates(const Source &S, const Stmt *Of, const Stmt *Part) {
  if (const auto *B = dyn_cast<BinaryOperator>(Of))
    return !B->isLogicalOp() || B->getLHS() == Part;
  if (const auto *C = dyn_cast<ConditionalOperator>(Of))
    return C->getCond() == Part;
  if (const auto *I = dyn_cast<IfStmt>(Of))
    return I->getCond() == Part;
  if (const auto *W = dyn_cast<SwitchStmt>(Of))
    return W->getCond() == Part;
  if (isLoop(S, Of))
    return false;
  return !isa<SwitchCase, LabelStmt, LambdaExpr, BlockExpr,
              BinaryConditionalOperator, UnaryExprOrTypeTraitExpr>(Of);
}

namespace {
/// Calls and writes that end before an offset.
class Effects : public RecursiveASTVisitor<Effects> {
public:
  Effects(const Source &S, unsigned Before) : S(S), Before(Before) {}

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    return !isEarlier(E) || (F && F->getBuiltinID());
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    return !E->isAssignmentOp() || !isEarlier(E);
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    return !E->isIncrementDecrementOp() || !isEarlier(E);
  }
  bool VisitGCCAsmStmt(GCCAsmStmt *E) { return !isEarlier(E); }

private:
  bool isEarlier(const Stmt *E) const {
    return S.SM.getFileOffset(S.SM.getExpansionLoc(E->getEndLoc())) < Before;
  }

  const Source &S;
  unsigned Before;
};

class LabelBetween : public RecursiveASTVisitor<LabelBetween> {
public:
  LabelBetween(const Source &S, unsigned Begin, unsigned End)
      : S(S), Begin(Begin), End(End) {}
  bool VisitLabelStmt(LabelStmt *L) {
    unsigned At = S.SM.getFileOffset(S.SM.getExpansionLoc(L->getBeginLoc()));
    return At < Begin || At >= End;
  }

private:
  const Source &S;
  unsigned Begin, End;
};
} // namespace

bool reread::isEvaluatedFirst(const Source &S, const Place &P,
                              const TextRange &Text) {
  for (size_t I = 1; I < P.Path.size(); ++I)
    if (!alwaysEvaluates(S, P.Path[I], P.Path[I - 1]))
      return false;
  Effects Earlier(S, Text.Begin);
  return Earlier.TraverseStmt(const_cast<Stmt *>(P.statement()));
}

bool reread::dominates(const Source &S, const Place &First, const Stmt *Later,
                       const FunctionDecl *In) {
  const Stmt *Below = Later;
  DynTypedNode N = DynTypedNode::create(*Later);
  for (;;) {
    auto Parents = S.Context.getParents(N);
    if (Parents.empty())
      return false;
    N = Parents[0];
    const auto *Parent = N.get<Stmt>();
    if (Parent == First.Block)
      break;
    if (N.get<FunctionDecl>() || (Parent && isLoop(S, Parent)) ||
        (Parent && isa<LambdaExpr, BlockExpr>(Parent)))
      return false;
    if (Parent)
      Below = Parent;
  }
  unsigned I = 0;
  bool Past = false;
  for (const Stmt *Child : First.Block->body()) {
    if (I++ > First.Child && isa<SwitchCase>(Child))
      return false;
    if (Child == First.statement())
      Past = true;
    if (Child == Below)
      break;
  }
  auto Offset = [&](const Stmt *E) {
    return S.SM.getFileOffset(S.SM.getExpansionLoc(E->getBeginLoc()));
  };
  LabelBetween None(S, Offset(First.statement()), Offset(Later));
  return Past && None.TraverseStmt(In->getBody());
}
