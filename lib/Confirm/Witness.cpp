//===-- Witness.cpp - the steps of a path that confirms ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Witness.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace ento;

namespace reread {

namespace {
class Steps {
public:
  explicit Steps(FileNames &Files) : Files(Files) {}

  std::vector<PathStep> Out;

  void add(SourceLocation L, const llvm::Twine &Text) {
    SourcePoint At = Files.point(L);
    if (At.valid())
      Out.push_back({At, Text.str()});
  }

  /// What the state has that the one before had not.
  void progress(unsigned Before, unsigned Now, const Stmt *At) {
    if (!At)
      return;
    for (Which W : {First, Second}) {
      const char *Name = W == First ? "first" : "second";
      if (Now & ~Before & bitOf(Taken, W))
        add(At->getBeginLoc(), llvm::Twine("the ") + Name + " read");
      if (Now & ~Before & bitOf(Carried, W))
        add(At->getBeginLoc(), llvm::Twine("the ") + Name + " value is used");
    }
  }

  void branch(const BlockEdge &Edge, const ASTContext &Context) {
    const CFGBlock *From = Edge.getSrc();
    const auto *Condition =
        dyn_cast_or_null<Expr>(From->getTerminatorCondition());
    if (!Condition || From->succ_size() != 2 ||
        !From->succ_begin()->getReachableBlock() ||
        !std::next(From->succ_begin())->getReachableBlock() ||
        Condition->getBeginLoc().isMacroID() ||
        Condition->getEndLoc().isMacroID())
      return;
    bool True = *From->succ_begin() == Edge.getDst();
    llvm::StringRef Text = Lexer::getSourceText(
        CharSourceRange::getTokenRange(Condition->getSourceRange()),
        Context.getSourceManager(), Context.getLangOpts());
    constexpr size_t Longest = 60;
    if (Text.empty() || Text.contains('\n') || Text.size() > Longest)
      return;
    add(Condition->getExprLoc(),
        "'" + Text + "' is " + (True ? "true" : "false"));
  }

private:
  FileNames &Files;
};
} // namespace

std::vector<PathStep> witness(const ExplodedNode *Node, const PathState &Last,
                              const Stmt *At, FileNames &Files) {
  std::vector<const ExplodedNode *> Way;
  for (; Node; Node = Node->getFirstPred())
    Way.push_back(Node);
  Steps Result(Files);
  unsigned Stage = 0;
  for (const ExplodedNode *N : llvm::reverse(Way)) {
    ProgramPoint Point = N->getLocation();
    const Stmt *S = N->getStmtForDiagnostics();
    unsigned Now = PathState(N->getState()).stage();
    Result.progress(Stage, Now, S);
    Stage = Now;
    const LocationContext *L = Point.getLocationContext();
    if (auto Edge = Point.getAs<BlockEdge>(); Edge && L->inTopFrame())
      Result.branch(*Edge, L->getAnalysisDeclContext()->getASTContext());
    if (auto Call = Point.getAs<CallEnter>(); Call && L->inTopFrame())
      if (const auto *F =
              dyn_cast<NamedDecl>(Call->getCalleeContext()->getDecl());
          F && Call->getCallExpr() &&
          !Call->getCallExpr()->getBeginLoc().isMacroID())
        Result.add(Call->getCallExpr()->getBeginLoc(),
                   "'" + F->getNameAsString() + "' is called");
  }
  Result.progress(Stage, Last.stage(), At);
  return std::move(Result.Out);
}

} // namespace reread
