//===-- UnitConfirmation.cpp - drives Clang's path-sensitive engine ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine is set up beside whatever else analyses the unit: with checkers,
// options and control flow graphs of its own, and no consumer.
//
//===----------------------------------------------------------------------===//

#include "reread/Confirm/UnitConfirmation.h"
#include "PathChecker.h"
#include "reread/Support/Compat.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/CrossTU/CrossTranslationUnit.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/StaticAnalyzer/Core/AnalyzerOptions.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ConstraintManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/Store.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

using namespace clang;
using namespace ento;

namespace reread {

namespace {
constexpr llvm::StringLiteral CheckerName("reread.Confirm");

/// Options as if a command line had set them: their fields have no values of
/// their own.
std::shared_ptr<CompilerInvocation> invocation() {
  auto Result = std::make_shared<CompilerInvocation>();
  IgnoringDiagConsumer Ignored;
  compat::EarlyDiagnostics Diags(Ignored);
  const char *Arguments[] = {
      "-analyze", "-analyzer-checker=reread.Confirm",
      // Whether a call is entered is for PathChecker to say.
      "-analyzer-config",
      "max-inlinable-size=100000,max-times-inline-large=100000,"
      "inline-functions-with-ambiguous-loops=true,"
      "ipa-always-inline-size=3,"
      "eagerly-assume=false,max-symbol-complexity=35,support-symbolic-integer-"
      "casts=true,"
      "c++-container-inlining=true,c++-shared_ptr-inlining=true",
      // Third rounds of loops are explored, too.
      "-analyzer-config", compat::AllRounds, "-analyzer-max-loop", "16",
      "unit.c"};
  CompilerInvocation::CreateFromArgs(*Result, Arguments, Diags.engine());
  return Result;
}

class OperationFinder : public RecursiveASTVisitor<OperationFinder> {
public:
  OperationFinder(FileNames &Files, ArrayRef<Question> Questions)
      : Files(Files), Questions(Questions), Found(Questions.size()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && F->hasBody() &&
        !F->isDependentContext())
      for (auto [Q, Functions] : llvm::zip_equal(Questions, Found))
        if (F->getNameAsString() == Q.What.Function &&
            Files.isAt(F->getLocation(), Q.What.FunctionAt))
          Functions.push_back(F);
    return true;
  }

  FileNames &Files;
  ArrayRef<Question> Questions;
  /// Of a template, each instance is one.
  std::vector<llvm::SmallVector<const FunctionDecl *, 1>> Found;
};

class Explorer {
public:
  Explorer(ASTContext &Context, Preprocessor &PP, const Facts &Known,
           const ConfirmOptions &Options)
      : Context(Context), Options(Options),
        Files(Context.getSourceManager(), Options.FileName), Lowering(Context),
        Words(Context, Known, PP), Invocation(invocation()),
        Checkers(Context, Invocation->getAnalyzerOpts(), PP, {}, {addChecker}),
        Manager(Context, PP, {}, CreateRegionStoreManager,
                CreateRangeConstraintManager, &Checkers,
                Invocation->getAnalyzerOpts()) {
    compat::setASTContext(*Compiler, Context);
    CrossTU.emplace(*Compiler);
    Checker = Registered;
    Checker->Lowering = &Lowering;
    Checker->Words = &Words;
    Checker->Files = &Files;
    Checker->Loops = &Loops;
  }

  void ask(ArrayRef<Question> Questions,
           llvm::function_ref<void(Verdict)> Tell);

private:
  Verdict ask(const Question &Q, const FunctionDecl *Operation);
  struct Exploration {
    Verdict Result;
    bool AnyOrder = false;   ///< one expression does both reads
    bool NotCarried = false; ///< refuted, but some path takes both reads
  };
  Exploration explore(const Question &Q, const FunctionDecl *Operation);
  void locate(Inquiry &I, AnalysisDeclContext *Operation);
  Verdict conclude(const Inquiry &I, ExprEngine &Engine, bool Done,
                   const FunctionDecl *Operation);

  static void addChecker(CheckerRegistry &Registry) {
    Registry.addChecker(
        [](CheckerManager &Manager) {
          Registered = Manager.registerChecker<PathChecker>();
        },
        [](const CheckerManager &) { return true; }, CheckerName, "", "",
        /*IsHidden=*/true);
  }
  static thread_local PathChecker *Registered;

  ASTContext &Context;
  const ConfirmOptions &Options;
  FileNames Files;
  AsmLowering Lowering;
  Vocabulary Words;
  LoopInfo Loops;
  std::shared_ptr<CompilerInvocation> Invocation;
  /// Only to have something to refer to.
  std::unique_ptr<CompilerInstance> Compiler =
      compat::makeCompiler<CompilerInstance>(Invocation);
  std::optional<cross_tu::CrossTranslationUnitContext> CrossTU;
  CheckerManager Checkers;
  AnalysisManager Manager;
  PathChecker *Checker = nullptr;
};

thread_local PathChecker *Explorer::Registered = nullptr;
} // namespace

/// The outermost expression that S is evaluated in.
static const Stmt *wholeExpression(const Stmt *S, const ParentMap &Parents) {
  const Stmt *Whole = S;
  for (; S; S = Parents.getParent(S))
    if (isa<Expr>(S))
      Whole = S;
  return Whole;
}

/// Where in the operation the sites are.
void Explorer::locate(Inquiry &I, AnalysisDeclContext *Operation) {
  std::set<const Stmt *> Wholes[2];
  for (const CFGBlock *B : *Operation->getCFG())
    for (const CFGElement &E : *B) {
      const Stmt *S = nullptr;
      if (auto Is = E.getAs<CFGStmt>())
        S = Is->getStmt();
      unsigned Bits = I.Where.at(S);
      for (unsigned Bit = 0; Bit != 6; ++Bit)
        if ((Bits & (1u << Bit)) && !llvm::is_contained(I.Goals[Bit], B))
          I.Goals[Bit].push_back(B);
      for (Which W : {First, Second})
        if (Bits & bitOf(EnterSite, W))
          Wholes[W].insert(wholeExpression(S, Operation->getParentMap()));
    }
  I.OneExpression = llvm::any_of(
      Wholes[First], [&](const Stmt *S) { return Wholes[Second].count(S); });
  for (Which W : {First, Second}) {
    auto Enter = I.goals(EnterSite, W);
    I.NoUse[W] = I.goals(UseSite, W).empty();
    I.MayRepeat[W] = !I.Where.read(W).Via.empty() || Enter.size() > 1 ||
                     llvm::any_of(Enter, [&](const CFGBlock *B) {
                       return Loops.reaches(Operation, B, B);
                     });
  }
  for (Which W : {First, Second}) {
    std::set<std::string> Names{I.Where.question().What.Function};
    for (const ViaEvidence &Via : I.Where.read(W).Via)
      I.Recursive |= !Names.insert(Via.Function).second;
  }
  // One macro may read twice.
  const SourcePoint &A = I.Where.read(First).At, &B = I.Where.read(Second).At;
  if (A.Line == B.Line && A.Column == B.Column)
    I.MayRepeat[First] = I.MayRepeat[Second] = true;
}

static bool catches(const Stmt *S) {
  if (!S)
    return false;
  return isa<CXXCatchStmt>(S) ||
         llvm::any_of(S->children(), [](const Stmt *C) { return catches(C); });
}

Verdict Explorer::conclude(const Inquiry &I, ExprEngine &Engine, bool Done,
                           const FunctionDecl *Operation) {
  Verdict V;
  auto Unknown = [&](const char *Why) {
    V.Reason = Why;
    return V;
  };
  if (I.Confirmed) {
    V.Kind = VerdictKind::Confirmed;
    return V;
  }
  if (I.SawReached)
    return Unknown("a path takes both reads, but the way of a value was lost");
  if (!Done)
    return Unknown("the budget of steps was used up");
  bool Elsewhere = (I.MetOther[First] && !I.MetCall[First]) ||
                   (I.MetOther[Second] && !I.MetCall[Second]);
  if (I.NotEntered || Elsewhere)
    return Unknown("a call on the way to a read could not be entered");
  if (Engine.wasBlocksExhausted())
    return Unknown("a loop goes round too often");
  if (catches(Operation->getBody()))
    return Unknown("the paths of exceptions are not explored");
  if (I.Recursive)
    return Unknown("the way to a read is recursive");
  if (I.Passed[First] && !I.TookFirst)
    return Unknown("the first read was not recognised");
  if (I.Passed[Second] && !I.TookBoth)
    return Unknown("the second read seems to be of another object");
  V.Kind = VerdictKind::Refuted;
  V.Reason = I.SawEqual
                 ? "wherever both values are used, they are known to be equal"
             : I.TookBoth   ? "no path carries both values to their uses"
             : !I.TookFirst ? "no path takes the first read"
                            : "no path takes both reads of one object";
  return V;
}

Explorer::Exploration Explorer::explore(const Question &Q,
                                        const FunctionDecl *Operation) {
  Inquiry I(Files, Q, PlaceNames::isNamed(Q.What.Place));
  Lowering.lower(Operation);
  AnalysisDeclContext *Function = Manager.getAnalysisDeclContext(Operation);
  Exploration E;
  Verdict &V = E.Result;
  if (!Function->getCFG() || !Function->getAnalysis<RelaxedLiveVariables>()) {
    V.Reason = "the operation has no control flow graph";
    return E;
  }
  locate(I, Function);
  E.AnyOrder = I.OneExpression;
  for (Which W : {First, Second})
    if (I.goals(EnterSite, W).empty()) {
      V.Reason = "a read was not found in the operation";
      return E;
    }
  Checker->Now = &I;
  ExprEngine Engine(*CrossTU, Manager, nullptr, &I.Summaries,
                    ExprEngine::Inline_Regular);
  const LocationContext *Frame =
      Manager.getAnalysisDeclContextManager().getStackFrame(Operation);
  constexpr unsigned Chunk = 1000;
  bool More = true;
  while (More && !I.Confirmed && V.Steps < Options.Budget) {
    More = Engine.ExecuteWorkList(Frame, Chunk);
    V.Steps += Chunk;
  }
  unsigned Steps = V.Steps;
  V = conclude(I, Engine, !More, Operation);
  V.Steps = Steps;
  V.Path = std::move(I.Path);
  E.NotCarried = V.Kind == VerdictKind::Refuted && I.TookBoth && !I.SawEqual;
  Checker->Now = nullptr;
  return E;
}

static Question swapped(Question Q) {
  std::swap(Q.What.First, Q.What.Second);
  std::swap(Q.FirstUses, Q.SecondUses);
  return Q;
}

static Question withAllUses(Question Q) {
  Q.FirstUses = Q.What.First.Uses;
  Q.SecondUses = Q.What.Second.Uses;
  return Q;
}

Verdict Explorer::ask(const Question &Q, const FunctionDecl *Operation) {
  Exploration E = explore(Q, Operation);
  // Within one expression Clang's engine has one order of evaluation, the
  // linear one perhaps another, and the compiler may choose.
  if (E.Result.Kind == VerdictKind::Refuted && E.AnyOrder) {
    Exploration Other = explore(swapped(Q), Operation);
    if (Other.Result.Kind != VerdictKind::Refuted)
      return Other.Result;
  }
  if (E.NotCarried &&
      explore(withAllUses(Q), Operation).Result.Kind != VerdictKind::Refuted) {
    E.Result.Kind = VerdictKind::Unknown;
    E.Result.Reason = "a path carries both values to uses, but to other ones";
  }
  return E.Result;
}

void Explorer::ask(ArrayRef<Question> Questions,
                   llvm::function_ref<void(Verdict)> Tell) {
  Checker->Racy.insert(Options.Racy.begin(), Options.Racy.end());
  for (const Question &Q : Questions)
    Checker->Racy.insert(Q.What.Place);
  OperationFinder Finder(Files, Questions);
  Finder.TraverseDecl(Context.getTranslationUnitDecl());
  for (auto [Q, Operations] : llvm::zip_equal(Questions, Finder.Found)) {
    Verdict V;
    V.Reason = "the operation was not found in the unit again";
    // Of several instances, the one that says most.
    for (const FunctionDecl *F : Operations) {
      Verdict Next = ask(Q, F);
      if (F == Operations.front() || Next.Kind == VerdictKind::Confirmed ||
          (Next.Kind == VerdictKind::Unknown && V.Kind == VerdictKind::Refuted))
        V = std::move(Next);
      if (V.Kind == VerdictKind::Confirmed)
        break;
    }
    Tell(std::move(V));
  }
}

void confirm(ASTContext &Context, Preprocessor &PP, const Facts &Known,
             ArrayRef<Question> Questions, const ConfirmOptions &Options,
             llvm::function_ref<void(Verdict)> Tell) {
  if (!Questions.empty())
    Explorer(Context, PP, Known, Options).ask(Questions, Tell);
}

} // namespace reread
