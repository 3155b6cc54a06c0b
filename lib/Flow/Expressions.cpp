//===-- Expressions.cpp - the value and memory of expressions ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// Drops what neither computes nor chooses.
const Expr *FunctionEngine::withoutWrappers(const Expr *E) {
  while (E) {
    if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *G = dyn_cast<GenericSelectionExpr>(E))
      E = G->isResultDependent() ? nullptr : G->getResultExpr();
    else if (const auto *C = dyn_cast<ChooseExpr>(E))
      E = C->isConditionDependent() ? nullptr : C->getChosenSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && U->getOpcode() == UO_Extension)
      E = U->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *N = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = N->getReplacement();
    else if (const auto *O = dyn_cast<OpaqueValueExpr>(E);
             O && O->getSourceExpr())
      E = O->getSourceExpr();
    else
      break;
  }
  return E;
}

Val FunctionEngine::unknown(const Stmt *E, Prov P, unsigned Ordinal) {
  return {Symbols.site(E, Current, Ordinal), P};
}

Val FunctionEngine::joined(Val A, Val B, const Stmt *E) {
  if (A == B)
    return A;
  // Null is no object: what is reached is the other one.
  auto IsNull = [&](Val V) {
    return Symbols[V.S].Kind == SymKind::Const && Symbols[V.S].Int == 0;
  };
  const auto *Ex = dyn_cast<Expr>(E);
  if (Ex && Ex->getType()->isPointerType() && IsNull(A) != IsNull(B))
    return {IsNull(A) ? B.S : A.S, Provenance.join(A.P, B.P)};
  Sym Same = A.S == B.S ? A.S : Symbols.site(E, Current, 1);
  return {Same, Provenance.join(A.P, B.P)};
}

Val FunctionEngine::value(const Expr *E) {
  E = withoutWrappers(E);
  if (!E)
    return {};
  bool Element = Elements.count(E);
  if (Element && E != Evaluating) {
    auto It = Values.find(E);
    return It == Values.end() ? Val{} : It->second;
  }
  Val V = E->isGLValue() ? Val{Symbols.addressOf(memory(E)), 0} : compute(E);
  if (Element)
    Values[E] = V;
  return V;
}

Sym FunctionEngine::memory(const Expr *E) {
  E = withoutWrappers(E);
  if (!E)
    return 0;
  if (!E->isGLValue()) {
    // A struct that a call or a conversion made, or a C compound value.
    Val V = value(E);
    return Symbols[V.S].Kind == SymKind::Load ? Symbols[V.S].A
                                              : Symbols.temporary(E);
  }
  bool Element = Elements.count(E);
  if (Element && E != Evaluating) {
    auto It = Memories.find(E);
    return It == Memories.end() ? 0 : It->second;
  }
  Sym M = memoryUncached(E);
  if (Element) {
    Memories[E] = M;
    Values[E] = {Symbols.addressOf(M), 0};
  }
  return M;
}

Val FunctionEngine::compute(const Expr *E) {
  if (const auto *X = dyn_cast<IntegerLiteral>(E)) {
    if (X->getValue().getActiveBits() <= 64)
      return {Symbols.constant(X->getValue().getZExtValue()), 0};
    return unknown(E, 0);
  }
  if (const auto *X = dyn_cast<CastExpr>(E))
    return cast(X);
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *C = dyn_cast<EnumConstantDecl>(X->getDecl()))
      return {Symbols.constant(C->getInitVal().getExtValue()), 0};
    if (const auto *Fn = dyn_cast<FunctionDecl>(X->getDecl()))
      return {Symbols.function(Fn), 0};
    return unknown(E, 0);
  }
  if (const auto *X = dyn_cast<CallExpr>(E))
    return call(X);
  if (const auto *X = dyn_cast<UnaryOperator>(E))
    return unary(X);
  if (const auto *X = dyn_cast<CompoundAssignOperator>(E))
    return compoundAssignment(X);
  if (const auto *X = dyn_cast<BinaryOperator>(E))
    return binary(X);
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E))
    return conditional(X);
  if (const auto *X = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Body = X->getSubStmt();
    const Stmt *Last = Body->body_empty() ? nullptr : Body->body_back();
    while (Last && !isa<Expr>(Last)) {
      if (const auto *L = dyn_cast<LabelStmt>(Last))
        Last = L->getSubStmt();
      else if (const auto *A = dyn_cast<AttributedStmt>(Last))
        Last = A->getSubStmt();
      else
        Last = nullptr;
    }
    return Last ? value(cast<Expr>(Last)) : Val{};
  }
  if (isa<UnaryExprOrTypeTraitExpr, OffsetOfExpr, CharacterLiteral,
          CXXBoolLiteralExpr>(E)) {
    Expr::EvalResult R;
    if (!E->isValueDependent() && E->EvaluateAsInt(R, Unit.Context) &&
        R.Val.getInt().getSignificantBits() <= 64)
      return {Symbols.constant(R.Val.getInt().getExtValue()), 0};
    return unknown(E, 0);
  }
  if (isa<CXXThisExpr>(E)) {
    Sym This = Symbols.param(SymbolTable::ThisParam);
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (!Method || !Method->getParent()->isLambda())
      return {This, 0};
    llvm::DenseMap<const ValueDecl *, FieldDecl *> Captures;
    FieldDecl *Captured = nullptr;
    Method->getParent()->getCaptureFields(Captures, Captured);
    if (!Captured)
      return unknown(E, 0);
    Sym Held = Symbols.field(Symbols.deref(This), Captured);
    return {Captured->getType()->isPointerType() ? Symbols.load(Held)
                                                 : Symbols.addressOf(Held),
            0};
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    // A field of a value is no read: the value has been read as a whole.
    const auto *Field = dyn_cast<FieldDecl>(X->getMemberDecl());
    Val Whole = value(X->getBase());
    Sym From = Symbols[Whole.S].Kind == SymKind::Load ? Symbols[Whole.S].A : 0;
    Sym M = Field ? Symbols.field(From, Field) : 0;
    if (!M)
      return unknown(E, Whole.P);
    return Symbols.isOwnMemory(M) ? loadOwn(M) : Val{Symbols.load(M), Whole.P};
  }
  if (const auto *X = dyn_cast<CXXThrowExpr>(E)) {
    // The handler may be the caller's.
    if (X->getSubExpr())
      use(value(X->getSubExpr()), UseKind::Return, E->getExprLoc());
    return {};
  }
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr, GNUNullExpr,
          CXXNullPtrLiteralExpr>(E))
    return {Symbols.constant(0), 0};
  if (const auto *X = dyn_cast<AtomicExpr>(E))
    return atomicBuiltin(X);
  if (const auto *X = dyn_cast<InitListExpr>(E)) {
    if (!X->getType()->isRecordType() && !X->getType()->isArrayType())
      return X->getNumInits() ? value(X->getInit(0))
                              : Val{Symbols.constant(0), 0};
    Sym Temp = Symbols.temporary(E);
    initializer(X, Temp, X->getType());
    return {Symbols.load(Temp), 0};
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    Sym Object = ConstructedIn.lookup(X);
    if (Object && Symbols[Object].Kind == SymKind::Var)
      forget(Object);
    return construct(X, Object ? Object : Symbols.temporary(E));
  }
  if (const auto *X = dyn_cast<LambdaExpr>(E)) {
    Sym Temp = Symbols.temporary(E);
    auto Field = X->getLambdaClass()->field_begin();
    for (const Expr *Init : X->capture_inits()) {
      if (Init)
        initializer(Init, Symbols.field(Temp, *Field), Field->getType());
      ++Field;
    }
    return {Symbols.load(Temp), 0};
  }
  if (const auto *X = dyn_cast<CXXNewExpr>(E)) {
    for (const Expr *Arg : X->placement_arguments())
      value(Arg);
    if (X->isArray() && X->getArraySize() && *X->getArraySize())
      use(value(*X->getArraySize()), UseKind::Length, E->getExprLoc());
    Sym Object = Symbols.fresh(E, Current);
    if (X->getInitializer() && !X->isArray())
      initializer(X->getInitializer(), Symbols.deref(Object),
                  X->getAllocatedType());
    return {Object, 0};
  }
  // Anything else depends on its operands.
  Prov P = 0;
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (!isa<InitListExpr, LambdaExpr>(Sub))
        P = Provenance.join(P, value(Sub).P);
  return unknown(E, P);
}
