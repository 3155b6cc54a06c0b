// How many basic blocks Clang's path-sensitive engine reaches, of functions as
// they are and of the same ones when they are lowered. `reached-blocks BUILD
// SOURCE` does so for a unit of a compile database, which is where
// docs/confirm.md has its figures from.
//
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: sed "s#DIR#%/t#" database.json > compile_commands.json
// RUN: %build_dir/test/unit/reached-blocks . a.c | FileCheck %s
// CHECK:      with_guard: 5 of 6, lowered 6 of 6
// CHECK-NEXT: with_jump: 3 of 5, lowered 6 of 6
// CHECK-NEXT: 3 functions: 11 of 14, lowered 15 of 15

#include "Confirm/AsmLowering.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/Format.h"
#include <map>

using namespace clang;

namespace {
struct Blocks {
  unsigned All = 0, Reached = 0;
};
using Counts = std::map<std::string, Blocks>;

/// The engine tells of each function in a warning of its debug.Stats.
class Listener : public DiagnosticConsumer {
public:
  explicit Listener(Counts &Out) : Out(Out) {}
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    if (Level >= DiagnosticsEngine::Error)
      llvm::errs() << Text << '\n';
    auto [Name, Rest] = llvm::StringRef(Text).split(" -> Total CFGBlocks: ");
    unsigned All, Missed;
    if (Rest.consumeInteger(10, All) ||
        !Rest.consume_front(" | Unreachable CFGBlocks: ") ||
        Rest.consumeInteger(10, Missed))
      return;
    Out[Name.str()] = {All, All - Missed};
  }

private:
  Counts &Out;
};

/// Lowers all functions before the next consumer sees any.
class Lower : public ASTConsumer, public RecursiveASTVisitor<Lower> {
public:
  void HandleTranslationUnit(ASTContext &Context) override {
    Lowering = std::make_unique<reread::AsmLowering>(Context);
    TraverseDecl(Context.getTranslationUnitDecl());
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && F->hasBody())
      Lowering->lower(F);
    return true;
  }

  void restore() { Lowering.reset(); }

private:
  std::unique_ptr<reread::AsmLowering> Lowering;
};

/// Puts everything back when the others have seen it: the context goes before
/// its consumers do.
class Restore : public ASTConsumer {
public:
  explicit Restore(Lower &Lowered) : Lowered(Lowered) {}
  void HandleTranslationUnit(ASTContext &) override { Lowered.restore(); }

private:
  Lower &Lowered;
};

class Action : public ASTFrontendAction {
public:
  Action(bool Lowered) : Lowered(Lowered) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    std::vector<std::unique_ptr<ASTConsumer>> Both;
    if (!Lowered)
      return ento::CreateAnalysisConsumer(CI);
    auto First = std::make_unique<Lower>();
    auto Last = std::make_unique<Restore>(*First);
    std::vector<std::unique_ptr<ASTConsumer>> All;
    All.push_back(std::move(First));
    All.push_back(ento::CreateAnalysisConsumer(CI));
    All.push_back(std::move(Last));
    return std::make_unique<MultiplexConsumer>(std::move(All));
  }

private:
  bool Lowered;
};

class Factory : public tooling::FrontendActionFactory {
public:
  explicit Factory(bool Lowered) : Lowered(Lowered) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Lowered);
  }

private:
  bool Lowered;
};
} // namespace

static Counts count(const tooling::CompilationDatabase &Units,
                    const std::string &Source, bool Lowered) {
  Counts Out;
  Listener Heard(Out);
  tooling::ClangTool Tool(Units, {Source});
  Tool.setDiagnosticConsumer(&Heard);
  tooling::CommandLineArguments More = {
      "-w", "-Xclang", "-analyzer-checker=debug.Stats", "-Xclang",
      "-analyzer-output=text"};
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      More, tooling::ArgumentInsertPosition::END));
  Factory Make(Lowered);
  Tool.run(&Make);
  return Out;
}

int main(int, char **Words) {
  std::string Mistake;
  auto Units =
      tooling::CompilationDatabase::loadFromDirectory(Words[1], Mistake);
  if (!Units) {
    llvm::errs() << Mistake << '\n';
    return 2;
  }
  Counts Before = count(*Units, Words[2], false),
         After = count(*Units, Words[2], true);
  auto Show = [](const std::string &Name, Blocks A, Blocks B) {
    llvm::outs() << Name << ": " << A.Reached << " of " << A.All << ", lowered "
                 << B.Reached << " of " << B.All << '\n';
  };
  Blocks A, B;
  unsigned Functions = 0;
  for (auto &[Name, One] : Before) {
    // Small functions are looked at in their callers, if these get that far.
    auto At = After.find(Name);
    if (At == After.end())
      continue;
    Blocks Lowered = At->second;
    ++Functions;
    A.All += One.All;
    A.Reached += One.Reached;
    B.All += Lowered.All;
    B.Reached += Lowered.Reached;
    if (Lowered.Reached != One.Reached)
      Show(Name, One, Lowered);
  }
  Show(std::to_string(Functions) + " functions", A, B);
}

#if 0 // clang-format off
//--- database.json
[{"directory": "DIR", "file": "a.c", "command": "cc -c a.c"}]
//--- a.c
void first(int), second(int), unlock(int *);

void with_jump(int n) {
  asm goto("1: nop" : : "r"(n) : : yes);
  first(n);
  return;
yes:
  second(n);
}

void plain(void) { first(0); }

static inline void leave(int **lock) { unlock(*lock); }

void with_guard(int *lock, int n) {
  {
    int *held __attribute__((cleanup(leave))) = lock;
    if (n)
      first(n);
  }
  if (n > 3)
    second(n);
}
//--- the end of both
#endif
