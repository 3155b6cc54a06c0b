//===-- Raciness.h - whether a place may change under a reader -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Raciness is a property of a place and a reader. Nothing is racy that nobody
// writes after its object is published; how strong the evidence is depends on
// who marks his accesses, and on the locks of the writers and of the reader
// (DESIGN.md, section 4).
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_INFERENCE_RACINESS_H
#define REREAD_INFERENCE_RACINESS_H

#include "reread/Inference/Program.h"
#include "reread/Rules/Rule.h"
#include <set>

namespace reread {

/// What the tree's accesses say of one place.
struct PlaceUse {
  /// One for each set of locks, and not too many. Those before publication
  /// or only at startup are Initialising.
  std::vector<WriteEvidence> Writers;
  size_t Writes = 0;       ///< of published objects, after startup
  size_t MarkedWrites = 0; ///< of these
  size_t Clears = 0;       ///< of these: writes of null
  size_t Reads = 0, MarkedReads = 0;
  /// Marked reads that hold none of the writers' common locks.
  size_t LocklessMarkedReads = 0;
  /// Reads that hold none of these.
  size_t ReadsOutside = 0;
  /// Writes of operations that run at any time: Program::runsConcurrently().
  size_t ConcurrentWrites = 0;
  /// Writes under a lock of the struct that the place is part of.
  size_t OwnLockWrites = 0;
  size_t LockedWrites = 0; ///< under some lock that excludes, whichever
  size_t WritingFunctions = 0;
  /// Names of those that hold no lock that excludes, and write in a step of its
  /// own: others that write at the same time would be lost.
  std::set<std::string, std::less<>> UnlockedWriters;
  bool Global = false;
  LockSet SomeLocks;   ///< that exclude, and that some write is made under
  LockSet WriterLocks; ///< that exclude, and that every write is made under
  std::vector<LockEvidence> CommonLocks; ///< the same, as evidence
  std::vector<WriteEvidence> Marks;      ///< some marked reads
};

PlaceUse usesOf(const Program &All, uint32_t Place);

/// What can be said of the place whoever reads it; nothing if no one writes it,
/// or if no mark and no lock says that it is shared.
std::optional<Evidence> gradeOf(const PlaceUse &Use);

/// How sure it is that the place changes between the reads, from the tree's
/// own accesses; nothing if no one writes it, or if no mark and no lock says
/// that it is shared. Held are the locks of the reader
/// over both reads, those of its callers included.
std::optional<Evidence> gradeOf(const PlaceUse &Use, const Candidate &C,
                                const LockSet &Held);

/// The share of the marked reads times that of the marked writes, 0 to 1. The
/// reads of the function that is asked about are given, as it must not bear
/// witness in its own case.
double certaintyOf(const PlaceUse &Use, size_t OwnReads, size_t OwnMarked);

} // namespace reread

#endif // REREAD_INFERENCE_RACINESS_H
