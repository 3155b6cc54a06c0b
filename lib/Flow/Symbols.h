//===-- Symbols.h - names for values and memory, without evaluating ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A symbol is an access path: equal symbols are the same object (or the same
// value), as far as the function tells. Symbols are numbers into one table a
// unit, made once for equal contents. Those of a function's parameters mean
// the same in its summary, where a caller's values are put in their place.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_SYMBOLS_H
#define REREAD_LIB_FLOW_SYMBOLS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include <string>
#include <vector>

namespace reread {

using Sym = uint32_t;

enum class SymKind : uint8_t {
  None,
  // Values
  Param,   ///< Int: index of the parameter; ThisParam is `this`
  Load,    ///< what memory A holds, as long as this function has not written it
  AddrOf,  ///< the address of memory A
  Const,   ///< Int
  Func,    ///< Ptr: the function
  Binop,   ///< A, B, Int: opcode
  Asm,     ///< inputs A and B through the asm text Ptr
  Site,    ///< an unknown value, made at statement Ptr
  Fresh,   ///< the address of an object allocated at statement Ptr
  Phi,     ///< whatever A's memory holds where block Int's paths meet
  Current, ///< the running task
  Named,   ///< Ptr: its name, a string
  // Memory
  Var,    ///< Ptr: the variable; for a temporary, the expression
  Field,  ///< of memory A; Ptr: the field
  Elem,   ///< of memory A at index B
  Deref,  ///< what value A points to
  Result, ///< what accessor Ptr gives for A
  Typed,  ///< memory A, accessed as type Ptr, all of whose objects are racy
};

struct SymNode {
  SymKind Kind = SymKind::None;
  uint8_t Depth = 0;
  bool Local = false;     ///< means something in one function only
  bool OwnMemory = false; ///< memory of a local variable of this function
  /// Above the number of every block that a part of it was made in: on a back
  /// edge to a lower-numbered block it means another object.
  uint32_t Epoch = 0;
  Sym A = 0, B = 0;
  const void *Ptr = nullptr;
  int64_t Int = 0;
};

class SymbolTable {
public:
  static constexpr int64_t ThisParam = 255;
  /// Longer paths are cut: they come from loops that build them.
  static constexpr unsigned MaxDepth = 20;

  explicit SymbolTable(clang::ASTContext &Context);

  const SymNode &operator[](Sym S) const { return Nodes[S]; }

  Sym param(int64_t Index) {
    return make({.Kind = SymKind::Param, .Int = Index});
  }
  Sym constant(int64_t V) { return make({.Kind = SymKind::Const, .Int = V}); }
  Sym function(const clang::FunctionDecl *F) {
    return make({.Kind = SymKind::Func, .Ptr = F});
  }
  /// Something of the whole program that is known by its name alone.
  Sym global(const void *Name) {
    return make({.Kind = SymKind::Named, .Ptr = Name});
  }
  Sym current() { return make({.Kind = SymKind::Current}); }
  Sym variable(const clang::VarDecl *V);
  Sym temporary(const clang::Stmt *E);
  Sym load(Sym Memory);
  Sym addressOf(Sym Memory);
  Sym deref(Sym Value);
  Sym field(Sym Memory, const clang::FieldDecl *F);
  Sym element(Sym Memory, Sym Index);
  Sym binop(clang::BinaryOperatorKind Op, Sym L, Sym R);
  Sym assembly(const void *Text, Sym A, Sym B);
  Sym result(const clang::FunctionDecl *F, Sym A);
  Sym typed(Sym Memory, const clang::Type *T);
  Sym site(const void *Where, uint32_t Block, unsigned Ordinal = 0);
  Sym fresh(const clang::Stmt *Where, uint32_t Block);
  Sym phi(uint32_t Block, Sym Memory);

  /// Address arithmetic: `Value + Index` in units of the pointee.
  Sym advance(Sym Value, Sym Index);
  /// Undoes container_of: Value seen as a pointer to To, if it is a constant
  /// number of bytes before a field of that record.
  Sym castPointer(Sym Value, clang::QualType To);

  /// A bit of the value is the same bit of what was read.
  bool showsBits(Sym X) const;

  /// X with To in the place of From.
  Sym replace(Sym X, Sym From, Sym To);

  /// The field or global that holds a pointer to the memory, or null.
  const clang::ValueDecl *pointer(Sym Memory) const;

  /// The memory that a chain of fields and elements starts from.
  Sym root(Sym Memory) const;
  /// The local variable or temporary that the memory is part of, or none.
  bool isOwnMemory(Sym Memory) const { return Nodes[Memory].OwnMemory; }
  /// The fields at the end of a path, outermost first, back to a dereference, a
  /// variable or an element.
  llvm::SmallVector<const clang::FieldDecl *, 4> fields(Sym Memory) const;
  /// Locks and objects are told apart by address: a first field has its
  /// struct's.
  Sym withoutFirstFields(Sym Memory) const;

  /// The struct is so small that it stands for nothing of its own, such as the
  /// head of a list or a counter: its fields are parts of whoever holds it.
  static bool isSmall(const clang::RecordDecl *R);
  /// The field of no small struct that the memory is a part of, or the global;
  /// none if it is part of a small struct that was reached through a pointer.
  Sym holder(Sym Memory) const;

  /// Memory is Whole, or a part of it, or reached through it.
  bool isPartOf(Sym Memory, Sym Whole) const;

  /// A variable that all functions have in common.
  bool isGlobal(Sym Memory) const {
    const SymNode &N = Nodes[Memory];
    return N.Kind == SymKind::Var && !N.Int && !N.OwnMemory;
  }

  /// From a parameter or a global of the whole program to X, the same in every
  /// unit; empty if there is no such way.
  std::string way(Sym X) const;

  /// For people, in the terms of F: "next->context".
  std::string print(Sym S, const clang::FunctionDecl *F) const;

private:
  Sym make(SymNode N);
  std::string printMemory(const SymNode &N, const clang::FunctionDecl *F) const;
  bool isReference(Sym Address, const clang::FunctionDecl *F) const;
  std::string printBase(Sym Memory, const clang::FunctionDecl *F) const;

  clang::ASTContext &Context;
  std::vector<SymNode> Nodes;
  using Key = std::pair<std::pair<uint64_t, uint64_t>,
                        std::pair<const void *, int64_t>>;
  llvm::DenseMap<Key, Sym> Index;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_SYMBOLS_H
