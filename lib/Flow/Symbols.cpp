//===-- Symbols.cpp - names for values and memory, without evaluating ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Symbols.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;
using namespace llvm;
using namespace reread;

SymbolTable::SymbolTable(ASTContext &Context) : Context(Context) {
  Nodes.emplace_back(); // Sym 0 is "none"
}

Sym SymbolTable::make(SymNode N) {
  const SymNode &A = Nodes[N.A], &B = Nodes[N.B];
  N.Depth = std::max({N.Depth, uint8_t(A.Depth + 1), uint8_t(B.Depth + 1)});
  // A path that loops made longer and longer ends in one unknown.
  if (N.Depth > MaxDepth) {
    bool Memory = N.Kind >= SymKind::Var;
    N = {.Kind = Memory ? SymKind::Deref : SymKind::Site, .Local = true};
  }
  N.Local |= A.Local || B.Local;
  N.Epoch = std::max({N.Epoch, A.Epoch, B.Epoch});
  if (N.Kind == SymKind::Field || N.Kind == SymKind::Elem)
    N.OwnMemory = A.OwnMemory;
  Key K{{uint64_t(N.Kind) << 32 | N.A, N.B}, {N.Ptr, N.Int}};
  auto [It, New] = Index.try_emplace(K, Nodes.size());
  if (New)
    Nodes.push_back(N);
  return It->second;
}

Sym SymbolTable::variable(const VarDecl *V) {
  bool Own = V->hasLocalStorage();
  return make({.Kind = SymKind::Var,
               .Local = Own,
               .OwnMemory = Own,
               .Ptr = V->getCanonicalDecl()});
}

Sym SymbolTable::temporary(const Stmt *E) {
  return make({.Kind = SymKind::Var,
               .Local = true,
               .OwnMemory = true,
               .Ptr = E,
               .Int = 1});
}

Sym SymbolTable::load(Sym Memory) {
  return Memory ? make({.Kind = SymKind::Load, .A = Memory}) : 0;
}

Sym SymbolTable::addressOf(Sym Memory) {
  if (!Memory)
    return 0;
  if (Nodes[Memory].Kind == SymKind::Typed)
    Memory = Nodes[Memory].A;
  const SymNode &N = Nodes[Memory];
  return N.Kind == SymKind::Deref && N.A
             ? N.A
             : make({.Kind = SymKind::AddrOf, .A = Memory});
}

Sym SymbolTable::deref(Sym Value) {
  if (!Value)
    return 0;
  const SymNode &N = Nodes[Value];
  return N.Kind == SymKind::AddrOf ? N.A
                                   : make({.Kind = SymKind::Deref, .A = Value});
}

Sym SymbolTable::field(Sym Memory, const FieldDecl *F) {
  return Memory ? make({.Kind = SymKind::Field,
                        .A = Memory,
                        .Ptr = F->getCanonicalDecl()})
                : 0;
}

Sym SymbolTable::element(Sym Memory, Sym Index) {
  if (!Memory || !Index)
    return 0;
  const SymNode &M = Nodes[Memory];
  const SymNode &I = Nodes[Index];
  // p[0] is *p; of an array, the first element is not the array.
  if (I.Kind == SymKind::Const && I.Int == 0 && M.Kind == SymKind::Deref)
    return Memory;
  return make({.Kind = SymKind::Elem, .A = Memory, .B = Index});
}

Sym SymbolTable::advance(Sym Value, Sym Index) {
  Sym Memory = deref(Value);
  if (!Memory || !Index)
    return 0;
  if (Nodes[Memory].Kind == SymKind::Typed)
    Memory = Nodes[Memory].A;
  SymNode M = Nodes[Memory];
  if (M.Kind == SymKind::Elem)
    return addressOf(element(M.A, binop(BO_Add, M.B, Index)));
  return addressOf(element(Memory, Index));
}

Sym SymbolTable::castPointer(Sym Value, QualType To) {
  if (!Value || !To->isPointerType())
    return Value;
  const RecordDecl *R = To->getPointeeType()->getAsRecordDecl();
  SymNode V = Nodes[Value];
  if (!R || V.Kind != SymKind::AddrOf || Nodes[V.A].Kind != SymKind::Elem)
    return Value;
  SymNode E = Nodes[V.A], I = Nodes[E.B];
  if (I.Kind != SymKind::Const || I.Int >= 0)
    return Value;
  int64_t Offset = 0;
  for (Sym M = E.A; Nodes[M].Kind == SymKind::Field; M = Nodes[M].A) {
    const auto *F = static_cast<const FieldDecl *>(Nodes[M].Ptr);
    if (F->getParent()->isInvalidDecl() || F->getParent()->isDependentType() ||
        F->isBitField())
      return Value;
    Offset += Context.getFieldOffset(F) / 8;
    if (F->getParent()->getCanonicalDecl() == R->getCanonicalDecl() &&
        Offset == -I.Int)
      return addressOf(Nodes[M].A);
  }
  return Value;
}

Sym SymbolTable::binop(BinaryOperatorKind Op, Sym L, Sym R) {
  if (!L || !R)
    return 0;
  if (Op == BO_Add && Nodes[L].Kind == SymKind::Const)
    std::swap(L, R);
  const SymNode &A = Nodes[L], &B = Nodes[R];
  if (B.Kind == SymKind::Const) {
    if (B.Int == 0 && (Op == BO_Add || Op == BO_Sub || Op == BO_Or))
      return L;
    if (A.Kind == SymKind::Const) {
      uint64_t X = A.Int, Y = B.Int;
      switch (Op) {
      case BO_Add:
        return constant(X + Y);
      case BO_Sub:
        return constant(X - Y);
      case BO_Mul:
        return constant(X * Y);
      case BO_And:
        return constant(X & Y);
      case BO_Or:
        return constant(X | Y);
      case BO_Shl:
        return Y < 64 ? constant(X << Y) : 0;
      case BO_Shr:
        return Y < 64 ? constant(X >> Y) : 0;
      case BO_Div:
        return Y && int64_t(X) >= 0 && int64_t(Y) > 0 ? constant(X / Y) : 0;
      default:
        break;
      }
    }
    if (Op == BO_Add && A.Kind == SymKind::Binop && A.Int == BO_Add &&
        Nodes[A.B].Kind == SymKind::Const)
      return binop(BO_Add, A.A, constant(Nodes[A.B].Int + B.Int));
    if (Op == BO_Sub)
      return binop(BO_Add, L, constant(-B.Int));
  }
  return make({.Kind = SymKind::Binop, .A = L, .B = R, .Int = Op});
}

Sym SymbolTable::assembly(const void *Text, Sym A, Sym B) {
  return A ? make({.Kind = SymKind::Asm, .A = A, .B = B, .Ptr = Text}) : 0;
}

Sym SymbolTable::result(const FunctionDecl *F, Sym A) {
  return make({.Kind = SymKind::Result, .A = A, .Ptr = F->getCanonicalDecl()});
}

Sym SymbolTable::typed(Sym Memory, const clang::Type *T) {
  if (!Memory || Nodes[Memory].OwnMemory ||
      Nodes[Memory].Kind == SymKind::Typed)
    return Memory;
  return make({.Kind = SymKind::Typed, .A = Memory, .Ptr = T});
}

Sym SymbolTable::site(const void *Where, uint32_t Block, unsigned Ordinal) {
  return make({.Kind = SymKind::Site,
               .Local = true,
               .Epoch = Block + 1,
               .Ptr = Where,
               .Int = Ordinal});
}

Sym SymbolTable::fresh(const Stmt *Where, uint32_t Block) {
  return make({.Kind = SymKind::Fresh,
               .Local = true,
               .Epoch = Block + 1,
               .Ptr = Where});
}

Sym SymbolTable::phi(uint32_t Block, Sym Memory) {
  SymNode N{.Kind = SymKind::Phi, .Local = true, .Epoch = Block + 1};
  N.A = Memory;
  N.Int = Block;
  return make(N);
}

const ValueDecl *SymbolTable::pointer(Sym Memory) const {
  const SymNode &N = Nodes[Memory];
  if (N.Kind != SymKind::Deref || Nodes[N.A].Kind != SymKind::Load)
    return nullptr;
  const SymNode &Holder = Nodes[Nodes[N.A].A];
  if (Holder.Kind == SymKind::Field)
    return static_cast<const FieldDecl *>(Holder.Ptr);
  if (Holder.Kind == SymKind::Var && !Holder.Int && !Holder.OwnMemory)
    return static_cast<const VarDecl *>(Holder.Ptr);
  return nullptr;
}

bool SymbolTable::showsBits(Sym X) const {
  const SymNode &N = Nodes[X];
  switch (N.Kind) {
  case SymKind::Load:
  case SymKind::Param:
  case SymKind::Phi:
    return true;
  case SymKind::Binop:
    return N.Int == BO_And && (showsBits(N.A) || showsBits(N.B));
  default:
    return false;
  }
}

Sym SymbolTable::replace(Sym X, Sym From, Sym To) {
  if (!X || X == From)
    return X ? To : 0;
  SymNode N = Nodes[X];
  switch (N.Kind) {
  case SymKind::Load:
    return load(replace(N.A, From, To));
  case SymKind::AddrOf:
    return addressOf(replace(N.A, From, To));
  case SymKind::Deref:
    return deref(replace(N.A, From, To));
  case SymKind::Field:
    return field(replace(N.A, From, To), static_cast<const FieldDecl *>(N.Ptr));
  case SymKind::Elem:
    return element(replace(N.A, From, To), replace(N.B, From, To));
  default:
    return X;
  }
}

bool SymbolTable::isPartOf(Sym Memory, Sym Whole) const {
  for (Sym X = Memory; X && Whole; X = Nodes[X].A)
    if (X == Whole)
      return true;
  return false;
}

Sym SymbolTable::root(Sym Memory) const {
  while (Nodes[Memory].Kind == SymKind::Field ||
         Nodes[Memory].Kind == SymKind::Elem ||
         Nodes[Memory].Kind == SymKind::Typed)
    Memory = Nodes[Memory].A;
  return Memory;
}

SmallVector<const FieldDecl *, 4> SymbolTable::fields(Sym Memory) const {
  SmallVector<const FieldDecl *, 4> Path;
  for (; Nodes[Memory].Kind == SymKind::Field; Memory = Nodes[Memory].A)
    Path.push_back(static_cast<const FieldDecl *>(Nodes[Memory].Ptr));
  std::reverse(Path.begin(), Path.end());
  return Path;
}

Sym SymbolTable::withoutFirstFields(Sym Memory) const {
  while (Nodes[Memory].Kind == SymKind::Field) {
    const auto *F = static_cast<const FieldDecl *>(Nodes[Memory].Ptr);
    if (F->getFieldIndex() != 0 && !F->getParent()->isUnion())
      break;
    Memory = Nodes[Memory].A;
  }
  return Memory;
}
