//===-- UnitFindings.cpp - what one unit shows, inside of Clang ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Unit/UnitFindings.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Findings/Merge.h"
#include "reread/Flow/UnitAnalysis.h"

using namespace clang;
using namespace reread;

/// The sets that `auto` stands for. A macro of the command line is known to
/// the identifier table like any other.
static std::vector<std::string> automaticSets(ASTContext &Context) {
  std::vector<std::string> Sets;
  auto Kernel = Context.Idents.find("__KERNEL__");
  if (Kernel != Context.Idents.end() && Kernel->second->hadMacroDefinition())
    Sets.push_back("linux");
  if (Context.getLangOpts().CPlusPlus)
    Sets.push_back("cxx");
  return Sets;
}

llvm::SmallVector<llvm::StringRef, 4> reread::split(llvm::StringRef List) {
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

llvm::Error reread::addOptionFacts(llvm::StringRef Files, llvm::StringRef Racy,
                                   ASTContext *Context, Facts &Known) {
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

llvm::Expected<UnitFindings> reread::findInUnit(ASTContext &Context,
                                                Preprocessor &Macros,
                                                const UnitOptions &Options) {
  UnitFindings Found;
  // Only `auto` can still fail here, if the installation lacks its sets.
  if (llvm::Error E =
          addOptionFacts(Options.Facts, Options.Racy, &Context, Found.Known))
    return std::move(E);
  MergeOptions Judge;
  Judge.PageTables = Options.PageTables;
  Judge.WithoutRules = Options.WithoutRules;
  Merge Findings(std::move(Judge));
  UnitResult Result = analyzeUnit(Context, Macros, Found.Known);
  Findings.learn(Result.Records);
  Findings.conclude();
  Findings.judge(std::move(Result), Found.Known);
  Found.Ranked = rank(Findings.takeFindings(), &Found.Others);
  return Found;
}
