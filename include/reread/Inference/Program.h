//===-- Program.h - the functions, calls and accesses of all units -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What no unit knows alone: which locks all callers of a function hold, up to
// the entry points and through tables of function pointers, and who accesses a
// place under which locks. Locks are told apart by their class alone.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_INFERENCE_PROGRAM_H
#define REREAD_INFERENCE_PROGRAM_H

#include "reread/Flow/Records.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <string>
#include <vector>

namespace reread {

/// Sorted numbers of locks: Program::lock() tells what they are.
using LockSet = llvm::SmallVector<uint32_t, 4>;

/// One access, as small as a whole tree's must be.
struct Access {
  uint32_t Function = 0;
  uint32_t Held = 0; ///< Program::held()
  uint32_t File = 0, Line = 0, Column = 0;
  bool Write : 1, Marked : 1, Initialising : 1, Intentional : 1, Clears : 1;
  bool AfterGracePeriod : 1, Atomic : 1;
  ObjectId Object = CallRecord::Unknown;
};

class Program {
public:
  Program();

  /// Adds a unit. A function of a header is taken from the first unit that
  /// has it, so the order of units decides between its variants.
  void add(const UnitRecords &Unit);

  /// To be called once, after the last unit: finds the locks at the entry of
  /// every function, as the greatest fixed point over all calls. A function
  /// that nobody calls is an entry point, and holds nothing. Unless the units
  /// are the Whole program, others may hand other objects to functions that
  /// they can name; which locks go with a function, the known callers tell.
  void finish(bool Whole);

  std::optional<uint32_t> findFunction(llvm::StringRef Id) const;
  std::optional<uint32_t> findPlace(llvm::StringRef Id) const;

  /// Held by every caller, and not dropped by the function. Valid after
  /// finish().
  LockSet entryLocks(uint32_t Function) const;
  /// On every way to the function some lock is held that keeps others out,
  /// though not the same one: an object's owners may each have their own.
  bool alwaysLocked(uint32_t Function) const;
  /// Runs side by side with itself and others, for one object too: it is called
  /// by an operation that the facts say that of, at most three calls away.
  bool runsConcurrently(uint32_t Function) const {
    return Functions[Function].Concurrent;
  }
  /// Runs only before there is anybody else: it and all its callers do.
  bool onlyAtStartup(uint32_t Function) const;

  /// Nobody else knows the object: all callers hand in such a one there, or
  /// whoever has returned it returns new ones. A function's number stands for
  /// its index, as in Access.
  bool alwaysPrivate(uint32_t Function, ObjectId Object) const;
  /// It is the running task, or all callers hand that in there.
  bool alwaysCurrent(uint32_t Function, ObjectId Object) const;
  /// What a unit calls Object, among its Functions.
  ObjectId object(const UnitRecords &Unit, ObjectId Object) const;

  llvm::ArrayRef<Access> accesses(uint32_t Place) const {
    return Places[Place].Accesses;
  }
  llvm::StringRef placeId(uint32_t Place) const { return Places[Place].Id; }
  /// Candidate::Place: what people call it.
  llvm::StringRef placeName(uint32_t Place) const { return Places[Place].Name; }
  /// The variable that the place is, or is a part of; empty: a field.
  llvm::StringRef placeGlobal(uint32_t Place) const {
    return Places[Place].Global;
  }
  /// Of one access: PlaceRecord::Bytes.
  uint32_t placeBytes(uint32_t Place) const { return Places[Place].Bytes; }
  size_t places() const { return Places.size(); }
  size_t functions() const { return Functions.size(); }

  /// The locks that are held at an access, those of all callers included.
  LockSet locksAt(const Access &A) const;
  /// Those that it is made under at least sometimes: of some call, too.
  LockSet locksSometimesAt(const Access &A) const;
  /// Same as evidence: what the function itself holds in its own terms.
  std::vector<LockEvidence> evidenceAt(const Access &A) const;
  SourcePoint pointOf(const Access &A) const;
  llvm::StringRef fileOf(const Access &A) const { return FileNames[A.File]; }
  llvm::StringRef functionName(uint32_t Function) const {
    return Functions[Function].Shown;
  }
  /// FunctionRecord::id().
  llvm::StringRef functionId(uint32_t Function) const {
    return Functions[Function].Id;
  }
  /// The file that has its body; empty: none of the units'.
  llvm::StringRef functionFile(uint32_t Function) const {
    const struct Function &F = Functions[Function];
    return F.Defined ? FileNames[F.File] : llvm::StringRef();
  }
  /// Whom it calls, each once, in the order of their numbers.
  llvm::SmallVector<uint32_t, 8> callees(uint32_t Function) const;

  /// A lock by its number.
  LockEvidence lock(uint32_t Number) const;
  /// Number of a lock that some unit has; nothing for others.
  std::optional<uint32_t> lockNumber(const LockEvidence &L) const;

  /// A lock's number says how it is held, too.
  static bool isExclusive(uint32_t Lock) { return Lock % Kinds == 0; }

private:
  static constexpr uint32_t Kinds = 4;

  struct Call {
    uint32_t Callee, Held;
    std::vector<ObjectId> Arguments;
    bool operator<(const Call &O) const {
      return std::tie(Callee, Held, Arguments) <
             std::tie(O.Callee, O.Held, O.Arguments);
    }
    bool operator==(const Call &O) const {
      return Callee == O.Callee && Held == O.Held && Arguments == O.Arguments;
    }
  };
  struct Function {
    llvm::StringRef Id;
    std::string Shown;
    uint32_t File = 0; ///< if it is defined
    bool Defined = false, Startup = false, HasCallers = false;
    bool External = false; ///< can be called by its name in other units
    LockSet Drops;
    std::vector<Call> Calls;
    std::optional<LockSet> Entry; ///< nothing: not reached yet
    LockSet SomeEntry;            ///< held at some call
    bool OnlyAtStartup = false;
    bool Unlocked = false; ///< see alwaysLocked()
    bool Concurrent = false;
    bool Pointer = false; ///< one in name only: calls what it may point to
    std::vector<ObjectId> Returned;
    bool ReturnsNew = false;       ///< nobody else knows what it returns
    uint8_t SharedParameters = 0;  ///< those that are not always private
    uint8_t ForeignParameters = 0; ///< those that are not always current
  };
  struct Place {
    std::string Id, Name, Global;
    uint32_t Bytes = 0;
    std::vector<Access> Accesses;
  };

  uint32_t functionIndex(llvm::StringRef Id);
  uint32_t fileIndex(llvm::StringRef Name);
  uint32_t number(const LockEvidence &L);
  uint32_t intern(const std::vector<LockEvidence> &Locks);
  static LockSet keptBy(const Function &F, const LockSet &Held);
  void propagateLocks();
  void collectSomeLocks();
  void propagateStartup();
  void propagateUnlocked();
  void propagateConcurrency();
  void propagateNew();
  /// Of an object, in a function's terms.
  using Property = bool (Program::*)(const Function &F, ObjectId Object) const;
  void propagateObjects(Property Is, uint8_t Function::*WithoutIt, bool Whole);
  bool isPrivate(const Function &F, ObjectId Object) const;
  bool isCurrent(const Function &F, ObjectId Object) const;

  std::vector<Function> Functions;
  std::vector<Place> Places;
  llvm::StringMap<uint32_t> FunctionIds, PlaceIds, Files, LockClasses;
  std::vector<llvm::StringRef> FileNames, ClassNames;
  /// Sets of held locks as units gave them, and their numbers.
  std::vector<std::vector<LockEvidence>> HeldSets;
  std::vector<LockSet> HeldNumbers;
  llvm::StringMap<uint32_t> HeldIds;
};

/// What both have, and what either has.
LockSet common(const LockSet &A, const LockSet &B);
LockSet together(const LockSet &A, const LockSet &B);

} // namespace reread

#endif // REREAD_INFERENCE_PROGRAM_H
