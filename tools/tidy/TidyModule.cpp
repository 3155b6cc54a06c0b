//===-- TidyModule.cpp - reread-double-read for clang-tidy ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "reread/Rules/Rule.h"
#include "reread/Unit/UnitFindings.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::tidy;
using namespace reread;

namespace {

class DoubleReadCheck : public ClangTidyCheck {
public:
  DoubleReadCheck(StringRef Name, ClangTidyContext *Context)
      : ClangTidyCheck(Name, Context) {
    Given.Facts = Options.get("Facts", "auto");
    Given.Racy = Options.get("Racy", "");
    Given.Tier = Options.get("Tier", 2);
    Given.PageTables = Options.get("PageTables", false);
    WithoutRules = Options.get("WithoutRules", "");
    Usable = checkOptions();
  }

  void storeOptions(ClangTidyOptions::OptionMap &All) override {
    Options.store(All, "Facts", Given.Facts);
    Options.store(All, "Racy", Given.Racy);
    Options.store(All, "Tier", Given.Tier);
    Options.store(All, "PageTables", Given.PageTables);
    Options.store(All, "WithoutRules", WithoutRules);
  }

  void registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                           Preprocessor *) override {
    Macros = PP;
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    if (!Usable || !Macros ||
        Result.Context->getDiagnostics().hasUncompilableErrorOccurred())
      return;
    auto Found = findInUnit(*Result.Context, *Macros, Given);
    if (!Found) {
      configurationDiag("reread: %0") << llvm::toString(Found.takeError());
      return;
    }
    for (const Finding &F : Found->Ranked) {
      if (!Given.shows(F))
        continue;
      diag(locationOf(F.What.Second.At), "%0") << F.Message;
      for (const Note &N : F.Notes)
        if (SourceLocation L = locationOf(N.At); L.isValid())
          diag(L, "%0", DiagnosticIDs::Note) << N.Text;
    }
  }

private:
  static SourceLocation locationOf(const SourcePoint &At) {
    return At.valid() ? SourceLocation::getFromRawEncoding(At.Raw)
                      : SourceLocation();
  }

  bool refuse(const llvm::Twine &Why) {
    configurationDiag("%0") << Why.str();
    return false;
  }

  bool checkOptions() {
    if (Given.Tier < 1 || Given.Tier > 3)
      return refuse("reread-double-read.Tier wants 1, 2 or 3");
    for (StringRef Name : split(WithoutRules)) {
      Given.WithoutRules.push_back(Name.str());
      if (llvm::Error E = checkRuleName(Name))
        return refuse("reread-double-read.WithoutRules: " +
                      llvm::toString(std::move(E)));
    }
    Facts Known;
    if (llvm::Error E = addOptionFacts(Given.Facts, Given.Racy, nullptr, Known))
      return refuse("reread-double-read: " + llvm::toString(std::move(E)));
    return true;
  }

  UnitOptions Given;
  std::string WithoutRules;
  Preprocessor *Macros = nullptr;
  bool Usable = true;
};

class RereadModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    Factories.registerCheck<DoubleReadCheck>("reread-double-read");
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<RereadModule>
    Registered("reread-module", "Finds double reads");
