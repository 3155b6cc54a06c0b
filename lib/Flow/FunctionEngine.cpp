//===-- FunctionEngine.cpp - the walk over a function's CFG --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include <set>

using namespace clang;
using namespace reread;

FunctionEngine::FunctionEngine(UnitEngine &Unit, const FunctionDecl *F)
    : Unit(Unit), Symbols(Unit.Symbols), Provenance(Unit.Provenance), F(F) {
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
      }
  }
  for (const CFGBlock *B : Order)
    for (const CFGBlock *Next : B->succs())
      HasLoop |=
          Next && NumberOf[Next->getBlockID()] <= NumberOf[B->getBlockID()];
  In.resize(Order.size());
  Out.resize(Order.size());

  if (HasLoop) {
    std::set<unsigned> Work;
    std::vector<uint8_t> Visits(Order.size());
    for (unsigned I = 0; I != Order.size(); ++I)
      Work.insert(I);
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
          Before.Published == After.Published)
        continue;
      for (const CFGBlock *Next : Order[I]->succs())
        if (Next && Visits[NumberOf[Next->getBlockID()]])
          Work.insert(NumberOf[Next->getBlockID()]);
    }
  }
  Recording = true;
  for (unsigned I = 0; I != Order.size(); ++I)
    transfer(*Order[I], I);
  return true;
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

void FunctionEngine::enter() {
  S = State();
  S.Reachable = true;
  S.Reads.insert(0, LiveRead(), Arena);
  for (unsigned I = 0; I != F->getNumParams(); ++I)
    S.Memory.insert(Symbols.variable(F->getParamDecl(I)),
                    Val{Symbols.param(I), Provenance.single(paramSource(I))},
                    Arena);
}

State FunctionEngine::merge(State A, State B, unsigned Number, bool BackEdge) {
  if (!A.Reachable || !B.Reachable)
    return A.Reachable ? A : B;
  // What was made in the loop means another object in the next iteration.
  auto Old = [&](Sym X) { return BackEdge && Symbols[X].Epoch > Number; };
  State M;
  M.Reachable = true;
  M.Memory = PersistentMap<Val>::merge(
      A.Memory, B.Memory,
      [&](uint32_t K, const Val *X, const Val *Y) -> std::optional<Val> {
        Val V = X ? *X : *Y;
        if (!X && Old(K))
          return std::nullopt;
        if (X && Y) {
          V.P = Provenance.join(X->P, Y->P);
          V.Mask = X->Mask | Y->Mask;
        }
        bool Own = Symbols.isOwnMemory(K);
        bool Same = X && Y ? X->S == Y->S : Own;
        if (!Same || (Y && Old(Y->S)))
          V.S = Symbols.phi(Number, K);
        return V;
      },
      Arena);
  auto OnBothSides = [&](uint32_t, const HeldLock *X,
                         const HeldLock *Y) -> std::optional<HeldLock> {
    if (!X || !Y)
      return std::nullopt;
    HeldLock L = *X;
    // Held on both sides, but not since the same moment.
    if (X->Taken != Y->Taken)
      L.Taken = ~Number;
    return L;
  };
  M.Locks = LockMap::merge(A.Locks, B.Locks, OnBothSides, Arena);
  M.Reads = PersistentMap<LiveRead>::merge(
      A.Reads, B.Reads,
      [&](uint32_t K, const LiveRead *X,
          const LiveRead *Y) -> std::optional<LiveRead> {
        if (X && Y)
          return LiveRead{{uint8_t(X->Mid.Must & Y->Mid.Must),
                           uint8_t(X->Mid.May | Y->Mid.May)},
                          LockMap::merge(X->Held, Y->Held, OnBothSides, Arena)};
        if (!X && Old(Reads[K].Memory))
          return std::nullopt;
        return X ? *X : *Y;
      },
      Arena);
  M.Published = PersistentMap<bool>::merge(
      A.Published, B.Published,
      [](uint32_t, const bool *, const bool *) { return std::optional(true); },
      Arena);
  return M;
}

State FunctionEngine::stateAtEntry(const CFGBlock &B, unsigned Number) {
  llvm::SmallVector<State, 4> Forward, Back;
  for (const CFGBlock *Pred : B.preds()) {
    if (!Pred)
      continue;
    unsigned P = NumberOf[Pred->getBlockID()];
    if (P == Unreached)
      continue;
    auto Edge = EdgeOut.find({P, Number});
    (P >= Number ? Back : Forward)
        .push_back(Edge != EdgeOut.end() ? Edge->second : Out[P]);
  }
  // In pairs, so that what one of many cases brings in is not looked at again
  // for every other case.
  while (Forward.size() > 1) {
    unsigned Half = (Forward.size() + 1) / 2;
    for (unsigned I = 0; I + Half < Forward.size(); ++I)
      Forward[I] = merge(Forward[I], Forward[I + Half], Number, false);
    Forward.truncate(Half);
  }
  State M = Forward.empty() ? State() : Forward.front();
  for (const State &Loop : Back)
    M = merge(M, Loop, Number, true);
  return M;
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
  In[Number] = S;
  for (const CFGElement &E : B)
    transferElement(E);
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
        if (Recording)
          Returns.push_back(V);
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
      destroy(Dtor, Symbols.variable(D->getVarDecl()), D->getTriggerStmt());
    return;
  }
  if (auto C = E.getAs<CFGCleanupFunction>()) {
    Arguments Args;
    Args.Values.push_back(
        Val{Symbols.addressOf(Symbols.variable(C->getVarDecl())), 0});
    Args.Exprs.push_back(nullptr);
    // No statement stands for the call, so none can be its site.
    invoke(C->getFunctionDecl(), Args, nullptr, C->getVarDecl()->getLocation());
  }
}

static SourceLocation branchLocation(const Stmt *T) {
  if (const auto *B = dyn_cast<BinaryOperator>(T))
    return B->getOperatorLoc();
  if (const auto *C = dyn_cast<ConditionalOperator>(T))
    return C->getQuestionLoc();
  if (const auto *C = dyn_cast<BinaryConditionalOperator>(T))
    return C->getQuestionLoc();
  if (const auto *D = dyn_cast<DoStmt>(T))
    return D->getWhileLoc();
  return T->getBeginLoc();
}

static bool isLocal(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp())
    E = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasLocalStorage();
}

/// Whether a loop counts: a local runs against a bound, or down to zero. Any
/// other condition of a loop is a test, of polling loops above all.
static bool isBound(const Expr *Condition) {
  const auto *B = dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
  if (!B)
    return isLocal(Condition);
  return (B->isRelationalOp() || B->getOpcode() == BO_NE) &&
         (isLocal(B->getLHS()) || isLocal(B->getRHS()));
}

void FunctionEngine::branch(const CFGBlock &B) {
  const Stmt *T = B.getTerminatorStmt();
  if (!T || B.getTerminator().getKind() != CFGTerminator::StmtBranch)
    return;
  if (const auto *A = dyn_cast<GCCAsmStmt>(T))
    return assembly(A);
  const Expr *Condition = B.getLastCondition();
  if (!Condition)
    Condition = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  if (!Condition || isa<IndirectGotoStmt>(T))
    return;
  Val V = value(Condition);
  bool Loop = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(T);
  UseRecord R;
  R.Kind = Loop && isBound(Condition) ? UseKind::LoopBound : UseKind::Test;
  R.At = Condition->getExprLoc();
  R.Mask = V.Mask;
  R.Diagnostic = Unit.Macros.at(branchLocation(T)).Diagnostic;
  use(V.P, R);
  refine(B, V);
}

/// On the edges of a branch on a trylock's result the lock is held or not.
void FunctionEngine::refine(const CFGBlock &B, Val Condition) {
  if (TryLocks.empty() || B.succ_size() != 2)
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
  auto It = TryLocks.find(X);
  if (It == TryLocks.end())
    return;
  const TryLock &L = It->second;
  bool HeldIfTrue = Negated == L.SuccessIsZero;
  const CFGBlock *Next = *(B.succ_begin() + (HeldIfTrue ? 0 : 1));
  const CFGBlock *Other = *(B.succ_begin() + (HeldIfTrue ? 1 : 0));
  if (!Next || Next == Other)
    return;
  State Before = S;
  takeLock(L.Address, L.Kind, L.Site);
  EdgeOut[{Current, NumberOf[Next->getBlockID()]}] = S;
  S = Before;
}

void FunctionEngine::leave() {
  ExitOf.assign(Reads.size(), Since());
  S.Reads.forEach([&](uint32_t K, const LiveRead &R) { ExitOf[K] = R.Mid; });
  LocksAtExit = S.Locks;
}
