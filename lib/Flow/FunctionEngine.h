//===-- FunctionEngine.h - the data flow over one function ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks are visited in reverse post-order until the states at loop heads
// settle; then once more, with Recording set, to note reads, uses and pairs.
// Expressions are evaluated once each, where the CFG has them.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_FUNCTIONENGINE_H
#define REREAD_LIB_FLOW_FUNCTIONENGINE_H

#include "Engine.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/Analyses/CFGReachabilityAnalysis.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include <set>

namespace reread {

class FunctionEngine {
public:
  /// Callers hold the Borrowed locks, which the function drops for a while.
  FunctionEngine(UnitEngine &Unit, const clang::FunctionDecl *F,
                 llvm::ArrayRef<Summary::LockChange> Borrowed = {});

  /// False if the function has no CFG.
  bool run();
  /// After run().
  std::unique_ptr<Summary> summarize();

  llvm::ArrayRef<ReadRecord> reads() const { return Reads; }
  llvm::ArrayRef<PairRecord> pairs() const { return Pairs; }
  llvm::ArrayRef<OpenRecord> openPairs() const { return OpenPairs; }
  llvm::ArrayRef<WriteRecord> writes() const { return Writes; }
  llvm::ArrayRef<CallNote> calls() const { return CallNotes; }
  llvm::ArrayRef<TargetNote> targets() const { return TargetNotes; }
  llvm::ArrayRef<ExposedRecord> exposed() const { return Exposed; }
  /// One for every return of something that is not null.
  llvm::ArrayRef<ObjectNote> returned() const { return ReturnedObjects; }
  /// Locks that are held from the entry to the exit, by assertion.
  llvm::SmallVector<Summary::LockChange, 2> heldThroughout() const;
  /// Whether a path leads from one block to the other, whichever comes first.
  bool onOnePath(unsigned BlockA, unsigned BlockB) const;
  /// Locks that it drops without having taken them.
  llvm::ArrayRef<Summary::LockChange> dropped() const { return Dropped; }
  /// Of these, those that it takes afterwards.
  std::vector<Summary::LockChange> retaken() const;
  bool isHeldAtExit(Sym Lock) const { return LocksAtExit.find(Lock); }
  using Call = std::pair<const clang::FunctionDecl *, UnitEngine::CallSite>;
  /// Of functions that are named, in the unit or not.
  llvm::ArrayRef<Call> callSites() const { return CallSites; }
  const llvm::DenseSet<std::pair<uint32_t, uint32_t>> &compared() const {
    return Compared;
  }

private:
  /// More live reads than this are in no function that people write.
  static constexpr unsigned MaxLiveReads = 512, MaxReadsOfPlace = 12;
  static constexpr unsigned MaxPairsOfPlace = 60;
  static constexpr unsigned MaxVisits = 16, Unreached = ~0u;

  // FunctionEngine.cpp: the walk over the CFG.
  void settle(std::set<unsigned> Work, uint8_t Visited);
  void enter();
  void noteConstructed(const clang::Stmt *St);
  void noteConstructed(const clang::CXXCtorInitializer *I);
  State stateAtEntry(const clang::CFGBlock &B, unsigned Number);
  State merge(State A, State B, unsigned Number, bool BackEdge);
  void transfer(const clang::CFGBlock &B, unsigned Number);
  void transferElement(const clang::CFGElement &E);
  void branch(const clang::CFGBlock &B);
  llvm::StringRef conditionShape(Sym X);
  void refine(const clang::CFGBlock &B, Val Condition);
  void refresh(Prov A, Prov B);
  void enterHandler(const clang::CXXCatchStmt *Handler);
  void leave();

  // Waits.cpp
  void overtake(uint32_t Second, Since FromEntry);
  clang::SourceLocation textOf(const ReadRecord &R) const;
  struct Loop {
    llvm::BitVector Body; ///< by number of the block
    llvm::SmallVector<unsigned, 2> Latches;
  };
  std::vector<Loop> findLoops() const;
  std::set<unsigned> findWaits();
  void noteWaits();

  // Memory.cpp: loads and stores.
  Val load(Sym Memory, const clang::Expr *E, clang::QualType T, bool Marked,
           unsigned Ordinal = 0);
  Val loadOwn(Sym Memory) const;
  uint32_t readNumber(const void *E, unsigned Ordinal);
  uint32_t carry(Sym Memory, const void *E, unsigned Ordinal,
                 clang::SourceLocation At);
  void index(uint32_t Read);
  Since sinceEntry() const;
  Val recordRead(uint32_t Read, Since FromEntry);
  void keepAlive(uint32_t Read, LiveRead Live);
  void pairUp(uint32_t Second, Since FromEntry);
  PairRecord pair(uint32_t First, uint32_t Second, const LiveRead &Live,
                  Since FromEntry);
  void store(Sym Memory, Val V, clang::SourceLocation At, WriteForm Form,
             bool Always = true, bool CountUse = true);
  void exchanged(Sym Memory, Prov Expected, bool Null);
  bool isNull(Val V) const;
  void published(Sym Root);
  void noteWrite(Sym Memory, clang::SourceLocation At, WriteForm Form,
                 bool Clears);
  Prov wholeProv(Sym Memory) const;
  void storeOwn(Sym Memory, Val V);
  void copyRecord(Sym To, Sym From, clang::QualType T, const clang::Expr *E,
                  bool Marked = false, unsigned Depth = 0,
                  unsigned Ordinal = 0);
  void assign(Sym Memory, clang::QualType T, Val V, const clang::Expr *E,
              bool Marked);

  // Uses.cpp
  void use(Prov P, UseRecord R);
  void compare(Prov L, Prov R);
  void use(Val V, UseKind Kind, clang::SourceLocation At);
  void escape(Val V, Val Unknown);
  void happened(uint16_t Events);

  // Expressions.cpp
  static const clang::Expr *withoutWrappers(const clang::Expr *E);
  Val value(const clang::Expr *E);
  Sym memory(const clang::Expr *E);
  Val compute(const clang::Expr *E);
  Val unknown(const clang::Stmt *E, Prov P, unsigned Ordinal = 0);
  Val joined(Val A, Val B, const clang::Stmt *E);

  // Operators.cpp
  Val cast(const clang::CastExpr *E);
  Val unary(const clang::UnaryOperator *E);
  Prov masked(Val V, uint64_t Bits);
  Val binary(const clang::BinaryOperator *E);
  Val assignment(const clang::BinaryOperator *E);
  Val compoundAssignment(const clang::CompoundAssignOperator *E);
  Val conditional(const clang::AbstractConditionalOperator *E);
  /// The arm that is evaluated whatever happens; null if that depends.
  const clang::Expr *onlyArm(const clang::AbstractConditionalOperator *E) const;

  // Lvalues.cpp
  Val initializer(const clang::Expr *Init, Sym To, clang::QualType T);
  Sym memoryUncached(const clang::Expr *E);
  void declare(const clang::VarDecl *D);
  void noteLocal(const clang::VarDecl *D, Val V);
  void forget(Sym Variable);
  bool underConstruction(Sym Root) const;

  // Calls.cpp
  Val call(const clang::CallExpr *E);
  Val construct(const clang::CXXConstructExpr *E, Sym Object);
  void destroy(const clang::CXXDestructorDecl *D, Sym Object,
               const clang::Stmt *At, const void *Key);
  struct Arguments {
    llvm::SmallVector<Val, 6> Values; ///< of a reference: the address
    llvm::SmallVector<const clang::Expr *, 6> Exprs;
    Val This;
    const void *Key = nullptr; ///< of a call that no expression stands for
  };
  /// Index -1 is `this`; nothing if there is no such argument.
  static Val argumentOf(int Index, const Arguments &Args) {
    if (Index < 0)
      return Args.This;
    return size_t(Index) < Args.Values.size() ? Args.Values[Index] : Val{};
  }
  Val invoke(const clang::FunctionDecl *F, Arguments &Args,
             const clang::Expr *Site, clang::SourceLocation At);
  Val argument(const clang::FunctionDecl *F, unsigned I, const clang::Expr *E);
  Val apply(const Summary &S, const clang::FunctionDecl *F, Arguments &Args,
            const clang::Stmt *Site, clang::SourceLocation At);
  Prov useArguments(const clang::FunctionDecl *F, const Arguments &Args,
                    clang::SourceLocation At, bool Reported);
  Val opaqueCall(const clang::FunctionDecl *F, Arguments &Args,
                 const clang::Stmt *Site, clang::SourceLocation At);
  // Abroad.cpp: functions of other units.
  void findWays(Sym Memory, const Arguments &Args,
                llvm::SmallVectorImpl<llvm::StringRef> &Ways);
  Prov openPairs(const clang::FunctionDecl *F, const Arguments &Args,
                 const clang::Stmt *Site, clang::SourceLocation At);
  // Objects.cpp: whose memory it is.
  Sym objectAt(Sym Address) const;
  void publish(Val V, Sym Where);
  bool isPrivate(Sym Root) const;
  ObjectNote objectOf(Sym Address, bool Strict) const;
  ObjectNote ownerOf(Sym Memory, bool Strict) const;
  void noteMerged(Sym Both, Sym X, Sym Y);
  // CallGraph.cpp: what the whole program is told of calls.
  void noteCall(const clang::FunctionDecl *Callee, const Arguments &Args);
  Val pointerCall(Sym Target, Arguments &Args, const clang::CallExpr *E);
  std::vector<ObjectNote> objectsOf(const Arguments &Args) const;
  void noteTarget(llvm::Twine Pointer, Val V);
  void noteStored(Sym Memory, Val V, clang::SourceLocation At);
  llvm::StringRef pointerValue(Sym X);
  void noteArguments(const clang::FunctionDecl *Callee, const Arguments &Args);
  bool isOwnStore(const UseRecord &U) const;
  struct Substitution;

  // Roles.cpp: functions that the facts describe; nothing if none applies.
  std::optional<Val> intrinsic(const clang::FunctionDecl *F, Arguments &Args,
                               const clang::Expr *Site,
                               clang::SourceLocation At);
  Val roleCall(const FunctionFact &R, const clang::FunctionDecl *F,
               Arguments &Args, const clang::Expr *Site,
               clang::SourceLocation At);
  std::optional<Val> builtin(unsigned Id, const clang::CallExpr *E);
  Val atomicBuiltin(const clang::AtomicExpr *E);
  Val exchange(Val Pointer, Val Expected, bool ByPointer, Val Desired,
               const clang::Expr *Site, clang::SourceLocation At);
  struct TryLock {
    Sym Address;
    LockKind Kind;
    bool SuccessIsZero;
    const void *Site;
    Sym Until = 0; ///< HeldLock::Until
  };
  void takeLock(const TryLock &L);
  uint32_t lockSite(const void *Site);
  void dropLock(Sym Address, LockKind Kind);
  void loseLock(Sym Key, Sym Shown, LockKind Kind);
  void forgetLock(Sym Key, LockKind Kind);
  Sym lockKey(Sym Address);
  void holdLock(Sym Key, HeldLock L);
  Sym lockOf(const FunctionFact &R, const clang::FunctionDecl *Callee,
             const Arguments &Args);
  Sym fieldOfArgument(llvm::StringRef Path, int Number,
                      const clang::FunctionDecl *Callee, const Arguments &Args);
  void declaredExclusive(const clang::Stmt *S);

  // Assembly.cpp
  void assembly(const clang::GCCAsmStmt *S);
  void exchange(const clang::GCCAsmStmt *S, llvm::StringRef Expected);

  UnitEngine &Unit;
  SymbolTable &Symbols;
  ProvenanceTable &Provenance;
  const clang::FunctionDecl *F;
  std::unique_ptr<clang::CFG> Graph;
  mutable std::unique_ptr<clang::CFGReverseBlockReachabilityAnalysis>
      Reachability;
  std::vector<const clang::CFGBlock *> Order; ///< reverse post-order
  std::vector<unsigned> NumberOf;             ///< by block id; Unreached
  std::vector<State> In, Out;
  llvm::DenseMap<unsigned, Val> ReturnedBy; ///< by number of the block
  /// Differs from Out on the edges of a branch on a trylock.
  llvm::DenseMap<std::pair<unsigned, unsigned>, State> EdgeOut;
  bool HasLoop = false, Recording = false;
  unsigned Current = 0; ///< number of the block being visited
  State S;

  llvm::DenseSet<const clang::Stmt *> Elements;
  llvm::DenseMap<const clang::Expr *, Val> Values;
  llvm::DenseMap<const clang::Expr *, Sym> Memories;
  const clang::Stmt *Evaluating = nullptr;

  std::vector<ReadRecord> Reads; ///< number 0 stands for the function's entry
  llvm::DenseMap<std::pair<const void *, unsigned>, uint32_t> ReadIndex;
  llvm::DenseMap<Sym, llvm::SmallVector<uint32_t, 4>> ReadsOf;
  llvm::DenseMap<Sym, unsigned> PairsOf;
  std::vector<std::vector<UseRecord>> ParamUses;
  std::vector<PairRecord> Pairs;
  std::vector<OpenRecord> OpenPairs;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> Compared;
  std::set<std::pair<Source, Source>> ComparedWithParam;
  /// By the value of a comparison for equality: what its operands come from.
  llvm::DenseMap<Sym, std::pair<Prov, Prov>> Comparisons;
  /// Reads that are made again after the function has slept or relaxed.
  llvm::DenseSet<uint32_t> AfterWait;
  /// Those that a loop repeats, with the blocks of that loop, and where such
  /// reads stand.
  llvm::MapVector<uint32_t, llvm::BitVector> WaitLoops;
  llvm::DenseSet<clang::SourceLocation> WaitPlaces;
  /// What callees have returned, which may be new objects.
  llvm::DenseMap<Sym, ObjectNote> Made;
  std::vector<WriteRecord> Writes;
  std::vector<CallNote> CallNotes;
  std::vector<Call> CallSites;
  std::vector<TargetNote> TargetNotes;
  std::vector<ExposedRecord> Exposed;
  llvm::MapVector<Sym, std::pair<Val, bool>> Stores;      ///< to others' memory
  llvm::DenseMap<Sym, llvm::SmallVector<Sym, 4>> PartsOf; ///< of own variables
  llvm::DenseMap<const void *, uint32_t> LockSites;
  llvm::MapVector<Sym, Sym> GuardOf; ///< by a guard object: its lock
  llvm::DenseMap<const clang::Expr *, Sym> ConstructedIn;
  llvm::DenseMap<Sym, TryLock> TryLocks; ///< by the call's value
  const std::vector<Summary::LockChange> Borrowed;
  std::vector<Summary::LockChange> Dropped;
  llvm::DenseSet<Sym> Taken; ///< keys of all locks that it ever takes
  /// Locks that this function or a callee says its caller holds.
  llvm::MapVector<Sym, Summary::LockChange> Asserted;
  void assertHeld(Sym Key, Sym Shown, LockKind Kind);
  bool isAssertedSometimes(Sym Lock) const;
  std::vector<Val> Returns;
  std::vector<ObjectNote> ReturnedObjects;
  Val returned(bool &Fresh) const;
  void noteTried(llvm::function_ref<Sym(Sym)> InCaller, Summary &To) const;
  llvm::MapVector<Sym, Val> ReturnedFields;
  PersistentMap<Val>::Allocator Arena;
  /// What callees may have stored (memory, value): not on every path.
  llvm::DenseSet<std::pair<Sym, Sym>> Uncertain;
  std::vector<Since> ExitOf; ///< of each read: what happens until the exit
  std::vector<LockMap> HeldToExit;
  LockMap LocksAtExit;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_FUNCTIONENGINE_H
