//===-- Holders.cpp - whose part a small struct's field is ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who writes some list's head says nothing of another list: evidence about the
// fields of small structs counts for one holder only. A function that is given
// the address of a small struct does not know its holder; its callers do.
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

using namespace clang;
using namespace reread;

/// Counts fields up to a limit; one that is a struct itself counts twice, as
/// whoever puts structs together has something of his own in mind.
static unsigned countFields(const RecordDecl *R, unsigned Limit) {
  unsigned N = 0;
  for (const FieldDecl *F : R->fields()) {
    const RecordDecl *Inner = F->getType()->getAsRecordDecl();
    N += F->isAnonymousStructOrUnion() ? countFields(Inner, Limit)
         : Inner && !R->isUnion()      ? 2
                                       : 1;
    // Members of a union are one and the same.
    if (N > Limit || R->isUnion())
      break;
  }
  return N;
}

bool SymbolTable::isSmall(const RecordDecl *R) {
  // Lists, trees' nodes, counters, sequence counts, sets of bits, times and
  // pairs all have at most three.
  constexpr unsigned MaxFields = 3;
  while (R->isAnonymousStructOrUnion() && isa<RecordDecl>(R->getParent()))
    R = cast<RecordDecl>(R->getParent());
  return countFields(R, MaxFields) <= MaxFields;
}

Sym SymbolTable::holder(Sym Memory) const {
  for (Sym M = Memory; M;) {
    const SymNode &N = Nodes[M];
    if (N.OwnMemory)
      return 0;
    if (N.Kind == SymKind::Var)
      return N.Int ? 0 : M;
    if (N.Kind == SymKind::Field &&
        !isSmall(static_cast<const FieldDecl *>(N.Ptr)->getParent()))
      return M;
    if (N.Kind != SymKind::Field && N.Kind != SymKind::Elem)
      return 0;
    M = N.A;
  }
  return 0;
}

bool UnitEngine::isPartOfParameter(Sym Memory) const {
  while (Symbols[Memory].Kind == SymKind::Field ||
         Symbols[Memory].Kind == SymKind::Elem) {
    const SymNode &N = Symbols[Memory];
    if (N.Kind == SymKind::Field &&
        !SymbolTable::isSmall(
            static_cast<const FieldDecl *>(N.Ptr)->getParent()))
      return false;
    Memory = N.A;
  }
  const SymNode &N = Symbols[Memory];
  return N.Kind == SymKind::Deref && Symbols[N.A].Kind == SymKind::Param;
}
