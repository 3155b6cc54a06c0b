//===-- DoubleReadChecker.cpp - reread.DoubleRead ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds an operation that reads a racy place twice and carries both values to
// where they matter. Runs the linear engine over the whole unit, from the
// callback for its root declaration: any other callback that sees a whole unit,
// the one for its end included, makes the analyzer explore paths.
//
//===----------------------------------------------------------------------===//

#include "DoubleReadChecker.h"
#include "PathReport.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Findings/Confirmation.h"
#include "reread/Findings/Finding.h"
#include "reread/Findings/Merge.h"
#include "reread/Flow/UnitAnalysis.h"
#include "clang/StaticAnalyzer/Core/AnalyzerOptions.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

using namespace clang;
using namespace ento;
using namespace reread;

namespace {

constexpr llvm::StringLiteral CheckerName("reread.DoubleRead");

class DoubleReadChecker : public Checker<check::ASTDecl<TranslationUnitDecl>> {
public:
  std::string Facts, Racy;
  int Tier = 2;
  bool PageTables = false;
  ConfirmChoice Confirm;
  std::vector<std::string> WithoutRules;
  bool Usable = true; ///< false after a mistake in an option

  void checkASTDecl(const TranslationUnitDecl *TU, AnalysisManager &Mgr,
                    BugReporter &BR) const;

private:
  void settleAll(llvm::ArrayRef<Finding *> Asked, AnalysisManager &Mgr,
                 const reread::Facts &Known) const;
};

/// The sets that `auto` stands for. A macro of the command line is known to
/// the identifier table like any other.
std::vector<std::string> automaticSets(ASTContext &Context) {
  std::vector<std::string> Sets;
  auto Kernel = Context.Idents.find("__KERNEL__");
  if (Kernel != Context.Idents.end() && Kernel->second->hadMacroDefinition())
    Sets.push_back("linux");
  if (Context.getLangOpts().CPlusPlus)
    Sets.push_back("cxx");
  return Sets;
}

/// Splits a list at its single colons: a comma would end the option for the
/// analyzer, and two colons belong to a name of C++.
llvm::SmallVector<llvm::StringRef, 4> split(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef, 4> Items;
  size_t Start = 0, At = 0;
  while ((At = List.find(':', At)) != llvm::StringRef::npos) {
    size_t End = std::min(List.find_first_not_of(':', At), List.size());
    if (End - At == 1) {
      Items.push_back(List.slice(Start, At));
      Start = End;
    }
    At = End;
  }
  Items.push_back(List.substr(Start));
  llvm::erase(Items, "");
  return Items;
}

/// Adds the facts of the options; `auto` only if Context is known.
llvm::Error addOptionFacts(llvm::StringRef Files, llvm::StringRef Racy,
                           ASTContext *Context, reread::Facts &Known) {
  for (llvm::StringRef Item : split(Files)) {
    if (Item != "auto") {
      if (llvm::Error E = addFacts(Item, Known))
        return E;
    } else if (Context) {
      for (const std::string &Set : automaticSets(*Context))
        if (llvm::Error E = addFacts(Set, Known))
          return E;
    }
  }
  for (llvm::StringRef Place : split(Racy))
    if (llvm::Error E = addRacy(Place, Known))
      return E;
  return llvm::Error::success();
}

} // namespace

/// With an engine of its own, so that other checkers see what they always see.
void DoubleReadChecker::settleAll(llvm::ArrayRef<Finding *> Asked,
                                  AnalysisManager &Mgr,
                                  const reread::Facts &Known) const {
  std::vector<Question> Questions;
  for (const Finding *F : Asked)
    Questions.push_back(questionAbout(*F));
  ConfirmOptions Options;
  Options.Budget = Confirm.Budget;
  std::vector<Verdict> Said = confirm(
      Mgr.getASTContext(), Mgr.getPreprocessor(), Known, Questions, Options);
  for (auto [F, V] : llvm::zip_equal(Asked, Said))
    settle(*F, std::move(V));
}

void DoubleReadChecker::checkASTDecl(const TranslationUnitDecl *TU,
                                     AnalysisManager &Mgr,
                                     BugReporter &BR) const {
  ASTContext &Context = Mgr.getASTContext();
  if (!Usable || Context.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  reread::Facts Known;
  // Only `auto` can still fail here, if the installation lacks its sets.
  if (llvm::Error E = addOptionFacts(Facts, Racy, &Context, Known)) {
    DiagnosticsEngine &D = Context.getDiagnostics();
    D.Report(D.getCustomDiagID(DiagnosticsEngine::Error, "reread: %0"))
        << llvm::toString(std::move(E));
    return;
  }
  MergeOptions Judge;
  Judge.PageTables = PageTables;
  Judge.WithoutRules = WithoutRules;
  Merge Findings(std::move(Judge));
  UnitResult Result = analyzeUnit(Context, Mgr.getPreprocessor(), Known);
  Findings.learn(Result.Records);
  Findings.conclude();
  Findings.judge(std::move(Result), Known);
  std::vector<Finding> Others;
  std::vector<Finding> Ranked = rank(Findings.takeFindings(), &Others);
  ConfirmChoice Choice = Confirm;
  Choice.Wanted = [&](const Finding &F) { return F.Tier <= unsigned(Tier); };
  llvm::cantFail(confirmFindings(Ranked, std::move(Others), Choice,
                                 [&](llvm::ArrayRef<Finding *> Asked) {
                                   settleAll(Asked, Mgr, Known);
                                   return llvm::Error::success();
                                 }));
  for (const Finding &F : Ranked)
    if (!F.Dismissed && F.Tier <= unsigned(Tier))
      reportAsPath(F, CheckerName, Context, BR);
}

static void registerChecker(CheckerManager &Mgr) {
  auto *Checker = Mgr.registerChecker<DoubleReadChecker>();
  const AnalyzerOptions &Options = Mgr.getAnalyzerOptions();
  Checker->Facts = Options.getCheckerStringOption(Checker, "Facts");
  Checker->Racy = Options.getCheckerStringOption(Checker, "Racy");

  // The driver turns the analyzer's own checks of options off.
  llvm::StringRef Tier = Options.getCheckerStringOption(Checker, "Tier");
  if (Tier.getAsInteger(10, Checker->Tier) || Checker->Tier < 1 ||
      Checker->Tier > 3) {
    Mgr.reportInvalidCheckerOptionValue(Checker, "Tier", "1, 2 or 3");
    Checker->Usable = false;
  }
  llvm::StringRef PageTables =
      Options.getCheckerStringOption(Checker, "PageTables");
  Checker->PageTables = PageTables == "true";
  if (!Checker->PageTables && PageTables != "false") {
    Mgr.reportInvalidCheckerOptionValue(Checker, "PageTables", "true or false");
    Checker->Usable = false;
  }
  llvm::StringRef Confirm = Options.getCheckerStringOption(Checker, "Confirm");
  constexpr llvm::StringLiteral Words[] = {"off", "tier1", "all"};
  auto Word = llvm::find(Words, Confirm);
  if (Word == std::end(Words)) {
    Mgr.reportInvalidCheckerOptionValue(Checker, "Confirm",
                                        "off, tier1 or all");
    Checker->Usable = false;
  } else {
    Checker->Confirm.What = ConfirmWhat(Word - std::begin(Words));
  }
  for (llvm::StringRef Name :
       split(Options.getCheckerStringOption(Checker, "WithoutRules"))) {
    Checker->WithoutRules.push_back(Name.str());
    if (llvm::Error E = checkRuleName(Name)) {
      Mgr.reportInvalidCheckerOptionValue(Checker, "WithoutRules",
                                          "names of rules: " +
                                              llvm::toString(std::move(E)));
      Checker->Usable = false;
    }
  }
  reread::Facts Known;
  if (llvm::Error E = addOptionFacts(Checker->Facts, "", nullptr, Known)) {
    Mgr.reportInvalidCheckerOptionValue(
        Checker, "Facts",
        "facts files or sets without a mistake: " +
            llvm::toString(std::move(E)));
    Checker->Usable = false;
  }
  if (llvm::Error E = addOptionFacts("", Checker->Racy, nullptr, Known)) {
    Mgr.reportInvalidCheckerOptionValue(Checker, "Racy",
                                        "places without a mistake: " +
                                            llvm::toString(std::move(E)));
    Checker->Usable = false;
  }
}

static bool shouldRegister(const CheckerManager &) { return true; }

void reread::registerDoubleRead(CheckerRegistry &Registry) {
  Registry.addChecker(registerChecker, shouldRegister, CheckerName,
                      "Find operations that read a field twice which another "
                      "CPU may change in between",
                      "", /*IsHidden=*/false);
  Registry.addCheckerOption(
      "string", CheckerName, "Facts", "auto",
      "Facts files and shipped sets, joined by ':'. 'auto' is the set 'linux' "
      "where __KERNEL__ is defined and 'cxx' in C++",
      "released");
  Registry.addCheckerOption("string", CheckerName, "Racy", "",
                            "Racy places, joined by ':': STRUCT.FIELD, GLOBAL "
                            "or *TYPE",
                            "released");
  // Strings, so that a value that is no number, or neither true nor false,
  // reaches the checks above.
  Registry.addCheckerOption("string", CheckerName, "Tier", "2",
                            "Report findings of tiers 1 to this one (1-3)",
                            "released");
  Registry.addCheckerOption("string", CheckerName, "PageTables", "false",
                            "Report repeated calls of page-table getters too "
                            "(true or false)",
                            "released");
  Registry.addCheckerOption("string", CheckerName, "Confirm", "tier1",
                            "Look for a feasible path of the findings of tier "
                            "1, or of all (off, tier1 or all)",
                            "released");
  Registry.addCheckerOption("string", CheckerName, "WithoutRules", "",
                            "Names of rules not to ask, joined by ':'",
                            "released");
}
