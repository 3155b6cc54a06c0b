//===-- Lvalues.cpp - the memory of lvalues, and how it is initialised ------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

Val FunctionEngine::initializer(const Expr *Init, Sym To, QualType T) {
  Init = withoutWrappers(Init);
  if (!Init)
    return {};
  if (const auto *L = dyn_cast<InitListExpr>(Init)) {
    if (L->getSemanticForm())
      L = L->getSemanticForm();
    if (const RecordDecl *R = T->getAsRecordDecl()) {
      if (R->isUnion()) {
        if (L->getInitializedFieldInUnion() && L->getNumInits())
          initializer(L->getInit(0),
                      Symbols.field(To, L->getInitializedFieldInUnion()),
                      L->getInitializedFieldInUnion()->getType());
        return {};
      }
      unsigned I = 0;
      if (const auto *C = dyn_cast<CXXRecordDecl>(R))
        I = C->isAggregate() ? C->getNumBases() : 0;
      for (const FieldDecl *Field : R->fields()) {
        if (Field->isUnnamedBitField())
          continue;
        if (I >= L->getNumInits())
          break;
        initializer(L->getInit(I++), Symbols.field(To, Field),
                    Field->getType());
      }
      return {};
    }
    if (const ArrayType *A = Unit.Context.getAsArrayType(T)) {
      constexpr unsigned MaxElements = 64;
      for (unsigned I = 0; I < std::min(L->getNumInits(), MaxElements); ++I)
        initializer(L->getInit(I), Symbols.element(To, Symbols.constant(I)),
                    A->getElementType());
      return {};
    }
    if (L->getNumInits())
      return initializer(L->getInit(0), To, T);
    return {};
  }
  if (isa<ImplicitValueInitExpr>(Init) && !T->isScalarType())
    return {};
  if (T->isReferenceType()) {
    Val V{Symbols.addressOf(memory(Init)), 0};
    store(To, V, Init->getExprLoc(), WriteForm::Plain);
    return V;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(Init)) {
    if (!Elements.count(C))
      return construct(C, To);
    if (ConstructedIn.lookup(C) == To)
      return {};
  }
  Val V = value(Init);
  assign(To, T, V, Init, false);
  return V;
}

void FunctionEngine::forget(Sym Variable) {
  S.Memory.erase(Variable, Arena);
  if (auto It = PartsOf.find(Variable); It != PartsOf.end())
    for (Sym Part : It->second)
      S.Memory.erase(Part, Arena);
}

void FunctionEngine::declare(const VarDecl *D) {
  Sym M = Symbols.variable(D);
  if (D->isStaticLocal() && D->getInit() &&
      !D->getInit()->isConstantInitializer(Unit.Context, false)) {
    store(M, value(D->getInit()), D->getLocation(), WriteForm::Plain,
          /*Always=*/false);
    return;
  }
  if (!D->hasLocalStorage())
    return;
  // A constructor has been evaluated before, and has left its fields.
  const auto *C =
      D->getInit() ? dyn_cast<CXXConstructExpr>(D->getInit()->IgnoreImplicit())
                   : nullptr;
  if (!C || !Elements.count(C))
    forget(M);
  for (QualType T = D->getType();
       const auto *A = Unit.Context.getAsVariableArrayType(T);
       T = A->getElementType())
    if (const Expr *Size = A->getSizeExpr())
      use(value(Size), UseKind::Length, Size->getExprLoc());
  if (!D->getInit())
    return;
  noteLocal(D, initializer(D->getInit(), M, D->getType()));
}

/// A local that holds just the snapshot of one read. Locals of macros are no
/// one's choice.
void FunctionEngine::noteLocal(const VarDecl *D, Val V) {
  std::optional<uint32_t> Read = Provenance.onlyRead(V.P);
  if (D->getLocation().isMacroID() || !Read)
    return;
  ReadRecord &R = Reads[*Read];
  if (V.S == R.Value)
    R.Into = D;
}

Sym FunctionEngine::memoryUncached(const Expr *E) {
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(X->getDecl());
    if (const auto *B = dyn_cast<BindingDecl>(X->getDecl()))
      return B->getBinding() ? memory(B->getBinding()) : 0;
    if (!V)
      return 0;
    Sym M = Symbols.variable(V);
    if (X->refersToEnclosingVariableOrCapture())
      if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
          Method && Method->getParent()->isLambda()) {
        llvm::DenseMap<const ValueDecl *, FieldDecl *> Captures;
        FieldDecl *This = nullptr;
        Method->getParent()->getCaptureFields(Captures, This);
        if (FieldDecl *Field = Captures.lookup(V)) {
          M = Symbols.field(
              Symbols.deref(Symbols.param(SymbolTable::ThisParam)), Field);
          return Field->getType()->isReferenceType()
                     ? Symbols.deref(Symbols.load(M))
                     : M;
        }
      }
    if (!V->getType()->isReferenceType())
      return M;
    return Symbols.deref(Symbols.isOwnMemory(M) ? loadOwn(M).S
                                                : Symbols.load(M));
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    Sym Base = 0;
    if (X->isArrow()) {
      Val P = value(X->getBase());
      UseRecord R;
      R.Kind = UseKind::Deref;
      R.At = X->getMemberLoc();
      R.Pointee = X->getBase()->getType()->getPointeeType()->getAsRecordDecl();
      use(P.P, R);
      Base = Symbols.deref(P.S ? P.S : Symbols.site(E, Current));
      Base = Unit.typedAs(Base, X->getBase()->getType()->getPointeeType());
    } else {
      Base = memory(X->getBase());
    }
    if (const auto *Field = dyn_cast<FieldDecl>(X->getMemberDecl())) {
      Sym M = Symbols.field(Base, Field);
      if (!Field->getType()->isReferenceType())
        return M;
      Val P = Symbols.isOwnMemory(M) ? loadOwn(M) : Val{Symbols.load(M), 0};
      return Symbols.deref(P.S);
    }
    if (const auto *V = dyn_cast<VarDecl>(X->getMemberDecl()))
      return Symbols.variable(V);
    return 0;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_Deref) {
      Val P = value(X->getSubExpr());
      use(P, UseKind::Deref, X->getOperatorLoc());
      Sym M = Symbols.deref(P.S ? P.S : Symbols.site(E, Current));
      return Unit.typedAs(M, X->getType());
    }
    if (X->isIncrementDecrementOp()) {
      unary(X);
      return memory(X->getSubExpr());
    }
    return memory(X->getSubExpr());
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
    Val I = value(X->getIdx());
    use(I, UseKind::Index, X->getExprLoc());
    Sym Index = I.S ? I.S : Symbols.site(E, Current);
    if (!X->getBase()->getType()->isPointerType())
      return Symbols.element(memory(X->getBase()), Index);
    Val P = value(X->getBase());
    use(P, UseKind::Deref, X->getExprLoc());
    Sym M = Symbols.deref(
        Symbols.advance(P.S ? P.S : Symbols.site(E, Current, 1), Index));
    return Unit.typedAs(M, X->getType());
  }
  if (const auto *X = dyn_cast<CastExpr>(E))
    return X->getSubExpr()->isGLValue()
               ? memory(X->getSubExpr())
               : Symbols.deref(value(X->getSubExpr()).S);
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->getOpcode() == BO_Comma) {
      value(X->getLHS());
      return memory(X->getRHS());
    }
    if (const auto *C = dyn_cast<CompoundAssignOperator>(X))
      compoundAssignment(C);
    else if (X->getOpcode() == BO_Assign)
      assignment(X);
    return X->getOpcode() == BO_PtrMemD || X->getOpcode() == BO_PtrMemI
               ? 0
               : memory(X->getLHS());
  }
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E)) {
    if (const Expr *Arm = onlyArm(X))
      return memory(Arm);
    Sym A = memory(X->getTrueExpr()), B = memory(X->getFalseExpr());
    return A == B ? A : Symbols.deref(Symbols.site(E, Current));
  }
  if (const auto *X = dyn_cast<CallExpr>(E))
    return Symbols.deref(call(X).S);
  if (const auto *X = dyn_cast<CompoundLiteralExpr>(E)) {
    Sym Temp = Symbols.temporary(E);
    initializer(X->getInitializer(), Temp, X->getType());
    return Temp;
  }
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
    Sym Temp = Symbols.temporary(E);
    initializer(X->getSubExpr(), Temp, X->getType());
    return Temp;
  }
  if (const auto *X = dyn_cast<ExtVectorElementExpr>(E))
    return X->getBase()->isGLValue() ? memory(X->getBase()) : 0;
  return 0;
}
