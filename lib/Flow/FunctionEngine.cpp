//===-- FunctionEngine.cpp - the walk over a function's CFG --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;
using namespace reread;

FunctionEngine::FunctionEngine(UnitEngine &Unit, const FunctionDecl *F,
                               llvm::ArrayRef<Summary::LockChange> Borrowed)
    : Unit(Unit), Symbols(Unit.Symbols), Provenance(Unit.Provenance), F(F),
      Borrowed(Borrowed), Dropped(Borrowed) {
  Reads.emplace_back();
  ParamUses.resize(F->getNumParams());
}

bool FunctionEngine::run() {
  CFG::BuildOptions Options;
  Options.AddInitializers = true;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.PruneTriviallyFalseEdges = true;
  Options.AddEHEdges = Unit.Context.getLangOpts().CPlusPlus;
  Graph = CFG::buildCFG(F, F->getBody(), &Unit.Context, Options);
  if (!Graph)
    return false;

  NumberOf.assign(Graph->getNumBlockIDs(), Unreached);
  for (const CFGBlock *B : PostOrderCFGView(Graph.get())) {
    NumberOf[B->getBlockID()] = Order.size();
    Order.push_back(B);
    for (const CFGElement &E : *B)
      if (auto CS = E.getAs<CFGStmt>()) {
        Elements.insert(CS->getStmt());
        noteConstructed(CS->getStmt());
      } else if (auto CI = E.getAs<CFGInitializer>()) {
        noteConstructed(CI->getInitializer());
      }
  }
  for (const CFGBlock *B : Order)
    for (const CFGBlock *Next : B->succs())
      HasLoop |=
          Next && NumberOf[Next->getBlockID()] <= NumberOf[B->getBlockID()];
  In.resize(Order.size());
  Out.resize(Order.size());

  if (HasLoop) {
    std::set<unsigned> All;
    for (unsigned I = 0; I != Order.size(); ++I)
      All.insert(I);
    settle(std::move(All), /*Visited=*/0);
    settle(findWaits(), /*Visited=*/1);
  }
  Recording = true;
  for (unsigned I = 0; I != Order.size(); ++I)
    transfer(*Order[I], I);
  noteWaits();
  return true;
}

/// Visits the blocks, and what follows from them, until nothing changes. All
/// blocks have been visited so often before.
void FunctionEngine::settle(std::set<unsigned> Work, uint8_t Visited) {
  std::vector<uint8_t> Visits(Order.size(), Visited);
  while (!Work.empty()) {
    unsigned I = *Work.begin();
    Work.erase(Work.begin());
    if (++Visits[I] > MaxVisits)
      continue;
    State Before = Out[I];
    transfer(*Order[I], I);
    const State &After = Out[I];
    if (Visits[I] > 1 && Before.Reachable && Before.Memory == After.Memory &&
        Before.Reads == After.Reads && Before.Locks == After.Locks &&
        Before.Published == After.Published) {
      Out[I] = Before; // which shares more
      continue;
    }
    for (const CFGBlock *Next : Order[I]->succs())
      if (Next && Visits[NumberOf[Next->getBlockID()]])
        Work.insert(NumberOf[Next->getBlockID()]);
  }
}

/// A constructor is evaluated before the declaration that it belongs to.
void FunctionEngine::noteConstructed(const Stmt *St) {
  const auto *D = dyn_cast<DeclStmt>(St);
  if (!D || !Unit.Context.getLangOpts().CPlusPlus)
    return;
  for (const Decl *Each : D->decls())
    if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit())
      if (const auto *C =
              dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit()))
        ConstructedIn[C] = Symbols.variable(V);
}

void FunctionEngine::noteConstructed(const CXXCtorInitializer *I) {
  const auto *C = dyn_cast<CXXConstructExpr>(I->getInit()->IgnoreImplicit());
  if (!C)
    return;
  Sym This = Symbols.deref(Symbols.param(SymbolTable::ThisParam));
  const FieldDecl *Field = I->getAnyMember();
  ConstructedIn[C] = Field ? Symbols.field(This, Field) : This;
}

void FunctionEngine::enter() {
  S = State();
  S.Reachable = true;
  S.Reads.insert(0, LiveRead(), Arena);
  for (unsigned I = 0; I != F->getNumParams(); ++I) {
    const ParmVarDecl *P = F->getParamDecl(I);
    Sym Value = Symbols.param(I);
    // A struct is passed as the address of its copy.
    if (P->getType()->isRecordType())
      Value = Symbols.load(Symbols.deref(Value));
    S.Memory.insert(Symbols.variable(P),
                    Val{Value, Provenance.single(paramSource(I))}, Arena);
  }
  for (const Summary::LockChange &L : Borrowed)
    S.Locks.insert(L.Lock, {lockSite(F), L.Kind, L.Shown}, Arena);
}

void FunctionEngine::transfer(const CFGBlock &B, unsigned Number) {
  Current = Number;
  if (&B == &Graph->getEntry())
    enter();
  else if (Recording && HasLoop)
    S = In[Number];
  else
    S = stateAtEntry(B, Number);
  if (!S.Reachable)
    return;
  if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(B.getLabel()))
    enterHandler(Handler);
  In[Number] = S;
  for (const CFGElement &E : B) {
    transferElement(E);
    // A callee that never returns ends the path.
    if (!S.Reachable)
      break;
  }
  if (S.Reachable)
    branch(B);
  if (&B == &Graph->getExit() && Recording)
    leave();
  Out[Number] = S;
}

void FunctionEngine::transferElement(const CFGElement &E) {
  if (auto CS = E.getAs<CFGStmt>()) {
    const Stmt *St = CS->getStmt();
    Evaluating = St;
    if (const auto *Ex = dyn_cast<Expr>(St)) {
      Values.erase(Ex);
      Memories.erase(Ex);
      if (Ex->isGLValue())
        memory(Ex);
      else
        value(Ex);
      declaredExclusive(St);
    } else if (const auto *D = dyn_cast<DeclStmt>(St)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          declare(V);
    } else if (const auto *R = dyn_cast<ReturnStmt>(St)) {
      if (const Expr *X = R->getRetValue()) {
        Val V;
        if (X->isGLValue()) {
          V = Val{Symbols.addressOf(memory(X)), 0};
        } else if (X->getType()->isRecordType()) {
          V = value(X);
          Sym From = Symbols[V.S].Kind == SymKind::Load ? Symbols[V.S].A : 0;
          if (Recording && From)
            for (Sym Part : PartsOf.lookup(Symbols.root(From)))
              if (Symbols[Part].Kind == SymKind::Field &&
                  Symbols[Part].A == From)
                if (const Val *Held = S.Memory.find(Part))
                  ReturnedFields[Symbols.field(Unit.ReturnSlot,
                                               static_cast<const FieldDecl *>(
                                                   Symbols[Part].Ptr))] = *Held;
        } else {
          V = value(X);
        }
        use(V, UseKind::Return, R->getBeginLoc());
        if (Recording) {
          Returns.push_back(V);
          ReturnedBy[Current] = V;
          if (F->getReturnType()->isPointerType() &&
              Symbols[V.S].Kind != SymKind::Const)
            ReturnedObjects.push_back(objectOf(V.S, /*Strict=*/false));
        }
      }
    } else if (const auto *A = dyn_cast<GCCAsmStmt>(St)) {
      assembly(A);
    }
    Evaluating = nullptr;
    return;
  }
  if (auto CI = E.getAs<CFGInitializer>()) {
    const CXXCtorInitializer *I = CI->getInitializer();
    Sym This = Symbols.deref(Symbols.param(SymbolTable::ThisParam));
    if (const FieldDecl *Field = I->getAnyMember())
      initializer(I->getInit(), Symbols.field(This, Field), Field->getType());
    else
      initializer(I->getInit(), This, I->getInit()->getType());
    return;
  }
  if (auto D = E.getAs<CFGAutomaticObjDtor>()) {
    if (const CXXDestructorDecl *Dtor = D->getDestructorDecl(Unit.Context))
      destroy(Dtor, Symbols.variable(D->getVarDecl()), D->getTriggerStmt(),
              D->getVarDecl());
    return;
  }
  if (auto D = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *X = D->getBindTemporaryExpr();
    if (const CXXDestructorDecl *Dtor = D->getDestructorDecl(Unit.Context))
      destroy(Dtor, memory(X), X, X);
    return;
  }
  if (auto C = E.getAs<CFGCleanupFunction>()) {
    Arguments Args;
    Args.Values.push_back(
        Val{Symbols.addressOf(Symbols.variable(C->getVarDecl())), 0});
    Args.Exprs.push_back(nullptr);
    Args.Key = C->getVarDecl();
    invoke(C->getFunctionDecl(), Args, nullptr, F->getBodyRBrace());
  }
}

/// The CFG has no destructors on the way from a throw to its handler: what
/// was locked by an object of the try block is dropped here.
void FunctionEngine::enterHandler(const CXXCatchStmt *Handler) {
  const SourceManager &SM = Unit.Context.getSourceManager();
  for (const CFGBlock *B : Order) {
    const auto *Try = dyn_cast_or_null<CXXTryStmt>(B->getTerminatorStmt());
    if (!Try || !llvm::any_of(B->succs(), [&](const CFGBlock *Next) {
          return Next && Next->getLabel() == Handler;
        }))
      continue;
    for (const auto &[Guard, Lock] : GuardOf) {
      const SymNode &N = Symbols[Guard];
      if (N.Kind == SymKind::Var && !N.Int &&
          SM.isBeforeInTranslationUnit(
              Try->getTryLoc(),
              static_cast<const VarDecl *>(N.Ptr)->getLocation()))
        dropLock(Lock, LockKind::Exclusive);
    }
  }
}

/// On the edges of a branch on a trylock's result the lock is held or not;
/// where two snapshots are found equal, the older one is as good as the newer.
void FunctionEngine::refine(const CFGBlock &B, Val Condition) {
  if ((TryLocks.empty() && Comparisons.empty()) || B.succ_size() != 2)
    return;
  Sym X = Condition.S;
  bool Negated = false;
  while (Symbols[X].Kind == SymKind::Binop &&
         Symbols[Symbols[X].B].Kind == SymKind::Const &&
         Symbols[Symbols[X].B].Int == 0) {
    if (Symbols[X].Int == BO_EQ)
      Negated = !Negated;
    else if (Symbols[X].Int != BO_NE)
      return;
    X = Symbols[X].A;
  }
  auto Lock = TryLocks.find(X);
  auto Compared = Comparisons.find(X);
  if (Lock == TryLocks.end() && Compared == Comparisons.end())
    return;
  bool IfTrue = Lock != TryLocks.end() ? Negated == Lock->second.SuccessIsZero
                                       : Negated == (Symbols[X].Int == BO_NE);
  const CFGBlock *Next = *(B.succ_begin() + (IfTrue ? 0 : 1));
  const CFGBlock *Other = *(B.succ_begin() + (IfTrue ? 1 : 0));
  if (!Next || Next == Other)
    return;
  State Before = S;
  if (Lock != TryLocks.end())
    takeLock(Lock->second);
  else
    refresh(Compared->second.first, Compared->second.second);
  EdgeOut[{Current, NumberOf[Next->getBlockID()]}] = S;
  S = Before;
}

/// From the newer read on, locks keep the place as it is.
void FunctionEngine::refresh(Prov A, Prov B) {
  std::optional<uint32_t> OnlyA = Provenance.onlyRead(A),
                          OnlyB = Provenance.onlyRead(B);
  if (!OnlyA || !OnlyB)
    return;

  uint32_t Older = *OnlyA, Newer = *OnlyB;
  auto IsOlder = [&](uint32_t Read) {
    const LiveRead *Live = S.Reads.find(Read);
    return Live && Live->Mid.May & Since::ReadAgain;
  };
  if (IsOlder(Newer))
    std::swap(Older, Newer);
  const LiveRead *Live = S.Reads.find(Newer);
  if (Live && IsOlder(Older) && !IsOlder(Newer) &&
      Reads[Older].Memory == Reads[Newer].Memory)
    S.Reads.insert(Older, *Live, Arena);
}

bool FunctionEngine::onOnePath(unsigned A, unsigned B) const {
  // Beyond this size the question costs more than the answer is worth.
  constexpr unsigned MaxBlocks = 4000;
  if (A == B || Order.size() > MaxBlocks)
    return true;
  if (!Reachability)
    Reachability =
        std::make_unique<CFGReverseBlockReachabilityAnalysis>(*Graph);
  return Reachability->isReachable(Order[A], Order[B]) ||
         Reachability->isReachable(Order[B], Order[A]);
}

void FunctionEngine::leave() {
  ExitOf.assign(Reads.size(), Since());
  HeldToExit.resize(Reads.size());
  S.Reads.forEach([&](uint32_t K, const LiveRead &R) {
    ExitOf[K] = R.Mid;
    HeldToExit[K] = R.Held;
  });
  LocksAtExit = S.Locks;
  // What a caller finds there; a phi if some path does not store.
  for (auto &[Memory, Stored] : Stores)
    if (const Val *V = S.Memory.find(Memory)) {
      Stored.first = *V;
      Stored.second = Symbols[V->S].Kind != SymKind::Phi &&
                      !Uncertain.contains({Memory, V->S});
    }
}
