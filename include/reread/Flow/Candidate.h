//===-- Candidate.h - two reads of one place, with their evidence --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Flow says and Rules judge. Candidates own their text and outlive the AST
// that they were found in; only SourcePoint::Raw needs it.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FLOW_CANDIDATE_H
#define REREAD_FLOW_CANDIDATE_H

#include <cstdint>
#include <string>
#include <vector>

namespace reread {

/// A place in the source as the user sees it: macros are expanded at their
/// outermost use. Line and Column count from 1; Line 0 is "nowhere".
struct SourcePoint {
  std::string File; ///< as the compiler was given it
  unsigned Line = 0, Column = 0;
  unsigned Raw = 0; ///< clang::SourceLocation's raw encoding, in this unit
  bool valid() const { return Line != 0; }
};

/// How a read is marked.
enum class Marking { Plain, Marked };

enum class UseKind {
  Test,
  Deref,
  Index,
  Divisor,
  Shift,
  Length,
  LoopBound,
  Store,
  Argument,
  Asm,
  Return,
  Compare,  ///< with the other snapshot of the candidate
  Expected, ///< of a compare and exchange
  Diagnostic,
};

/// What happened to a snapshot.
struct UseEvidence {
  UseKind Kind = UseKind::Test;
  std::string Detail;     ///< place stored to, callee, asm template
  bool Condition = false; ///< of a Diagnostic: decides whether it is given
  /// Of a Test: asks which of two values is larger.
  bool Ordered = false;
  std::string Sink;      ///< name of the sink, if a fact gives it one
  uint64_t Mask = ~0ull; ///< bits of the snapshot that this use looks at
  /// Of an Argument: it answers a question from outside, and no more.
  bool Reported = false;
  /// Of a Store: what was made of the value goes back to where it was read.
  bool Update = false;
  /// Of a Deref: it leads from one node to the next one of the same type, and
  /// no further.
  bool Link = false;
  bool Late = false;   ///< by then the place may have been read again
  bool Locked = false; ///< a lock was taken between the read and this use
  /// Made by the very call that the load stands in, or by what that one calls.
  bool Inside = false;
  bool Suppressed = false; ///< the source asks for silence about it
  SourcePoint At;          ///< in the function of the candidate
  std::string Via;         ///< callee that holds the use; empty: none
};

struct LockEvidence {
  std::string Lock; ///< as an access path, in the terms of the function
  /// What all locks of its kind have in common: "struct.field", or the global
  /// that it is; empty: unknown. Lockdep's lock class
  /// (Documentation/locking/lockdep-design.rst), as far as types tell.
  std::string Class;
  bool Seq = false, Rcu = false, Shared = false;
};

struct ViaEvidence {
  std::string Function; ///< the callee
  SourcePoint Call;     ///< where it is called
};

struct ReadEvidence {
  SourcePoint At;       ///< where the load stands
  std::string Function; ///< whose text has the load
  Marking Mark = Marking::Plain;
  std::string MarkedBy;         ///< the macro's or function's name
  std::vector<ViaEvidence> Via; ///< calls entered, outermost first
  std::vector<LockEvidence> Held;
  std::vector<UseEvidence> Uses;
  bool Intentional = false;  ///< declared as an intended race
  bool InDiagnostic = false; ///< stands in a diagnostic macro
  /// The load stands in a function that knows only a small struct, such as the
  /// head of a list, and not whose it is: its mark says nothing of the place.
  bool Generic = false;
  bool Exclusive = false; ///< says that its reader holds the writers' lock
  bool Waits = false; ///< only tested, by the condition of a loop that waits
  bool GivesNothing = false; ///< the load's function returns no value
  bool Suppressed = false;   ///< the source asks for silence about it
};

/// What lies between the two reads.
struct Between {
  bool Locked = false;         ///< on every path a lock is taken
  bool Unlocked = false;       ///< on every path a lock is dropped
  bool MayUnlock = false;      ///< on some path a lock is dropped
  bool Barrier = false;        ///< on every path
  bool Slept = false;          ///< on every path
  bool Written = false;        ///< on every path this thread writes the place
  bool MayWrite = false;       ///< on some path this thread writes the place
  bool CalleeMayWrite = false; ///< on some path a callee does
  bool Awaited = false;        ///< on every path a loop waits for the place
  /// On every path a compare and exchange of the place expects the first value,
  /// or null.
  bool Exchanged = false;
};

/// Whose memory the place is, as far as the function can tell.
enum class ObjectKind {
  Shared,      ///< reached through a parameter, a global, another object
  Unpublished, ///< allocated here and not yet handed out
  PerCpu,      ///< this CPU's own
  CurrentTask, ///< the running task's own
};

struct Candidate {
  std::string Place;  ///< "struct.field", a global, or "*type"
  std::string Field;  ///< what a message calls it
  std::string Object; ///< access path of the object; empty for a global
  std::string Type;   ///< of the place
  bool BitField = false, Scalar = true, RcuPointer = false, Volatile = false;
  bool Pointer = false;
  bool Atomic = false;         ///< by its type, of C11 or the standard library
  bool PageTableEntry = false; ///< both came from page-table getters
  ObjectKind Kind = ObjectKind::Shared;
  std::string Function; ///< the operation: both reads happen in its calls
  SourcePoint FunctionAt;
  ReadEvidence First, Second;
  std::vector<LockEvidence> HeldAcross; ///< not dropped in between
  Between Mid;
  bool SameSite = false; ///< one load in the text, reached twice by a loop
  /// Both values are put into one local, the second in the place of the first.
  bool SameLocal = false;
  /// Each read initialises a local of its own scope, and both have one name.
  bool OwnScopes = false;
  bool Compared = false;  ///< the two snapshots are compared
  bool Checked = false;   ///< the second one is, with a third
  bool Exclusive = false; ///< declared exclusive for this place
  /// A global that nobody can write whose writers are not all known.
  bool WritersKnown = false;
  bool Startup = false; ///< the operation runs only while the system starts
  /// Over both reads, or on every way to the operation, some lock is held that
  /// keeps others out; it need not be the same one each time.
  bool SomeLock = false;
};

/// One write of a racy place.
struct WriteEvidence {
  std::string Place;
  std::string Function;
  SourcePoint At;
  Marking Mark = Marking::Plain;
  std::vector<LockEvidence> Held;
  bool Initialising = false; ///< the object is not yet published
};

} // namespace reread

#endif // REREAD_FLOW_CANDIDATE_H
