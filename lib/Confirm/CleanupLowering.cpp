//===-- CleanupLowering.cpp - the cleanup attribute as calls -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CleanupLowering.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace reread {

CleanupLowering::~CleanupLowering() {
  for (const Replaced &R : llvm::reverse(Undo))
    *R.Slot = R.Was;
  for (auto [F, Body] : Bodies)
    F->setBody(Body);
  for (auto [V, A] : Taken)
    V->addAttr(A);
}

static bool hasCleanup(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (Each->hasAttr<CleanupAttr>())
        return true;
  return llvm::any_of(S->children(), hasCleanup);
}

void CleanupLowering::lower(FunctionDecl *F) {
  Stmt *Body = F->getBody();
  if (!hasCleanup(Body))
    return;
  Active.clear();
  BreakTo = ContinueTo = 0;
  Stmt *New = lowered(Body);
  if (New != Body) {
    Bodies.push_back({F, Body});
    F->setBody(New);
  }
}

Stmt *CleanupLowering::block(ArrayRef<Stmt *> Body, Stmt *Like) {
  return CompoundStmt::Create(Context, Body, FPOptionsOverride(),
                              Like->getBeginLoc(), Like->getEndLoc());
}

void CleanupLowering::activate(Stmt *Declaration) {
  auto *Statement = dyn_cast_or_null<DeclStmt>(Declaration);
  if (!Statement)
    return;
  for (Decl *D : Statement->decls())
    if (auto *V = dyn_cast<VarDecl>(D))
      if (auto *A = V->getAttr<CleanupAttr>()) {
        Active.push_back({V, A});
        Taken.push_back({V, A});
        V->dropAttr<CleanupAttr>();
      }
}

/// The calls for all that is in scope, but for the first Down.
void CleanupLowering::addCalls(Statements &To, size_t Down) {
  for (size_t I = Active.size(); I-- > Down;) {
    auto [V, A] = Active[I];
    SourceLocation At = V->getLocation();
    FunctionDecl *F = A->getFunctionDecl();
    auto *Callee = ImplicitCastExpr::Create(
        Context, Context.getPointerType(F->getType()),
        CK_FunctionToPointerDecay,
        DeclRefExpr::Create(Context, NestedNameSpecifierLoc(), SourceLocation(),
                            F, false, At, F->getType(), VK_LValue),
        nullptr, VK_PRValue, FPOptionsOverride());
    auto *Variable =
        DeclRefExpr::Create(Context, NestedNameSpecifierLoc(), SourceLocation(),
                            V, false, At, V->getType(), VK_LValue);
    Expr *Address = UnaryOperator::Create(
        Context, Variable, UO_AddrOf, Context.getPointerType(V->getType()),
        VK_PRValue, OK_Ordinary, At, false, FPOptionsOverride());
    To.push_back(CallExpr::Create(Context, Callee, {Address},
                                  F->getReturnType(), VK_PRValue, At,
                                  FPOptionsOverride()));
  }
}

Stmt *CleanupLowering::afterCalls(Stmt *Jump, size_t Down) {
  if (Active.size() <= Down)
    return Jump;
  Statements Body;
  addCalls(Body, Down);
  Body.push_back(Jump);
  return block(Body, Jump);
}

void CleanupLowering::lowerChildren(Stmt *S) {
  for (Stmt *&Child : S->children()) {
    if (!Child)
      continue;
    Stmt *New = lowered(Child);
    if (New == Child)
      continue;
    Undo.push_back({&Child, Child});
    Child = New;
  }
}

Stmt *CleanupLowering::loweredBlock(CompoundStmt *C, bool GivesValue) {
  size_t Outside = Active.size();
  Statements Body;
  bool Changed = false;
  for (Stmt *S : C->body()) {
    // What follows the value would take its place.
    if (GivesValue && S == C->body_back())
      addCalls(Body, Outside);
    Stmt *New = lowered(S);
    Changed |= New != S;
    Body.push_back(New);
    activate(S);
  }
  if (Active.size() == Outside && !Changed)
    return C;
  if (!GivesValue)
    addCalls(Body, Outside);
  Active.truncate(Outside);
  return block(Body, C);
}

Stmt *CleanupLowering::loweredLoop(Stmt *S) {
  size_t Outside = Active.size();
  auto *For = dyn_cast<ForStmt>(S);
  if (For)
    activate(For->getInit());
  llvm::SaveAndRestore Break(BreakTo, Active.size());
  llvm::SaveAndRestore Continue(ContinueTo, isa<SwitchStmt>(S) ? ContinueTo
                                                               : Active.size());
  lowerChildren(S);
  if (Active.size() == Outside)
    return S;
  Statements Body{S};
  addCalls(Body, Outside);
  Active.truncate(Outside);
  return block(Body, S);
}

Stmt *CleanupLowering::lowered(Stmt *S) {
  if (isa<LambdaExpr>(S))
    return S;
  if (auto *C = dyn_cast<CompoundStmt>(S))
    return loweredBlock(C, /*GivesValue=*/false);
  if (auto *E = dyn_cast<StmtExpr>(S)) {
    Stmt *New = loweredBlock(E->getSubStmt(), /*GivesValue=*/true);
    if (New != E->getSubStmt()) {
      Stmt *&Slot = *E->child_begin();
      Undo.push_back({&Slot, Slot});
      Slot = New;
    }
    return S;
  }
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(S))
    return loweredLoop(S);
  lowerChildren(S);
  if (isa<ReturnStmt, GotoStmt, IndirectGotoStmt>(S))
    return afterCalls(S, 0);
  if (isa<BreakStmt>(S))
    return afterCalls(S, BreakTo);
  if (isa<ContinueStmt>(S))
    return afterCalls(S, ContinueTo);
  return S;
}

} // namespace reread
