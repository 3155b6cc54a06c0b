//===-- FindingFields.h - what of findings a work folder keeps -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As in ShardFields.h the structured bindings name every member, so that a new
// one does not compile until it is listed here.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_FINDINGFIELDS_H
#define REREAD_TREE_FINDINGFIELDS_H

#include "ShardFields.h"
#include "reread/Facts/Presence.h"
#include "reread/Findings/Confirmation.h"
#include "reread/Findings/Finding.h"
#include "reread/Inference/Raciness.h"
#include "reread/Tree/UnitRunner.h"

namespace reread {

void fields(auto &A, Of<PathStep> auto &X) {
  auto &[At, Text] = X;
  A(At, Text);
}

void fields(auto &A, Of<Verdict> auto &X) {
  auto &[Kind, Reason, Path, Steps] = X;
  A(Kind, Reason, Path, Steps);
}

void fields(auto &A, Of<Question> auto &X) {
  auto &[What, FirstUses, SecondUses] = X;
  A(What, FirstUses, SecondUses);
}

void fields(auto &A, Of<WriteEvidence> auto &X) {
  auto &[Place, Function, At, Mark, Held, Initialising] = X;
  A(Place, Function, At, Mark, Held, Initialising);
}

void fields(auto &A, Of<RuleAnswer> auto &X) {
  auto &[Rule, What, Reason] = X;
  A(Rule, What, Reason);
}

void fields(auto &A, Of<Note> auto &X) {
  auto &[At, Text, Kind] = X;
  A(At, Text, Kind);
}

/// Numbers of locks are nothing without the Program, and the writers without a
/// lock only count while the evidence is graded.
void fields(auto &A, Of<PlaceUse> auto &X) {
  auto &[Writers, Writes, MarkedWrites, Clears, Reads, MarkedReads,
         LocklessMarkedReads, ReadsOutside, ConcurrentWrites, OwnLockWrites,
         LockedWrites, WritingFunctions, UnlockedWriters, Global, SomeLocks,
         WriterLocks, CommonLocks, Marks] = X;
  A(Writers, Writes, MarkedWrites, Clears, Reads, MarkedReads,
    LocklessMarkedReads, ReadsOutside, ConcurrentWrites, OwnLockWrites,
    LockedWrites, WritingFunctions, Global, CommonLocks, Marks);
}

/// Use is shared by findings; it and what is a number in the Program are the
/// caller's business.
void fields(auto &A, Of<Finding> auto &X) {
  auto &[What, Grade, Fact, Use, PlaceNumber, FunctionNumber, Effect, Tier,
         Crowded, Dismissed, Standing, FirstUse, SecondUse, Unit, Confirmation,
         Answers, Writers, Agreement, SinkFirst, SinkSecond, Fingerprint,
         Message, Remedy, ReadOnceWith, Notes] = X;
  A(What, Grade, Fact, Effect, Tier, Crowded, Dismissed, Standing, FirstUse,
    SecondUse, Unit, Confirmation, Answers, Writers, Agreement, SinkFirst,
    SinkSecond, Fingerprint, Message, Remedy, ReadOnceWith, Notes);
}

void fields(auto &A, Of<NamedFact> auto &X) {
  auto &[What, Needs, Source] = X;
  auto &[File, Line, InUnit, Column, Users] = Source;
  A(What, Needs, File, Line, InUnit, Column, Users);
}

/// Of one that was lost.
void fields(auto &A, Of<UnitOutcome> auto &X) {
  auto &[File, Fate, Error, Result] = X;
  A(File, Fate, Error);
}

} // namespace reread

#endif // REREAD_TREE_FINDINGFIELDS_H
