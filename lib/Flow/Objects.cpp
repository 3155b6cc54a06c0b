//===-- Objects.cpp - whose memory it is ----------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A new object is nobody else's until it is stored where others look. Whether
// what a callee returned is new, and whether what it was only handed stays with
// the caller, is known when all units are: such objects are noted by the
// function that returned them.
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// The pointer to the object that an address leads into; 0 if it leads to no
/// object of its own.
Sym FunctionEngine::objectAt(Sym Address) const {
  while (Symbols[Address].Kind == SymKind::AddrOf) {
    const SymNode &Root = Symbols[Symbols.root(Symbols[Address].A)];
    if (Root.Kind != SymKind::Deref)
      return 0;
    Address = Root.A;
  }
  return Address;
}

/// V is put into memory Where, or handed to an unknown function.
void FunctionEngine::publish(Val V, Sym Where) {
  Sym Object = objectAt(V.S);
  if (Symbols[Object].Kind != SymKind::Fresh && !Made.count(Object))
    return;
  const SymNode &Holder = Symbols[Symbols.root(Where)];
  // An empty list points to itself.
  if (Where && Holder.Kind == SymKind::Deref && Holder.A == Object)
    return;
  const bool *Known = S.Published.find(Object);
  S.Published.insert(Object, Where || (Known && *Known), Arena);
}

/// Allocated here, and not yet handed out.
bool FunctionEngine::isPrivate(Sym Root) const {
  const SymNode &Object = Symbols[Root];
  return Object.Kind == SymKind::Deref &&
         Symbols[Object.A].Kind == SymKind::Fresh &&
         !S.Published.find(Object.A);
}

/// Of an address, what is known of the object that it leads to. Strict:
/// whoever was handed the object may have kept it.
ObjectNote FunctionEngine::objectOf(Sym Address, bool Strict) const {
  Sym Object = objectAt(Address);
  if (!Object && Symbols[Address].Kind == SymKind::AddrOf &&
      Symbols.isOwnMemory(Symbols[Address].A))
    return {CallRecord::Private};
  if (const bool *Stored = S.Published.find(Object);
      Stored && (*Stored || Strict))
    return {};
  const SymNode &N = Symbols[Object];
  if (N.Kind == SymKind::Fresh)
    return {CallRecord::Private};
  if (N.Kind == SymKind::Current)
    return {CallRecord::Current};
  if (N.Kind == SymKind::Param && N.Int < CallRecord::MaxArguments)
    return {ObjectId(N.Int)};
  return Made.lookup(Object);
}

ObjectNote FunctionEngine::ownerOf(Sym Memory, bool Strict) const {
  const SymNode &Root = Symbols[Symbols.root(Memory)];
  return Root.Kind == SymKind::Deref ? objectOf(Root.A, Strict) : ObjectNote();
}

/// A variable holds X on one path and Y on the other. Null, and the number of
/// an error, are no objects.
void FunctionEngine::noteMerged(Sym Both, Sym X, Sym Y) {
  auto Note = [&](Sym Each) -> std::optional<ObjectNote> {
    if (Symbols[Each].Kind == SymKind::Const)
      return std::nullopt;
    ObjectNote N = objectOf(Each, /*Strict=*/true);
    return N.Known >= 0 ? ObjectNote() : N;
  };
  std::optional<ObjectNote> A = Note(X), B = Note(Y);
  ObjectNote Common = A && B ? (*A == *B ? *A : ObjectNote())
                      : A    ? *A
                      : B    ? *B
                             : ObjectNote();
  if (Common == ObjectNote())
    Made.erase(Both);
  else
    Made[Both] = Common;
}
