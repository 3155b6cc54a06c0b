//===-- Facts.h - what is known about places, functions and sinks -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts are data: they come from YAML files, from the command line and from
// attributes in the source. Nothing here knows Clang's AST, so facts can be
// read once and used for every unit of a tree. Vocabulary.h binds them to
// the declarations of one unit.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FACTS_FACTS_H
#define REREAD_FACTS_FACTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace reread {

/// Where a fact was stated: a facts file and line, the command line
/// ("--racy"), or an attribute in the source.
struct FactSource {
  std::string File;
  unsigned Line = 0;
  bool InUnit = false; ///< an attribute: File is as the unit's compiler has it
  unsigned Column = 0;
  bool Users = false; ///< a facts file that is not shipped
};

enum class PlaceKind {
  Racy,     ///< may change under the reader
  Stable,   ///< racy by type or by inference, but not here
  Monotone, ///< changes at most once
};

/// A fact about one place: a field of a struct, a global, or everything of a
/// type that is reached through a pointer. Exactly one of (Struct and Field),
/// Global, Pointee is set.
struct PlaceFact {
  PlaceKind Kind = PlaceKind::Racy;
  std::string Struct, Field; ///< tag or typedef name, and a field path
  std::string Global;
  std::string Pointee;
  /// Not the Field or Global itself, if that is a pointer, but the array that
  /// it leads to. The elements of an array count with or without.
  bool Elements = false;
  std::string Lock; ///< the lock that its writers hold; empty: unknown
  std::vector<std::string> WrittenBy; ///< functions known to write it
  std::string Note;                   ///< one sentence, shown to the user
  std::vector<std::string> Seen;      ///< who has seen it change, for people
  FactSource Source;
};

/// A use with a name: the argument of a function, the operands of an inline
/// asm statement whose template contains a text, or a store to a place.
struct SinkFact {
  std::string Name;
  std::string Function;
  unsigned Argument = 0; ///< counted from 0
  std::string Asm;       ///< text that the asm template contains
  std::string Struct, Global, Field;
  FactSource Source;
};

/// Sinks whose values must come from one snapshot.
struct GroupFact {
  std::string Name;
  std::vector<std::string> Sinks;
  std::string Note;
  FactSource Source;
};

enum class FunctionRole {
  Lock,            ///< takes the lock
  Trylock,         ///< takes the lock if it succeeds
  Unlock,          ///< drops the lock
  AssertHeld,      ///< promises that the caller holds the lock
  Barrier,         ///< orders memory, at least for the compiler
  Sleep,           ///< may sleep or wait
  SeqBegin,        ///< opens a sequence-count read section
  SeqRetry,        ///< closes it and tells whether to retry
  Allocate,        ///< returns an object that nobody else knows
  Diagnostic,      ///< its arguments are only shown to people
  Report,          ///< its arguments are answers to a question from outside
  BitTest,         ///< reads one bit of a word
  Load,            ///< a marked read of what its argument points to
  Store,           ///< a marked write of what its argument points to
  ReadModifyWrite, ///< an atomic update of what its argument points to
  Cmpxchg,         ///< compare and exchange
  Length,          ///< its argument is a length in bytes
  CurrentTask,     ///< returns the running task
  PerCpu,          ///< returns this CPU's own object
  PageTableGetter, ///< returns a page-table entry of a level
  Accessor,        ///< its call is a read of the place that it returns
  Unlink,          ///< after it nobody else reaches the object
  Publish,         ///< from here on others reach the object
  GracePeriod,     ///< waits until all who look at old objects have gone
  Opaque,          ///< its body must not be looked into
};

/// How a lock excludes.
enum class LockKind { Exclusive, Shared, Rcu, Seq };

struct FunctionFact {
  FunctionRole Role = FunctionRole::Opaque;
  int Argument = 0; ///< the lock, word, object or length; -1 is `this`
  int Second = -1;  ///< the bit of a BitTest, the expected value of a Cmpxchg
  std::string LockName;  ///< of a lock without an argument
  std::string LockField; ///< the field of Argument's struct that is the lock
  LockKind Kind = LockKind::Exclusive;
  bool SuccessIsZero = false; ///< of a Trylock
  /// Of a Trylock: the field of Argument's struct that is a lock, too. The
  /// success lasts for as long as that one is held, and is never handed on.
  std::string Until;
  FactSource Source;
};

/// An inline asm statement that compares and exchanges what its memory operand
/// is: its template contains Text, and the operands that are bound to the
/// registers of Expected, one letter each, are the expected value.
struct AsmFact {
  std::string Text;
  std::string Expected;
  FactSource Source;
};

enum class FieldRole {
  Concurrent,     ///< calls through it run side by side, for one object too
  WrittenThrough, ///< what it points to is written at any time, by whom it is
                  ///< given to, who holds no lock
  Locked,         ///< whoever calls through it holds a lock
};

struct FieldFact {
  FieldRole Role = FieldRole::Concurrent;
  std::string Struct, Field;
  /// Of WrittenThrough: the field of the same struct that has the permissions;
  /// without one of write, nobody writes.
  std::string Mode;
  std::string Lock; ///< of Locked: LockEvidence::Class
  LockKind Kind = LockKind::Exclusive;
  FactSource Source;
};

enum class MacroRole {
  Marked,      ///< a read inside it is marked
  Intentional, ///< a race inside it is declared intended
  Diagnostic,  ///< what is tested or used inside it is only shown to people
  Exclusive,   ///< declares that nobody else accesses the place, or that a
               ///< lock is held
  PerCpu,      ///< what is read inside it is this CPU's own
  Wait,        ///< what is read inside it is the condition of a wait
};

/// Everything known, from all sources, in the order in which it was added.
/// Later facts win over earlier ones about the same thing.
class Facts {
public:
  std::vector<PlaceFact> Places;
  std::vector<SinkFact> Sinks;
  std::vector<GroupFact> Groups;
  llvm::StringMap<std::vector<FunctionFact>> Functions;
  std::vector<AsmFact> Exchanges;
  std::vector<FieldFact> Fields;
  llvm::StringMap<MacroRole> Macros;

  void append(const Facts &Other);

  /// The first group that has both sinks, or null. A sink agrees with itself.
  const GroupFact *groupOf(llvm::StringRef SinkA, llvm::StringRef SinkB) const;
};

} // namespace reread

#endif // REREAD_FACTS_FACTS_H
