//===-- Engine.h - the linear engine: summaries, reads and uses ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FunctionEngine runs a forward data flow over one function's CFG and leaves a
// Summary: what the function reads, writes, locks and returns, and where its
// parameters end up, in terms of its parameters and of globals. UnitEngine
// keeps the summaries and applies them bottom-up over the unit's call graph.
//
// Two reads of one place pair up when the first may reach the second; a pair
// whose reads both come from one call belongs to the callee.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_ENGINE_H
#define REREAD_LIB_FLOW_ENGINE_H

#include "Macros.h"
#include "State.h"
#include "reread/Flow/UnitAnalysis.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"
#include <memory>

namespace reread {

/// Calls entered on the way to a read or use, outermost first.
struct ViaStep {
  const clang::FunctionDecl *Callee;
  clang::SourceLocation Call;
};
using ViaChain = llvm::SmallVector<ViaStep, 2>;

struct UseRecord {
  UseKind Kind = UseKind::Test;
  Sym Target = 0;                              ///< of a Store
  const clang::FunctionDecl *Callee = nullptr; ///< of an Argument
  llvm::StringRef Text; ///< of an Asm; what a Test compares with
  bool Ordered = false; ///< of a Test: asks which of two values is larger
  llvm::StringRef Sink;
  uint64_t Mask = ~0ull;
  const clang::RecordDecl *Pointee = nullptr; ///< of a Deref: whose field
  bool Diagnostic = false;
  bool Reported = false; ///< of an Argument: the answer to a question
  bool Late = false;     ///< on some path the place was read again before
  bool Locked = false;   ///< on every path a lock was taken since the read
  bool Inside = false;   ///< by the function with the load, or its callees
  unsigned Block = 0;    ///< number of its block, in this function
  clang::SourceLocation At;
  const clang::FunctionDecl *Via = nullptr; ///< outermost callee that holds it
};

struct ReadRecord {
  Sym Memory = 0;
  clang::SourceLocation At;
  const clang::FunctionDecl *In = nullptr;
  bool Marked = false;
  llvm::StringRef MarkedBy;
  bool Intentional = false, InDiagnostic = false, PerCpu = false;
  bool Exclusive = false;
  bool PageTable = false, Volatile = false, Unlinked = false;
  bool Placed = false;     ///< its function can tell which place it is
  bool PlacedHere = false; ///< this function can, the one it calls cannot
  bool Generic = false;    ///< the function with the load cannot
  bool Waits = false; ///< all that tests it is the condition of a waiting loop
  ViaChain Via;
  unsigned Block = 0;
  Sym Value = 0; ///< what it yields
  /// Of a test of one bit: its number, if callers tell.
  Sym Bit = 0;
  const clang::VarDecl *Into = nullptr; ///< the local that gets it
  LockMap Locks;
  Since FromEntry; ///< of this function
  /// The outermost call that it comes from in this function.
  const void *Call = nullptr;
  std::vector<UseRecord> Uses;
};

/// Whose an object is, before functions have numbers in the records.
struct ObjectNote {
  ObjectId Known = CallRecord::Unknown;
  const clang::FunctionDecl *Maker = nullptr; ///< that has returned it
  /// The pointer that its maker was called through.
  llvm::StringRef Pointer = {};
  bool operator==(const ObjectNote &) const = default;
};

/// How memory is written: atomically is in one step with a read of it, so that
/// others may write it at the same time.
enum class WriteForm { Plain, Marked, Atomic };

inline WriteForm writeForm(bool Marked) {
  return Marked ? WriteForm::Marked : WriteForm::Plain;
}

struct WriteRecord {
  Sym Memory = 0;
  clang::SourceLocation At;
  WriteForm Form = WriteForm::Plain;
  bool Initialising = false, AfterGracePeriod = false;
  bool Clears = false;
  LockMap Locks;
  ObjectNote Object;
};

/// The address of Memory is put where others write through it.
struct ExposedRecord {
  const clang::FieldDecl *Through;
  Sym Memory;
  clang::SourceLocation At;
};

/// A call whose callee the whole program is asked for.
struct CallNote {
  const clang::FunctionDecl *Callee = nullptr;
  llvm::StringRef Pointer; ///< if there is no Callee: the pointer's name
  LockMap Held;
  std::vector<ObjectNote> Arguments;
};

/// A function, or what another pointer holds, is put where a pointer of that
/// name is called.
struct TargetNote {
  llvm::StringRef Pointer;
  const clang::FunctionDecl *Target;
  llvm::StringRef From; ///< if there is no Target
};

struct PairRecord {
  uint32_t First = 0, Second = 0;
  Since Mid;
  bool Exclusive = false, Unpublished = false;
  ObjectNote Object;
  llvm::SmallVector<std::pair<Sym, LockKind>, 2> HeldAcross;
};

/// A pair whose second read some other unit's function may make: the number of
/// that one stands for what its result is used for.
struct OpenRecord {
  PairRecord Pair;
  const clang::FunctionDecl *Callee;
  llvm::StringRef Way; ///< to the place, from there: SymbolTable::way()
};

struct Summary {
  struct Read {
    ReadRecord What; ///< without Locks, whose memory the function owned
    using Locks = llvm::SmallVector<std::pair<Sym, HeldLock>, 2>;
    Locks Held, HeldToExit; ///< at the read, and from there to the exit
    Since ToExit;
  };
  struct Store {
    Sym Memory;
    Val Value;
    bool Always;
    bool Placed; ///< the function can tell which place it is
  };
  struct LockChange {
    Sym Lock, Shown;
    LockKind Kind;
  };
  /// HeldLock::Taken of a lock that the function only says to be held.
  static constexpr uint32_t AtEntry = 0;
  /// Bounds what a caller must look at; what is cut is not reported.
  static constexpr unsigned MaxReads = 96, MaxUses = 24, MaxStores = 32;

  std::vector<Read> Reads; ///< sources in it are numbers of these
  std::vector<std::vector<UseRecord>> ParamUses;
  std::vector<Store> Stores;
  /// Each a read, and a parameter that it is compared with.
  std::vector<std::pair<Source, Source>> Compared;
  std::vector<LockChange> Taken, Dropped, Asserted;
  /// Held if what it returns is zero, or if it is not.
  std::vector<std::pair<LockChange, bool>> Tried;
  Val Returned;
  bool ReturnsFresh = false;
  /// Of a returned struct: what its fields hold.
  std::vector<std::pair<Sym, Val>> ReturnedFields;
  Since Events; ///< from entry to exit
  bool NoReturn = false;
};

class Evidence;
class FunctionEngine;

class UnitEngine {
public:
  UnitEngine(clang::ASTContext &Context, clang::Preprocessor &PP,
             const Facts &Known, Scope What);
  /// Has bodies that were laid aside parsed when it looks into them.
  void parseLate(LateBodies &Bodies, clang::Sema &Parser);
  ~UnitEngine();

  void run(UnitResult &Result);

  /// Of a function with a body that may be looked into; null otherwise, and
  /// while the function itself is being analysed for the first time.
  const Summary *summary(const clang::FunctionDecl *F);
  bool inProgress(const clang::FunctionDecl *F) const;

  /// The place that the memory is, or is a part of.
  struct Place {
    const PlaceInfo *Info = nullptr; ///< null: nothing is known of it
    Sym Memory = 0;                  ///< of the place itself
  };
  Place placeOf(Sym Memory);
  /// A fact or its type says that it may change under the reader.
  bool isRacy(Sym Memory);
  /// True if reads of this memory are to be recorded: it is racy, or a caller
  /// may have passed the address of a racy place.
  bool isRecorded(Sym Memory);
  /// A field of a small struct that is reached through a parameter: whose
  /// part it is only a caller knows.
  bool isPartOfParameter(Sym Memory) const;
  /// True for what a parameter points to: the caller may hold a snapshot there.
  bool isCarried(Sym Memory) const;
  /// Same as isRecorded() for some field of a struct in it.
  bool hasRecordedField(Sym Memory, clang::QualType T, unsigned Depth = 0);
  /// Memory that is reached through a pointer, and accessed as T: marked as
  /// such if T makes it racy.
  Sym typedAs(Sym Memory, clang::QualType T);

  /// Nobody else can write the global than who names it in this unit.
  bool isWrittenByName(const clang::VarDecl *V);

  /// Pointers that are made by a macro for this CPU's own objects.
  llvm::DenseSet<Sym> OwnCpu;

  /// A lock without an argument.
  Sym namedLock(llvm::StringRef Name);
  const void *interned(llvm::StringRef Text);

  clang::ASTContext &Context;
  Vocabulary Words;
  SymbolTable Symbols;
  MacroLookup Macros;
  ProvenanceTable Provenance;
  /// Stands for what a function returns, in ReturnedFields.
  Sym ReturnSlot;
  /// Stands for the pointer that it returns, in the paths of locks.
  Sym ReturnedPointer;
  const Scope What;

  /// A call of a function that this unit alone can call: what is held there.
  struct CallSite {
    const clang::FunctionDecl *Caller;
    llvm::SmallVector<Sym, 6> Arguments;
    llvm::SmallVector<Summary::LockChange, 2> Held;
  };

private:
  struct Reach {
    bool Visited = false, Interesting = false;
    llvm::SmallVector<const clang::FunctionDecl *, 8> Callees;
  };
  void collectRoots(llvm::SmallVectorImpl<const clang::FunctionDecl *> &Roots);
  void explore(const clang::FunctionDecl *Root);
  void propagateInterest();
  void scan(const clang::Stmt *St, Reach &R, bool Called = false);
  bool touches(const clang::Stmt *St);
  void parseBody(const clang::FunctionDecl *Definition);
  Place findPlace(Sym Memory);
  Place observedPlace(Sym Memory);

  using LockChanges = llvm::SmallVector<Summary::LockChange, 2>;
  /// Locks that all callers hold when they call F, in F's terms. Level counts
  /// the calls that were followed back.
  std::unique_ptr<FunctionEngine> analyse(const clang::FunctionDecl *Body);
  void noteCall(const clang::FunctionDecl *Callee, CallSite Site);
  LockChanges entryLocks(const clang::FunctionDecl *F, unsigned Level = 0);
  LockChanges heldByCallers(const clang::FunctionDecl *F, unsigned Level);

  struct Entry {
    std::unique_ptr<Summary> Done;
    bool Running = false, Recursive = false;
    /// Made while a function that it calls was still being analysed.
    bool Provisional = false;
  };
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Entry>> Summaries;
  llvm::MapVector<const clang::FunctionDecl *, Reach> Reached;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<CallSite>> Callers;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, LockChanges>
      EntryLocks;
  llvm::DenseSet<const clang::FunctionDecl *> AddressTaken;
  llvm::DenseSet<const clang::VarDecl *> KeptAddresses;
  bool AddressesKnown = false;
  llvm::DenseMap<Sym, Place> PlaceCache;
  llvm::StringMap<Sym> NamedLocks;
  llvm::StringSet<> Texts;
  std::unique_ptr<Evidence> Out;
  LateBodies *Late = nullptr;
  clang::Sema *Semantics = nullptr; ///< if Late
  bool HasPointeeFacts = false;
  /// Functions being analysed, each called by the one before.
  llvm::SmallVector<const clang::FunctionDecl *, 32> Stack;
  llvm::SmallVector<const clang::FunctionDecl *, 8> ProvisionalOnes;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_ENGINE_H
