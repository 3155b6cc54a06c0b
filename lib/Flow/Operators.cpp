//===-- Operators.cpp - casts, arithmetic, tests and assignments ------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

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
    return {
        Symbols.addressOf(Symbols.element(memory(Sub), Symbols.constant(0))),
        0};
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr: {
    const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
    if (const auto *Fn = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr)
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
  if (E->getCastKind() == CK_IntegralCast && Symbols.showsBits(V.S)) {
    unsigned Width = Unit.Context.getIntWidth(E->getType());
    if (Width < 64)
      V.P = Provenance.narrow(V.P, (1ull << Width) - 1);
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
    bool Marked =
        Sub->getType().isVolatileQualified() || Sub->getType()->isAtomicType();
    Val Old = load(M, E, Sub->getType(), Marked);
    Val New = Old;
    Sym Step = Symbols.constant(E->isIncrementOp() ? 1 : -1);
    New.S = Sub->getType()->isPointerType()
                ? Symbols.advance(Old.S, Step)
                : Symbols.binop(BO_Add, Old.S, Step);
    store(M, New, E->getExprLoc(), writeForm(Marked));
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

/// What `V & Bits` shows of the snapshots in V.
Prov FunctionEngine::masked(Val V, uint64_t Bits) {
  const SymNode &N = Symbols[V.S];
  if (N.Kind == SymKind::Binop && N.Int == BO_Shr &&
      Symbols[N.B].Kind == SymKind::Const && Symbols[N.B].Int >= 0 &&
      Symbols[N.B].Int < 64 && Symbols.showsBits(N.A))
    return Provenance.narrow(V.P, Bits << Symbols[N.B].Int);
  return Symbols.showsBits(V.S) ? Provenance.narrow(V.P, Bits) : V.P;
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
    return {Symbols.site(E, Current), Provenance.join(L.P, R.P)};
  bool LeftPointer = E->getLHS()->getType()->isPointerType();
  bool RightPointer = E->getRHS()->getType()->isPointerType();
  if (E->isAdditiveOp() && LeftPointer != RightPointer) {
    if (RightPointer)
      std::swap(L, R);
    use(R, UseKind::Index, E->getExprLoc());
    Sym Step =
        Op == BO_Sub ? Symbols.binop(BO_Sub, Symbols.constant(0), R.S) : R.S;
    return {Symbols.advance(L.S, Step), Provenance.join(L.P, R.P)};
  }
  if (Op == BO_Div || Op == BO_Rem)
    use(R, UseKind::Divisor, E->getExprLoc());
  if (E->isShiftOp())
    use(R, UseKind::Shift, E->getExprLoc());
  if (E->isEqualityOp() && L.P && R.P)
    Comparisons[Symbols.binop(Op, L.S, R.S)] = {L.P, R.P};
  if (E->isComparisonOp())
    compare(L.P, R.P);
  Val V{Symbols.binop(Op, L.S, R.S), Provenance.join(L.P, R.P)};
  if (Op == BO_And) {
    if (L.P && !R.P && Symbols[R.S].Kind == SymKind::Const)
      V.P = masked(L, Symbols[R.S].Int);
    if (R.P && !L.P && Symbols[L.S].Kind == SymKind::Const)
      V.P = masked(R, Symbols[L.S].Int);
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
  if (const SymNode &N = Symbols[M];
      N.Kind == SymKind::Var && N.OwnMemory && !N.Int)
    noteLocal(static_cast<const VarDecl *>(N.Ptr), V);
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
            ? Symbols.advance(
                  L.S, Op == BO_Sub
                           ? Symbols.binop(BO_Sub, Symbols.constant(0), R.S)
                           : R.S)
            : Symbols.binop(Op, L.S, R.S);
  if (!V.S)
    V.S = Symbols.site(E, Current);
  if (Op == BO_And && L.P && !R.P && Symbols[R.S].Kind == SymKind::Const)
    V.P = masked(L, Symbols[R.S].Int);
  store(M, V, E->getExprLoc(), writeForm(Marked));
  return V;
}

const Expr *
FunctionEngine::onlyArm(const AbstractConditionalOperator *E) const {
  bool Holds;
  // As the control flow graph, which has no way to the other arm, decides.
  if (E->getCond()->isValueDependent() ||
      !E->getCond()->EvaluateAsBooleanCondition(Holds, Unit.Context))
    return nullptr;
  return Holds ? E->getTrueExpr() : E->getFalseExpr();
}

Val FunctionEngine::conditional(const AbstractConditionalOperator *E) {
  if (const Expr *Arm = onlyArm(E))
    return value(Arm);
  // The arms are in blocks of their own, and have been evaluated there.
  Val A = value(E->getTrueExpr()), B = value(E->getFalseExpr());
  if (isa<CXXThrowExpr>(E->getTrueExpr()->IgnoreParens()))
    return B;
  if (isa<CXXThrowExpr>(E->getFalseExpr()->IgnoreParens()))
    return A;
  return joined(A, B, E);
}
