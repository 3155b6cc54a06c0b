//===-- Recorder.h - what a unit tells about the whole program -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_RECORDER_H
#define REREAD_LIB_FLOW_RECORDER_H

#include "Engine.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace reread {

/// Writes the accesses and calls of each function down as records.
class Recorder {
public:
  Recorder(UnitEngine &Unit, UnitRecords &Out) : Unit(Unit), Out(Out) {}

  void add(const clang::FunctionDecl *F, const FunctionEngine &Engine);

  /// The functions that initialisers of globals put into fields.
  void addInitializers();

  /// Adds locks that all callers of F hold to what F has accessed.
  void addHeld(const clang::FunctionDecl *F,
               llvm::ArrayRef<LockEvidence> Locks);

  uint32_t function(const clang::FunctionDecl *F);
  uint32_t place(Sym Place, llvm::StringRef Name);
  ObjectId object(const ObjectNote &Note);

private:
  /// The parameter that leads to the memory.
  ObjectId objectOf(Sym Memory) const;
  uint32_t pointer(llvm::StringRef Name);
  uint32_t lockSet(const clang::FunctionDecl *F, const LockMap &Locks);
  uint32_t lockSet(std::vector<LockEvidence> Locks);
  /// What is put into the pointer is called with what its callers hold.
  void addTarget(llvm::StringRef Pointer, uint32_t Target);
  void initializer(const clang::Expr *Init, llvm::StringRef Pointer);
  void initializer(const clang::FieldDecl *F, const clang::InitListExpr *In,
                   const clang::Expr *Init);
  Sym memoryAt(const clang::Expr *Address);
  void writtenThrough(const clang::FieldDecl *F, Sym Memory,
                      clang::SourceLocation At);

  UnitEngine &Unit;
  UnitRecords &Out;
  llvm::DenseMap<const clang::FunctionDecl *, uint32_t> Functions;
  llvm::StringMap<uint32_t> Pointers;
  llvm::DenseMap<Sym, uint32_t> Places;
  llvm::StringMap<uint32_t> LockSets;
  /// Of each function, the first of its accesses and the first behind them.
  llvm::DenseMap<const clang::FunctionDecl *, std::pair<size_t, size_t>>
      AccessesOf;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_RECORDER_H
