//===-- SymbolNames.cpp - what people call values and memory -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Symbols.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;
using namespace reread;

/// References and structs passed by value are addresses here, but people write
/// them without operators.
bool SymbolTable::isReference(Sym Address, const FunctionDecl *F) const {
  const SymNode &N = Nodes[Address];
  if (N.Kind == SymKind::Param && F && N.Int < F->getNumParams()) {
    QualType T = F->getParamDecl(N.Int)->getType();
    return T->isReferenceType() || T->isRecordType();
  }
  if (N.Kind != SymKind::Load)
    return false;
  const SymNode &M = Nodes[N.A];
  if (M.Kind == SymKind::Field)
    return static_cast<const FieldDecl *>(M.Ptr)->getType()->isReferenceType();
  return M.Kind == SymKind::Var && !M.Int &&
         static_cast<const VarDecl *>(M.Ptr)->getType()->isReferenceType();
}

std::string SymbolTable::printBase(Sym Memory, const FunctionDecl *F) const {
  if (Nodes[Memory].Kind == SymKind::Typed)
    Memory = Nodes[Memory].A;
  const SymNode &N = Nodes[Memory];
  if (N.Kind != SymKind::Deref)
    return print(Memory, F) + ".";
  if (Nodes[N.A].Kind == SymKind::Param && Nodes[N.A].Int == ThisParam)
    return "this->";
  std::string Pointer = print(N.A, F);
  if (isReference(N.A, F))
    return Pointer + ".";
  if (llvm::StringRef(Pointer).starts_with("&"))
    return Pointer.substr(1) + ".";
  return Pointer + "->";
}

std::string SymbolTable::printMemory(const SymNode &N,
                                     const FunctionDecl *F) const {
  switch (N.Kind) {
  case SymKind::Var:
    if (N.Int)
      return "(temporary)";
    return static_cast<const VarDecl *>(N.Ptr)->getNameAsString();
  case SymKind::Field: {
    const auto *Field = static_cast<const FieldDecl *>(N.Ptr);
    if (Field->isAnonymousStructOrUnion() || !Field->getIdentifier())
      return print(N.A, F);
    // Anonymous members are no part of what people write.
    Sym Base = N.A;
    while (Nodes[Base].Kind == SymKind::Field &&
           static_cast<const FieldDecl *>(Nodes[Base].Ptr)
               ->isAnonymousStructOrUnion())
      Base = Nodes[Base].A;
    return printBase(Base, F) + Field->getNameAsString();
  }
  case SymKind::Elem: {
    const SymNode &M = Nodes[N.A];
    std::string Base = M.Kind == SymKind::Deref ? print(M.A, F) : print(N.A, F);
    return Base + "[" + print(N.B, F) + "]";
  }
  case SymKind::Typed:
    return print(N.A, F);
  case SymKind::Deref:
    if (!N.A)
      return "...";
    return isReference(N.A, F) ? print(N.A, F) : "*" + print(N.A, F);
  case SymKind::Result:
    return static_cast<const FunctionDecl *>(N.Ptr)->getNameAsString() + "(" +
           print(N.A, F) + ")";
  default:
    return "...";
  }
}

static std::string printSite(const SymNode &N) {
  if (N.Int || !N.Ptr)
    return "...";
  const auto *Call = dyn_cast<CallExpr>(static_cast<const Stmt *>(N.Ptr));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee ? Callee->getNameAsString() + "()" : "...";
}

std::string SymbolTable::print(Sym S, const FunctionDecl *F) const {
  const SymNode &N = Nodes[S];
  switch (N.Kind) {
  case SymKind::None:
    return "";
  case SymKind::Param:
    if (N.Int == ThisParam)
      return "this";
    if (F && N.Int < F->getNumParams()) {
      std::string Name = F->getParamDecl(N.Int)->getNameAsString();
      if (!Name.empty())
        return Name;
    }
    return "argument " + std::to_string(N.Int + 1);
  case SymKind::Load:
    return print(N.A, F);
  case SymKind::AddrOf:
    return "&" + print(N.A, F);
  case SymKind::Const:
    return std::to_string(N.Int);
  case SymKind::Func:
    return static_cast<const FunctionDecl *>(N.Ptr)->getNameAsString();
  case SymKind::Binop:
    // An offset is added to an address: people name the latter.
    if (Nodes[N.B].Kind == SymKind::AddrOf)
      return print(N.B, F);
    if (Nodes[N.A].Kind == SymKind::AddrOf && Nodes[N.B].Kind != SymKind::Const)
      return print(N.A, F);
    return print(N.A, F) + " " +
           BinaryOperator::getOpcodeStr(BinaryOperatorKind(N.Int)).str() + " " +
           print(N.B, F);
  case SymKind::Current:
    return "current";
  case SymKind::Named:
    return static_cast<const char *>(N.Ptr);
  case SymKind::Phi:
    return print(N.A, F);
  case SymKind::Asm:
    // An offset is added to an address: people name the latter.
    return print(N.B && Nodes[N.A].Kind != SymKind::AddrOf ? N.B : N.A, F);
  case SymKind::Site:
  case SymKind::Fresh:
    return printSite(N);
  default:
    return printMemory(N, F);
  }
}

/// What is done to A to get there; empty: nothing that has a name everywhere.
static std::string stepOf(const SymNode &N) {
  switch (N.Kind) {
  case SymKind::Load:
    return "^";
  case SymKind::AddrOf:
    return "&";
  case SymKind::Deref:
    return "*";
  case SymKind::Field: {
    const auto *F = static_cast<const FieldDecl *>(N.Ptr);
    return "." + (F->getIdentifier() ? F->getNameAsString()
                                     : std::to_string(F->getFieldIndex()));
  }
  default:
    return "";
  }
}

std::string SymbolTable::way(Sym X) const {
  std::string Way;
  for (; X; X = Nodes[X].A) {
    const SymNode &N = Nodes[X];
    if (N.Kind == SymKind::Param)
      return std::to_string(N.Int) + Way;
    if (N.Kind == SymKind::Typed)
      continue;
    if (N.Kind == SymKind::Var) {
      const auto *V = N.Int ? nullptr : static_cast<const VarDecl *>(N.Ptr);
      bool Global = V && V->hasGlobalStorage() && V->isExternallyVisible();
      return Global ? V->getQualifiedNameAsString() + Way : "";
    }
    std::string Step = stepOf(N);
    if (N.Kind == SymKind::Elem && Nodes[N.B].Kind == SymKind::Const)
      Step = "[" + std::to_string(Nodes[N.B].Int) + "]";
    if (Step.empty())
      return "";
    Way = Step + Way;
  }
  return "";
}
