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
#include "reread/Findings/Confirmation.h"
#include "reread/Rules/Rule.h"
#include "reread/Unit/UnitFindings.h"
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
  UnitOptions Given;
  ConfirmChoice Confirm;
  bool Usable = true; ///< false after a mistake in an option

  void checkASTDecl(const TranslationUnitDecl *TU, AnalysisManager &Mgr,
                    BugReporter &BR) const;

private:
  void settleAll(llvm::ArrayRef<Finding *> Asked, AnalysisManager &Mgr,
                 const Facts &Known) const;
};

} // namespace

/// With an engine of its own, so that other checkers see what they always see.
void DoubleReadChecker::settleAll(llvm::ArrayRef<Finding *> Asked,
                                  AnalysisManager &Mgr,
                                  const Facts &Known) const {
  std::vector<Question> Questions;
  for (const Finding *F : Asked)
    Questions.push_back(questionAbout(*F));
  ConfirmOptions Options;
  Options.Budget = Confirm.Budget;
  auto Next = Asked.begin();
  confirm(Mgr.getASTContext(), Mgr.getPreprocessor(), Known, Questions, Options,
          [&](Verdict V) { settle(**Next++, std::move(V)); });
}

void DoubleReadChecker::checkASTDecl(const TranslationUnitDecl *TU,
                                     AnalysisManager &Mgr,
                                     BugReporter &BR) const {
  ASTContext &Context = Mgr.getASTContext();
  if (!Usable || Context.getDiagnostics().hasUncompilableErrorOccurred())
    return;
  auto Found = findInUnit(Context, Mgr.getPreprocessor(), Given);
  if (!Found) {
    DiagnosticsEngine &D = Context.getDiagnostics();
    D.Report(D.getCustomDiagID(DiagnosticsEngine::Error, "reread: %0"))
        << llvm::toString(Found.takeError());
    return;
  }
  ConfirmChoice Choice = Confirm;
  Choice.Wanted = [&](const Finding &F) { return Given.shows(F); };
  llvm::cantFail(confirmFindings(Found->Ranked, std::move(Found->Others),
                                 Choice, [&](llvm::ArrayRef<Finding *> Asked) {
                                   settleAll(Asked, Mgr, Found->Known);
                                   return llvm::Error::success();
                                 }));
  for (const Finding &F : Found->Ranked)
    if (Given.shows(F))
      reportAsPath(F, CheckerName, Context, BR);
}

static void registerChecker(CheckerManager &Mgr) {
  auto *Checker = Mgr.registerChecker<DoubleReadChecker>();
  const AnalyzerOptions &Options = Mgr.getAnalyzerOptions();
  Checker->Given.Facts = Options.getCheckerStringOption(Checker, "Facts");
  Checker->Given.Racy = Options.getCheckerStringOption(Checker, "Racy");

  // The driver turns the analyzer's own checks of options off.
  llvm::StringRef Tier = Options.getCheckerStringOption(Checker, "Tier");
  if (Tier.getAsInteger(10, Checker->Given.Tier) || Checker->Given.Tier < 1 ||
      Checker->Given.Tier > 3) {
    Mgr.reportInvalidCheckerOptionValue(Checker, "Tier", "1, 2 or 3");
    Checker->Usable = false;
  }
  llvm::StringRef PageTables =
      Options.getCheckerStringOption(Checker, "PageTables");
  Checker->Given.PageTables = PageTables == "true";
  if (!Checker->Given.PageTables && PageTables != "false") {
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
    Checker->Given.WithoutRules.push_back(Name.str());
    if (llvm::Error E = checkRuleName(Name)) {
      Mgr.reportInvalidCheckerOptionValue(Checker, "WithoutRules",
                                          "names of rules: " +
                                              llvm::toString(std::move(E)));
      Checker->Usable = false;
    }
  }
  Facts Known;
  if (llvm::Error E =
          addOptionFacts(Checker->Given.Facts, "", nullptr, Known)) {
    Mgr.reportInvalidCheckerOptionValue(
        Checker, "Facts",
        "facts files or sets without a mistake: " +
            llvm::toString(std::move(E)));
    Checker->Usable = false;
  }
  if (llvm::Error E = addOptionFacts("", Checker->Given.Racy, nullptr, Known)) {
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
