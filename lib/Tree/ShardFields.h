//===-- ShardFields.h - what of a unit's result goes into a shard --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One list of fields a struct, for the writer and the reader. The structured
// bindings name every member, so that a new one does not compile until it is
// listed here, and the shard's format gets a new number.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SHARDFIELDS_H
#define REREAD_TREE_SHARDFIELDS_H

#include "reread/Flow/UnitAnalysis.h"
#include <concepts>
#include <type_traits>

namespace reread {

/// T is U, or U that cannot be changed.
template <class T, class U>
concept Of = std::same_as<std::remove_const_t<T>, U>;

void fields(auto &A, Of<SourcePoint> auto &X) {
  auto &[File, Line, Column, Raw] = X;
  A(File, Line, Column);
}

void fields(auto &A, Of<UseEvidence> auto &X) {
  auto &[Kind, Detail, Condition, Ordered, Sink, Mask, Reported, Update, Link,
         Late, Locked, Inside, Suppressed, At, Via] = X;
  A(Kind, Detail, Condition, Ordered, Sink, Mask, Reported, Update, Link, Late,
    Locked, Inside, Suppressed, At, Via);
}

void fields(auto &A, Of<LockEvidence> auto &X) {
  auto &[Lock, Class, Seq, Rcu, Shared] = X;
  A(Lock, Class, Seq, Rcu, Shared);
}

void fields(auto &A, Of<ViaEvidence> auto &X) {
  auto &[Function, Call] = X;
  A(Function, Call);
}

void fields(auto &A, Of<ReadEvidence> auto &X) {
  auto &[At, Function, Mark, MarkedBy, Via, Held, Uses, Intentional,
         InDiagnostic, Generic, Exclusive, Waits, GivesNothing, Suppressed] = X;
  A(At, Function, Mark, MarkedBy, Via, Held, Uses, Intentional, InDiagnostic,
    Generic, Exclusive, Waits, GivesNothing, Suppressed);
}

void fields(auto &A, Of<Between> auto &X) {
  auto &[Locked, Unlocked, MayUnlock, Barrier, Slept, Written, MayWrite,
         CalleeMayWrite, Awaited, Exchanged] = X;
  A(Locked, Unlocked, MayUnlock, Barrier, Slept, Written, MayWrite,
    CalleeMayWrite, Awaited, Exchanged);
}

void fields(auto &A, Of<Candidate> auto &X) {
  auto &[Place, Field, Object, Type, BitField, Scalar, RcuPointer, Volatile,
         Pointer, Atomic, PageTableEntry, Kind, Function, FunctionAt, First,
         Second, HeldAcross, Mid, SameSite, SameLocal, OwnScopes, Compared,
         Checked, Exclusive, WritersKnown, Startup, SomeLock] = X;
  A(Place, Field, Object, Type, BitField, Scalar, RcuPointer, Volatile, Pointer,
    Atomic, PageTableEntry, Kind, Function, FunctionAt, First, Second,
    HeldAcross, Mid, SameSite, SameLocal, OwnScopes, Compared, Checked,
    Exclusive, WritersKnown, Startup, SomeLock);
}

void fields(auto &A, Of<UnitCandidate> auto &X) {
  auto &[What, Given, Place, Function, Object] = X;
  A(What, Given, Place, Function, Object);
}

void fields(auto &A, Of<OpenPair> auto &X) {
  auto &[Begun, Callee, Way] = X;
  A(Begun, Callee, Way);
}

void fields(auto &A, Of<OfferedRead> auto &X) {
  auto &[Function, Way, Read, SinceEntry] = X;
  A(Function, Way, Read, SinceEntry);
}

void fields(auto &A, Of<FactSource> auto &X) {
  auto &[File, Line, InUnit, Column, Users] = X;
  A(File, Line);
}

void fields(auto &A, Of<PlaceFact> auto &X) {
  auto &[Kind, Struct, Field, Global, Pointee, Elements, Lock, WrittenBy, Note,
         Seen, Source] = X;
  A(Kind, Struct, Field, Global, Pointee, Elements, Lock, WrittenBy, Note, Seen,
    Source);
}

void fields(auto &A, Of<GroupFact> auto &X) {
  auto &[Name, Sinks, Note, Source] = X;
  A(Name, Sinks, Note, Source);
}

void fields(auto &A, Of<FunctionRecord> auto &X) {
  auto &[Name, Shown, At, Internal, Concurrent, Startup, Drops, Returned] = X;
  A(Name, Shown, At, Internal, Concurrent, Startup, Drops, Returned);
}

void fields(auto &A, Of<PlaceRecord> auto &X) {
  auto &[Name, Global, Bytes, At] = X;
  A(Name, Global, Bytes, At);
}

void fields(auto &A, Of<CallRecord> auto &X) {
  auto &[Caller, Callee, Held, Arguments] = X;
  A(Caller, Callee, Held, Arguments);
}

void fields(auto &A, Of<AccessRecord> auto &X) {
  auto &[Place, Function, Held, At, Write, Marked, Initialising, Clears, Atomic,
         Intentional, AfterGracePeriod, Object] = X;
  A(Place, Function, Held, At, Write, Marked, Initialising, Clears, Atomic,
    Intentional, AfterGracePeriod, Object);
}

void fields(auto &A, Of<Silence> auto &X) {
  auto &[At, From, LastLine] = X;
  A(At, From, LastLine);
}

/// The sections of a shard. Functions and places are what both passes of a
/// merge need, so they are apart.
void namesOf(auto &A, auto &Result) {
  A(Result.Records.Functions, Result.Records.Places);
}
void accessesOf(auto &A, auto &Result) {
  A(Result.Records.LockSets, Result.Records.Calls, Result.Records.Accesses);
}
void factsOf(auto &A, auto &Result) {
  auto &[Candidates, Records, Open, Offered, Given, Groups, Functions, Declared,
         Silences] = Result;
  A(Given, Groups, Functions, Declared, Silences);
}

} // namespace reread

#endif // REREAD_TREE_SHARDFIELDS_H
