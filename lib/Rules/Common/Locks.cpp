//===-- Locks.cpp - whether a held lock keeps the writers out -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace reread;
using namespace llvm;

namespace {

/// "&a->b.c" is the address of component "c" of component "b" of what "a"
/// points to.
struct LockPath {
  StringRef Whole, Root;
  SmallVector<StringRef, 4> Parts; ///< after the root
  bool Address = false;            ///< "&lock": a lock, not an owner of one
  bool Named = true; ///< the root is the object itself, not a pointer to it

  explicit LockPath(StringRef Path) {
    Path = Path.trim();
    Address = Path.consume_front("&");
    while (Path.consume_front("*") || Path.consume_front("("))
      ;
    Whole = Path;
    unsigned Depth = 0;
    size_t Start = 0;
    for (size_t I = 0; I < Path.size(); ++I) {
      if (Path[I] == '(' || Path[I] == '[')
        ++Depth;
      else if ((Path[I] == ')' || Path[I] == ']') && Depth)
        --Depth;
      size_t Step = Path.substr(I).starts_with("->") ? 2 : Path[I] == '.';
      if (!Step || Depth)
        continue;
      if (Start == 0)
        Named = Step == 1;
      add(Path.slice(Start, I), Start == 0);
      Start = I + Step;
      I = Start - 1;
    }
    add(Path.substr(Start), Start == 0);
  }

private:
  void add(StringRef Part, bool First) {
    if (First)
      Root = Part;
    else
      Parts.push_back(Part);
  }
};

} // namespace

/// Lock stands for the object that holds the place, or for one around it:
/// there are functions that take the lock of the object they are given.
static bool isOwner(const LockPath &Lock, const LockPath &Object) {
  if (Lock.Address || Lock.Whole.empty())
    return false;
  StringRef Rest = Object.Whole;
  return Rest.consume_front(Lock.Whole) &&
         (Rest.empty() || Rest.starts_with("->") || Rest.starts_with("."));
}

bool reread::isLockOf(const LockEvidence &Held, const Candidate &C,
                      StringRef FactLock) {
  LockPath Lock(Held.Lock), Object(C.Object), Fact(FactLock);
  StringRef Name = Fact.Parts.empty() ? Fact.Root : Fact.Parts.back();
  // A lock may be wrapped in others: its name is not always the last part.
  // Two objects of one struct have a lock each.
  if (is_contained(Lock.Parts, Name))
    return C.Object.empty() || Lock.Root == Object.Root;
  return (Lock.Named && Lock.Root == Name) || isOwner(Lock, Object);
}

static bool isSuffix(ArrayRef<StringRef> Part, ArrayRef<StringRef> Whole) {
  return Part.size() <= Whole.size() && Whole.take_back(Part.size()) == Part;
}

bool reread::excludesWriter(const LockEvidence &Held, const Candidate &C,
                            const LockEvidence &Writer) {
  // Two holders of a shared lock do not exclude each other.
  if (!excludes(Writer) || (Held.Shared && Writer.Shared))
    return false;
  // What a path is called tells less than what it leads to.
  if (!Held.Class.empty() && !Writer.Class.empty())
    return Held.Class == Writer.Class;
  LockPath Lock(Held.Lock), Other(Writer.Lock), Object(C.Object);
  bool Own = !C.Object.empty() && Lock.Root == Object.Root;
  if (Lock.Parts.empty() && Other.Parts.empty())
    return Lock.Whole == Other.Whole ||
           (isOwner(Lock, Object) && !Other.Address);
  // One side names the owner, the other the lock in it.
  if (Lock.Parts.empty())
    return isOwner(Lock, Object);
  if (Other.Parts.empty())
    return Own && !Other.Address;
  // Both may be wrappers around a lock of a global: then the global counts.
  if (Lock.Named && Other.Named && !Own)
    return Lock.Whole == Other.Whole;
  if (Lock.Named || Other.Named)
    return ArrayRef(Lock.Parts) == ArrayRef(Other.Parts);
  return isSuffix(Lock.Parts, Other.Parts) || isSuffix(Other.Parts, Lock.Parts);
}

const LockEvidence *reread::findStabiliser(ArrayRef<LockEvidence> Held,
                                           const Candidate &C,
                                           const RuleContext &Context) {
  auto First = [&](auto Wanted) -> const LockEvidence * {
    auto I = find_if(
        Held, [&](const LockEvidence &L) { return excludes(L) && Wanted(L); });
    return I == Held.end() ? nullptr : &*I;
  };

  if (Context.Place && !Context.Place->Lock.empty())
    return First([&](const LockEvidence &L) {
      return isLockOf(L, C, Context.Place->Lock);
    });

  // Writers whose callers take the lock hold none as far as this unit shows;
  // they are no evidence against a lock, but every other one must be kept out.
  const LockEvidence *Stabiliser = nullptr;
  bool Known = false;
  for (const WriteEvidence &W : Context.Writers) {
    if (W.Initialising || none_of(W.Held, excludes))
      continue;
    Known = true;
    Stabiliser = First([&](const LockEvidence &L) {
      return any_of(W.Held, [&](const LockEvidence &Theirs) {
        return excludesWriter(L, C, Theirs);
      });
    });
    if (!Stabiliser)
      return nullptr;
  }
  return Known ? Stabiliser : First([](const LockEvidence &) { return true; });
}
