//===-- Assembly.cpp - inline assembly -----------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inputs flow to outputs; a memory output is a store to its lvalue. An asm with
// one input that is memory and an output that is not is a load: that is how
// per-CPU variables are read.
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "reread/Support/Compat.h"

using namespace clang;
using namespace reread;

/// The register class of an operand; an input that is tied to an output has
/// that one's.
static std::string inputConstraint(const GCCAsmStmt *A, unsigned Input) {
  std::string C(A->getInputConstraint(Input));
  unsigned Tied;
  if (!llvm::StringRef(C).getAsInteger(10, Tied) && Tied < A->getNumOutputs())
    return std::string(A->getOutputConstraint(Tied));
  return C;
}

/// A compare and exchange: what it expects is compared with the word itself,
/// and only what it stores flows on, into the word.
void FunctionEngine::exchange(const GCCAsmStmt *A, llvm::StringRef Expected) {
  auto IsExpected = [&](llvm::StringRef Constraint) {
    // "=@ccz" is a flag, whatever its letters.
    return !Constraint.contains('@') &&
           Constraint.find_first_of(Expected) != llvm::StringRef::npos;
  };
  Prov Old = 0, New = 0;
  bool ExpectsNull = false;
  for (unsigned I = 0; I < A->getNumInputs(); ++I) {
    const Expr *E = A->getInputExpr(I);
    Val V = E->isGLValue() ? loadOwn(memory(E)) : value(E);
    bool IsOld = IsExpected(inputConstraint(A, I));
    Prov &To = IsOld ? Old : New;
    To = Provenance.join(To, V.P);
    ExpectsNull |= IsOld && isNull(V);
  }
  for (unsigned I = 0; I < A->getNumOutputs(); ++I) {
    const Expr *E = A->getOutputExpr(I);
    if (A->isOutputPlusConstraint(I) && IsExpected(A->getOutputConstraint(I)))
      Old = Provenance.join(Old, loadOwn(memory(E)).P);
  }
  UseRecord R;
  R.Kind = UseKind::Expected;
  R.At = A->getAsmLoc();
  use(Old, R);
  for (unsigned I = 0; I < A->getNumOutputs(); ++I) {
    const Expr *E = A->getOutputExpr(I);
    Sym M = memory(E);
    bool Word = M && !Symbols.isOwnMemory(M);
    if (Word)
      exchanged(M, Old, ExpectsNull);
    store(M, {Symbols.site(A, Current, I + 1), Word ? New : 0}, E->getExprLoc(),
          WriteForm::Atomic, /*Always=*/!Word);
  }
  happened(Since::Barrier);
}

void FunctionEngine::assembly(const GCCAsmStmt *A) {
  // Records refer to it.
  std::string Written = compat::asmText(*A);
  const void *Kept = Unit.interned(Written);
  llvm::StringRef Text(static_cast<const char *>(Kept), Written.size());
  if (llvm::StringRef Expected = Unit.Words.expectedOperands(Text);
      !Expected.empty())
    return exchange(A, Expected);
  Prov P = 0;
  Sym Inputs[2] = {0, 0};
  for (unsigned I = 0; I < A->getNumInputs(); ++I) {
    const Expr *E = A->getInputExpr(I);
    Val V;
    if (E->isGLValue()) {
      Sym M = memory(E);
      V = M ? load(M, E, E->getType(), true) : Val{};
    } else {
      V = value(E);
    }
    P = Provenance.join(P, V.P);
    if (I < 2)
      Inputs[I] = V.S;
  }
  UseRecord R;
  R.Kind = UseKind::Asm;
  R.Text = Text;
  R.Sink = Unit.Words.asmSink(Text);
  R.At = A->getAsmLoc();
  if (A->getNumOutputs() == 0 || !R.Sink.empty())
    use(P, R);

  for (unsigned I = 0; I < A->getNumOutputs(); ++I) {
    const Expr *E = A->getOutputExpr(I);
    // A global that names a register, as the stack pointer, keeps no value.
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (Variable && Variable->hasGlobalStorage() &&
        Variable->getStorageClass() == SC_Register)
      continue;
    Sym M = memory(E);
    if (!M)
      continue;
    Val V{0, P};
    if (A->isOutputPlusConstraint(I) && Symbols.isOwnMemory(M))
      V.P = Provenance.join(V.P, loadOwn(M).P);
    bool Load = A->getNumInputs() == 1 && A->getNumOutputs() == 1 &&
                A->getInputExpr(0)->isGLValue();
    // Without volatile, equal inputs give equal outputs.
    if (Load)
      V.S = Inputs[0];
    else if (!A->isVolatile() && A->getNumInputs() && A->getNumInputs() <= 2 &&
             A->getNumOutputs() == 1)
      V.S = Symbols.assembly(Kept, Inputs[0], Inputs[1]);
    if (!V.S)
      V.S = Symbols.site(A, Current, I + 1);
    store(M, V, E->getExprLoc(), WriteForm::Atomic);
  }
  for (unsigned I = 0; I < A->getNumClobbers(); ++I)
    if (A->getClobber(I) == "memory")
      happened(Since::Barrier);
}
