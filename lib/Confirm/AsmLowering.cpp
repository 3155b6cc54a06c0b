//===-- AsmLowering.cpp - inline assembly as calls -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsmLowering.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace reread {

AsmLowering::AsmLowering(ASTContext &Context)
    : Context(Context), Cleanups(Context) {
  FunctionProtoType::ExtProtoInfo Info;
  Info.Variadic = true;
  QualType T = Context.getFunctionType(Context.IntTy, {}, Info);
  // In no scope: nobody else ever sees it.
  Opaque = FunctionDecl::Create(
      Context, Context.getTranslationUnitDecl(), SourceLocation(),
      SourceLocation(), DeclarationName(&Context.Idents.get("inline assembly")),
      T, Context.getTrivialTypeSourceInfo(T), SC_Extern);
  Opaque->setImplicit();
}

AsmLowering::~AsmLowering() {
  for (const Replaced &R : llvm::reverse(Undo))
    *R.Slot = R.Was;
}

void AsmLowering::lower(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition) || !Done.insert(Definition).second)
    return;
  // First, as what is lowered here must be put back first.
  Cleanups.lower(const_cast<FunctionDecl *>(Definition));
  lowerIn(Definition->getBody());
}

void AsmLowering::lowerIn(Stmt *Parent) {
  // A type or a lambda has no statements here; a lambda's body is a function.
  if (isa<LambdaExpr>(Parent))
    return;
  for (Stmt *&Child : Parent->children()) {
    if (!Child)
      continue;
    if (auto *A = dyn_cast<GCCAsmStmt>(Child)) {
      for (Stmt *Operand : A->children())
        if (Operand)
          lowerIn(Operand);
      Undo.push_back({&Child, Child});
      Child = lowered(A);
      continue;
    }
    lowerIn(Child);
  }
}

Expr *AsmLowering::addressOf(Expr *E) {
  return UnaryOperator::Create(
      Context, E, UO_AddrOf, Context.getPointerType(E->getType()), VK_PRValue,
      OK_Ordinary, E->getExprLoc(), false, FPOptionsOverride());
}

Expr *AsmLowering::valueOf(Expr *E) {
  if (!E->isGLValue())
    return E;
  if (!E->getType()->isScalarType())
    return addressOf(E);
  return ImplicitCastExpr::Create(Context, E->getType().getUnqualifiedType(),
                                  CK_LValueToRValue, E, nullptr, VK_PRValue,
                                  FPOptionsOverride());
}

CallExpr *AsmLowering::call(ArrayRef<Expr *> Arguments, SourceLocation At,
                            SourceLocation End) {
  auto *Ref =
      DeclRefExpr::Create(Context, NestedNameSpecifierLoc(), SourceLocation(),
                          Opaque, false, At, Opaque->getType(), VK_LValue);
  auto *Callee = ImplicitCastExpr::Create(
      Context, Context.getPointerType(Opaque->getType()),
      CK_FunctionToPointerDecay, Ref, nullptr, VK_PRValue, FPOptionsOverride());
  return CallExpr::Create(Context, Callee, Arguments, Context.IntTy, VK_PRValue,
                          End, FPOptionsOverride());
}

Stmt *AsmLowering::jump(Expr *Condition, LabelDecl *To, SourceLocation At) {
  auto *Goto = new (Context) GotoStmt(To, At, At);
  return IfStmt::Create(Context, At, IfStatementKind::Ordinary, nullptr,
                        nullptr, Condition, At, At, Goto);
}

/// A global that names a register keeps no value.
static bool namesRegister(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() && V->getStorageClass() == SC_Register;
}

Stmt *AsmLowering::lowered(GCCAsmStmt *A) {
  LoweredAsm L;
  L.Asm = A;
  llvm::SmallVector<Expr *, 8> Arguments;
  for (unsigned I = 0; I != A->getNumOutputs(); ++I) {
    Expr *E = A->getOutputExpr(I);
    if (namesRegister(E) || !E->isGLValue())
      continue;
    L.Outputs.push_back(
        {unsigned(Arguments.size()), E, A->isOutputPlusConstraint(I)});
    Arguments.push_back(addressOf(E));
  }
  for (unsigned I = 0; I != A->getNumInputs(); ++I) {
    Expr *E = A->getInputExpr(I);
    if (namesRegister(E))
      continue;
    L.Inputs.push_back(Arguments.size());
    Arguments.push_back(valueOf(E));
  }
  for (unsigned I = 0; I != A->getNumClobbers(); ++I)
    L.ClobbersMemory |= A->getClobber(I) == "memory";

  SourceLocation At = A->getAsmLoc(), End = A->getRParenLoc();
  CallExpr *Call = call(Arguments, At, End);
  Calls[Call] = std::move(L);
  if (!A->isAsmGoto())
    return Call;
  llvm::SmallVector<Stmt *, 4> Body;
  Expr *Condition = Call;
  for (unsigned I = 0; I != A->getNumLabels(); ++I) {
    if (I)
      Calls[Condition = call({}, At, End)] = LoweredAsm();
    Body.push_back(jump(Condition, A->getLabelExpr(I)->getLabel(), At));
  }
  return CompoundStmt::Create(Context, Body, FPOptionsOverride(), At, End);
}

} // namespace reread
