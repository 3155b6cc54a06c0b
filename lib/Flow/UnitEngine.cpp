//===-- UnitEngine.cpp - which functions are analysed, and in what order -===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Headers define thousands of inline functions that a unit never calls. Roots
// are what the unit emits and what its main file defines; a function that no
// root reaches is left to the units that use it. Of the rest, only those are
// analysed that touch a racy place or call one that does, and what these call.
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "FunctionEngine.h"
#include "reread/Facts/Presence.h"
#include "reread/Flow/LateBodies.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Sema/Sema.h"

using namespace clang;
using namespace reread;

UnitEngine::UnitEngine(ASTContext &Context, Preprocessor &PP,
                       const Facts &Known, Scope What)
    : Context(Context), Words(Context, Known, PP), Symbols(Context),
      Macros(Context, Words), ReturnSlot(Symbols.temporary(nullptr)),
      ReturnedPointer(Symbols.global("its result")), What(What),
      HasPointeeFacts(llvm::any_of(Known.Places, [](const PlaceFact &P) {
        return !P.Pointee.empty();
      })) {}

UnitEngine::~UnitEngine() = default;

static void collect(const DeclContext *DC,
                    llvm::function_ref<void(const FunctionDecl *)> Found) {
  for (const Decl *D : DC->decls()) {
    if (const auto *Fn = dyn_cast<FunctionDecl>(D)) {
      Found(Fn);
    } else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D)) {
      for (const FunctionDecl *Each : T->specializations())
        Found(Each);
    } else if (const auto *T = dyn_cast<ClassTemplateDecl>(D)) {
      for (const auto *Each : T->specializations())
        collect(Each, Found);
    } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D) ||
               (isa<CXXRecordDecl>(D) &&
                cast<CXXRecordDecl>(D)->isThisDeclarationADefinition())) {
      collect(cast<DeclContext>(D), Found);
    }
  }
}

void UnitEngine::collectRoots(
    llvm::SmallVectorImpl<const FunctionDecl *> &Roots) {
  const SourceManager &SM = Context.getSourceManager();
  collect(Context.getTranslationUnitDecl(), [&](const FunctionDecl *Fn) {
    const FunctionDecl *Body = nullptr;
    if (Fn->isDependentContext() || !Fn->hasBody(Body) || Body != Fn)
      return;
    SourceLocation L = SM.getExpansionLoc(Fn->getLocation());
    if (SM.isInSystemHeader(L))
      return;
    if (!Fn->isInlined() || SM.isInMainFile(L))
      Roots.push_back(Fn);
  });
}

/// Notes callees and racy places in one function's body.
void UnitEngine::scan(const Stmt *St, Reach &R, bool Called) {
  if (!St)
    return;
  const FunctionDecl *Callee = nullptr;
  if (const auto *C = dyn_cast<CallExpr>(St)) {
    if (isa<CXXMemberCallExpr>(C))
      Callee = C->getDirectCallee();
    for (const Stmt *Child : C->children())
      scan(Child, R, Child == C->getCallee());
    if (Callee)
      R.Callees.push_back(Callee);
    return;
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(St)) {
    if ((Callee = dyn_cast<FunctionDecl>(D->getDecl()))) {
      R.Callees.push_back(Callee);
      if (!Called)
        AddressTaken.insert(Callee->getCanonicalDecl());
    } else if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
               V && V->hasGlobalStorage()) {
      R.Interesting |= Words.place(V) || Words.elements(V);
    } else if (const auto *B = dyn_cast<BindingDecl>(D->getDecl())) {
      scan(B->getBinding(), R);
    }
    return;
  }
  if (const auto *M = dyn_cast<MemberExpr>(St)) {
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
      R.Interesting |= Words.place(Field) || Words.elements(Field);
    else if ((Callee = dyn_cast<FunctionDecl>(M->getMemberDecl())))
      R.Callees.push_back(Callee);
    else if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
      R.Interesting |= Words.place(V) != nullptr;
  } else if (const auto *X = dyn_cast<CXXDefaultInitExpr>(St)) {
    return scan(X->getExpr(), R);
  } else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(St)) {
    return scan(X->getExpr(), R);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(St)) {
    R.Callees.push_back(C->getConstructor());
  } else if (const auto *L = dyn_cast<LambdaExpr>(St)) {
    R.Callees.push_back(L->getCallOperator());
  }
  R.Interesting |= touches(St);
  for (const Stmt *Child : St->children())
    scan(Child, R, Called && isa<CastExpr, ParenExpr>(St));
}

/// Facts about longer paths and about pointees are known by type only.
bool UnitEngine::touches(const Stmt *St) {
  if (const auto *M = dyn_cast<MemberExpr>(St)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field)
      return false;
    llvm::SmallVector<const FieldDecl *, 4> Path{Field};
    const Expr *Base = M->getBase()->IgnoreParenCasts();
    while (const auto *Outer = dyn_cast<MemberExpr>(Base)) {
      const auto *OuterField = dyn_cast<FieldDecl>(Outer->getMemberDecl());
      if (!OuterField)
        break;
      Path.insert(Path.begin(), OuterField);
      Base = Outer->getBase()->IgnoreParenCasts();
    }
    // The rest of the path may be in a caller or callee: be generous.
    if (Words.mayEndPath(Field))
      return true;
    return HasPointeeFacts && M->isArrow() &&
           Words.pointee(M->getBase()->getType()->getPointeeType());
  }
  const auto *U = dyn_cast<UnaryOperator>(St);
  return HasPointeeFacts && U && U->getOpcode() == UO_Deref &&
         Words.pointee(U->getType());
}

void UnitEngine::explore(const FunctionDecl *Root) {
  const SourceManager &SM = Context.getSourceManager();
  llvm::SmallVector<const FunctionDecl *, 32> Work{Root};
  while (!Work.empty()) {
    const FunctionDecl *Fn = Work.pop_back_val();
    const FunctionDecl *Body = definitionOf(Fn);
    if (!Body || Body->isDependentContext())
      continue;
    if (Reached.count(Body) || SM.isInSystemHeader(Body->getLocation()))
      continue;
    parseBody(Body);
    Reach R;
    scan(Body->getBody(), R);
    if (const auto *C = dyn_cast<CXXConstructorDecl>(Body))
      for (const CXXCtorInitializer *I : C->inits())
        scan(I->getInit(), R);
    for (const FunctionDecl *Callee : R.Callees)
      R.Interesting |=
          llvm::any_of(Words.roles(Callee), [](const FunctionFact &Role) {
            return Role.Role == FunctionRole::Accessor;
          });
    Work.append(R.Callees.begin(), R.Callees.end());
    Reached.insert({Body, std::move(R)});
  }
}

/// Who calls an interesting function is interesting.
void UnitEngine::propagateInterest() {
  llvm::DenseMap<const FunctionDecl *,
                 llvm::SmallVector<const FunctionDecl *, 4>>
      CalledBy;
  llvm::SmallVector<const FunctionDecl *, 32> Work;
  for (auto &[Fn, R] : Reached) {
    if (R.Interesting)
      Work.push_back(Fn);
    for (const FunctionDecl *Callee : R.Callees) {
      const FunctionDecl *Body = nullptr;
      if (Callee->hasBody(Body))
        CalledBy[Body].push_back(Fn);
    }
  }
  while (!Work.empty())
    for (const FunctionDecl *Caller : CalledBy.lookup(Work.pop_back_val())) {
      Reach &R = Reached.find(Caller)->second;
      if (R.Interesting)
        continue;
      R.Interesting = true;
      Work.push_back(Caller);
    }
}

void UnitEngine::run(UnitResult &Result) {
  Out = std::make_unique<Evidence>(*this, Result);
  llvm::SmallVector<const FunctionDecl *, 64> Roots;
  collectRoots(Roots);
  for (const FunctionDecl *Root : Roots)
    explore(Root);
  // What the parser made up to recover from an error is no evidence.
  if (Late && Semantics->getDiagnostics().hasErrorOccurred())
    return;
  if (What == Scope::KnownPlaces)
    propagateInterest();
  for (auto &[Fn, R] : Reached)
    if (R.Interesting || What == Scope::AllPlaces)
      summary(Fn);
  Out->finish([&](const FunctionDecl *Fn) { return entryLocks(Fn); });
  Result.Given = Words.given();
  Result.Groups = Words.attributeGroups();
}

/// Whoever drops a lock and takes it again has found it held: nobody waits
/// without a lock that he had, and nobody takes one for his caller on some
/// paths only. Null if the function has no CFG.
std::unique_ptr<FunctionEngine> UnitEngine::analyse(const FunctionDecl *Body) {
  auto Engine = std::make_unique<FunctionEngine>(*this, Body);
  if (!Engine->run())
    return nullptr;
  std::vector<Summary::LockChange> Borrowed = Engine->retaken();
  while (!Borrowed.empty()) {
    auto Again = std::make_unique<FunctionEngine>(*this, Body, Borrowed);
    Again->run();
    size_t Count = Borrowed.size();
    llvm::erase_if(Borrowed, [&](const Summary::LockChange &L) {
      return !Again->isHeldAtExit(L.Lock);
    });
    if (Borrowed.size() == Count)
      return Again;
  }
  return Engine;
}

const Summary *UnitEngine::summary(const FunctionDecl *Fn) {
  // The deepest chains of calls are cut rather than followed off the stack.
  constexpr unsigned MaxDepth = 100;
  const FunctionDecl *Body = definitionOf(Fn);
  if (!Body || Body->isDependentContext() || Stack.size() > MaxDepth)
    return nullptr;
  parseBody(Body);
  auto &Slot = Summaries[Body];
  if (!Slot)
    Slot = std::make_unique<Entry>();
  Entry &E = *Slot;
  if (E.Running && !E.Done) {
    // Whoever is between here and the call knows only half of it.
    E.Recursive = true;
    for (const FunctionDecl *Between :
         llvm::make_range(llvm::find(Stack, Body) + 1, Stack.end()))
      Summaries[Between]->Provisional = true;
    return nullptr;
  }
  if (E.Done)
    return E.Done.get();
  E.Running = true;
  Stack.push_back(Body);
  unsigned Waiting = ProvisionalOnes.size();
  for (bool Final = false; !Final;) {
    std::unique_ptr<FunctionEngine> Engine = analyse(Body);
    if (!Engine) {
      E.Done = std::make_unique<Summary>();
      break;
    }
    for (const auto &[Callee, Site] : Engine->callSites())
      noteCall(Callee, Site);
    std::unique_ptr<Summary> New = Engine->summarize();
    // A recursive function is analysed once more, with what the first round has
    // found out about its own calls.
    Final = !E.Recursive || E.Done;
    if (E.Provisional)
      ProvisionalOnes.push_back(Body);
    else if (Final)
      Out->add(Body, *Engine);
    E.Done = std::move(New);
    Final |= E.Provisional;
    while (!Final && ProvisionalOnes.size() > Waiting) {
      Entry &Other = *Summaries[ProvisionalOnes.pop_back_val()];
      Other.Done.reset();
      Other.Provisional = Other.Recursive = false;
    }
  }
  Stack.pop_back();
  E.Running = false;
  return E.Done.get();
}

bool UnitEngine::inProgress(const FunctionDecl *Fn) const {
  const FunctionDecl *Body = nullptr;
  return Fn->hasBody(Body) && llvm::is_contained(Stack, Body);
}

Sym UnitEngine::namedLock(llvm::StringRef Name) {
  auto [It, New] = NamedLocks.try_emplace(Name, 0);
  if (New)
    It->second = Symbols.global(interned(Name));
  return It->second;
}

const void *UnitEngine::interned(llvm::StringRef Text) {
  return Texts.insert(Text).first->getKeyData();
}

void UnitEngine::parseLate(LateBodies &Bodies, Sema &Parser) {
  Late = &Bodies;
  Semantics = &Parser;
}

void UnitEngine::parseBody(const FunctionDecl *Definition) {
  if (Late)
    Late->parse(Definition, *Semantics);
}

static UnitResult resultOf(UnitEngine &Engine, Preprocessor &Macros,
                           const Facts &Known) {
  UnitResult Result;
  Engine.run(Result);
  Result.Declared = declaredNames(Engine.Context, Macros, Known);
  return Result;
}

UnitResult reread::analyzeUnit(Sema &Semantics, LateBodies &Late,
                               const Facts &Known, Scope What) {
  UnitEngine Engine(Semantics.Context, Semantics.PP, Known, What);
  Engine.parseLate(Late, Semantics);
  return resultOf(Engine, Semantics.PP, Known);
}

UnitResult reread::analyzeUnit(ASTContext &Context, Preprocessor &Macros,
                               const Facts &Known, Scope What) {
  UnitEngine Engine(Context, Macros, Known, What);
  return resultOf(Engine, Macros, Known);
}
