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
static const Expr *strip(const Expr *E) {
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
  Sym Same = A.S == B.S ? A.S : Symbols.site(E, Current, 1);
  uint64_t Mask = A.P && B.P ? A.Mask | B.Mask : (A.P ? A.Mask : B.Mask);
  return {Same, Provenance.join(A.P, B.P), Mask};
}

Val FunctionEngine::value(const Expr *E) {
  E = strip(E);
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
  E = strip(E);
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
  if (isa<CXXThisExpr>(E))
    return {Symbols.param(SymbolTable::ThisParam), 0};
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

Val FunctionEngine::cast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    QualType T = Sub->getType();
    Sym M = memory(Sub);
    if (T->isRecordType() && !T->isAtomicType()) {
      if (!M)
        return unknown(E, 0);
      if (Symbols.isOwnMemory(M))
        return {Symbols.load(M), wholeProv(M)};
      if (Unit.isRacy(M)) // the place is the whole struct
        return load(M, E, T, T.isVolatileQualified());
      if (!Unit.hasRecordedField(M, T))
        return {Symbols.load(M), 0};
      // One read of each field; whoever copies the value copies these.
      Sym Temp = Symbols.temporary(E);
      copyRecord(Temp, M, T, E, T.isVolatileQualified());
      return {Symbols.load(Temp), wholeProv(Temp)};
    }
    return load(M, E, T, T.isVolatileQualified() || T->isAtomicType());
  }
  case CK_ArrayToPointerDecay:
    return {Symbols.addressOf(
                Symbols.element(memory(Sub), Symbols.constant(0))),
            0};
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr: {
    const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
    if (const auto *Fn =
            Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr)
      return {Symbols.function(Fn), 0};
    return Sub->isGLValue() ? Val{Symbols.addressOf(memory(Sub)), 0}
                            : value(Sub);
  }
  case CK_NullToPointer:
    return {Symbols.constant(0), 0};
  default:
    break;
  }
  Val V = value(Sub);
  if (E->getType()->isPointerType()) {
    V.S = Symbols.castPointer(V.S, E->getType());
    SymKind Kind = Symbols[V.S].Kind;
    if (E->getExprLoc().isMacroID() &&
        (Kind == SymKind::Binop || Kind == SymKind::Asm) &&
        Unit.Macros.at(E->getExprLoc()).PerCpu)
      Unit.OwnCpu.insert(V.S);
  }
  if (E->getCastKind() == CK_IntegralCast && V.P &&
      Symbols[V.S].Kind != SymKind::Binop) {
    unsigned Width = Unit.Context.getIntWidth(E->getType());
    if (Width < 64)
      V.Mask &= (1ull << Width) - 1;
  }
  return V;
}

Val FunctionEngine::unary(const UnaryOperator *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf:
    if (!Sub->isGLValue())
      return value(Sub);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens()))
      if (const auto *Fn = dyn_cast<FunctionDecl>(Ref->getDecl()))
        return {Symbols.function(Fn), 0};
    return {Symbols.addressOf(memory(Sub)), 0};
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    Sym M = memory(Sub);
    bool Marked = Sub->getType().isVolatileQualified() ||
                  Sub->getType()->isAtomicType();
    Val Old = load(M, E, Sub->getType(), Marked);
    Val New = Old;
    Sym Step = Symbols.constant(E->isIncrementOp() ? 1 : -1);
    New.S = Sub->getType()->isPointerType()
                ? Symbols.advance(Old.S, Step)
                : Symbols.binop(BO_Add, Old.S, Step);
    store(M, New, E->getExprLoc(), Marked);
    return E->isPostfix() ? Old : New;
  }
  case UO_LNot: {
    Val V = value(Sub);
    V.S = Symbols.binop(BO_EQ, V.S, Symbols.constant(0));
    return V;
  }
  case UO_Minus:
  case UO_Not: {
    Val V = value(Sub);
    const SymNode &N = Symbols[V.S];
    if (N.Kind == SymKind::Const)
      V.S = Symbols.constant(E->getOpcode() == UO_Minus ? -N.Int : ~N.Int);
    else
      V.S = Symbols.binop(E->getOpcode() == UO_Minus ? BO_Sub : BO_Xor,
                          Symbols.constant(E->getOpcode() == UO_Minus ? 0 : -1),
                          V.S);
    return V;
  }
  default:
    return value(Sub);
  }
}

/// The bits of the snapshot that `V & Bits` shows.
static uint64_t maskOf(const SymbolTable &Symbols, Val V, uint64_t Bits) {
  const SymNode &N = Symbols[V.S];
  if (N.Kind != SymKind::Binop)
    return V.Mask & Bits;
  const SymNode &By = Symbols[N.B];
  if (N.Int == BO_Shr && By.Kind == SymKind::Const && By.Int >= 0 &&
      By.Int < 64)
    return V.Mask & (Bits << By.Int);
  return V.Mask;
}

Val FunctionEngine::binary(const BinaryOperator *E) {
  BinaryOperatorKind Op = E->getOpcode();
  if (Op == BO_Assign)
    return assignment(E);
  if (Op == BO_Comma) {
    value(E->getLHS());
    return value(E->getRHS());
  }
  Val L = value(E->getLHS()), R = value(E->getRHS());
  if (E->isLogicalOp())
    return {Symbols.site(E, Current), Provenance.join(L.P, R.P),
            L.P ? (R.P ? L.Mask | R.Mask : L.Mask) : R.Mask};
  bool LeftPointer = E->getLHS()->getType()->isPointerType();
  bool RightPointer = E->getRHS()->getType()->isPointerType();
  if (E->isAdditiveOp() && LeftPointer != RightPointer) {
    if (RightPointer)
      std::swap(L, R);
    use(R, UseKind::Index, E->getExprLoc());
    Sym Step = Op == BO_Sub
                   ? Symbols.binop(BO_Sub, Symbols.constant(0), R.S)
                   : R.S;
    return {Symbols.advance(L.S, Step), Provenance.join(L.P, R.P)};
  }
  if (Op == BO_Div || Op == BO_Rem)
    use(R, UseKind::Divisor, E->getExprLoc());
  if (E->isShiftOp())
    use(R, UseKind::Shift, E->getExprLoc());
  if (Recording && E->isComparisonOp() && L.P && R.P)
    for (Source A : Provenance[L.P])
      for (Source B : Provenance[R.P])
        if (A != B && !isParam(A) && !isParam(B))
          Compared.insert({std::min(A, B) / 2, std::max(A, B) / 2});
  Val V{Symbols.binop(Op, L.S, R.S), Provenance.join(L.P, R.P)};
  V.Mask = L.P && R.P ? L.Mask | R.Mask : (L.P ? L.Mask : R.Mask);
  if (Op == BO_And) {
    if (L.P && !R.P && Symbols[R.S].Kind == SymKind::Const)
      V.Mask = maskOf(Symbols, L, Symbols[R.S].Int);
    if (R.P && !L.P && Symbols[L.S].Kind == SymKind::Const)
      V.Mask = maskOf(Symbols, R, Symbols[L.S].Int);
  }
  if (!V.S)
    V.S = Symbols.site(E, Current);
  return V;
}

Val FunctionEngine::assignment(const BinaryOperator *E) {
  const Expr *Left = E->getLHS();
  QualType T = Left->getType();
  Val V = value(E->getRHS());
  Sym M = memory(Left);
  assign(M, T, V, E, T.isVolatileQualified() || T->isAtomicType());
  return V;
}

Val FunctionEngine::compoundAssignment(const CompoundAssignOperator *E) {
  const Expr *Left = E->getLHS();
  QualType T = Left->getType();
  Val R = value(E->getRHS());
  Sym M = memory(Left);
  bool Marked = T.isVolatileQualified() || T->isAtomicType();
  Val L = load(M, E, T, Marked);
  BinaryOperatorKind Op =
      BinaryOperator::getOpForCompoundAssignment(E->getOpcode());
  if (Op == BO_Div || Op == BO_Rem)
    use(R, UseKind::Divisor, E->getExprLoc());
  if (Op == BO_Shl || Op == BO_Shr)
    use(R, UseKind::Shift, E->getExprLoc());
  Val V{0, Provenance.join(L.P, R.P)};
  V.S = T->isPointerType()
            ? Symbols.advance(L.S, Op == BO_Sub ? Symbols.binop(
                                                      BO_Sub,
                                                      Symbols.constant(0), R.S)
                                                : R.S)
            : Symbols.binop(Op, L.S, R.S);
  if (!V.S)
    V.S = Symbols.site(E, Current);
  if (Op == BO_And && L.P && !R.P && Symbols[R.S].Kind == SymKind::Const)
    V.Mask = maskOf(Symbols, L, Symbols[R.S].Int);
  store(M, V, E->getExprLoc(), Marked);
  return V;
}

Val FunctionEngine::conditional(const AbstractConditionalOperator *E) {
  // The arms are in blocks of their own, and have been evaluated there.
  Val A = value(E->getTrueExpr()), B = value(E->getFalseExpr());
  if (isa<CXXThrowExpr>(E->getTrueExpr()->IgnoreParens()))
    return B;
  if (isa<CXXThrowExpr>(E->getFalseExpr()->IgnoreParens()))
    return A;
  return joined(A, B, E);
}

Val FunctionEngine::initializer(const Expr *Init, Sym To, QualType T) {
  Init = strip(Init);
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
    store(To, V, Init->getExprLoc(), false);
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

void FunctionEngine::declare(const VarDecl *D) {
  if (!D->hasLocalStorage())
    return;
  Sym M = Symbols.variable(D);
  S.Memory.erase(M, Arena);
  if (auto It = PartsOf.find(M); It != PartsOf.end())
    for (Sym Part : It->second)
      S.Memory.erase(Part, Arena);
  if (D->getInit())
    initializer(D->getInit(), M, D->getType());
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
      use(P, UseKind::Deref, X->getMemberLoc());
      Base = Symbols.deref(P.S ? P.S : Symbols.site(E, Current));
      Unit.notePointee(Base, X->getBase()->getType()->getPointeeType());
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
      Unit.notePointee(M, X->getType());
      return M;
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
    Unit.notePointee(M, X->getType());
    return M;
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
