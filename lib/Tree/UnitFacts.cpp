//===-- UnitFacts.cpp - which facts count for which unit -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/UnitFacts.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Tree/CommandLine.h"

using namespace llvm;

namespace reread {

/// The shipped sets that `auto` means for a unit.
static std::vector<std::string> automaticSets(const CompileUnit &Unit) {
  std::vector<std::string> Result;
  if (definesMacro(Unit, "__KERNEL__"))
    Result.push_back("linux");
  if (isCPlusPlus(Unit))
    Result.push_back("cxx");
  return Result;
}

Expected<UnitFacts> UnitFacts::load(const FactsChoice &Choice,
                                    ArrayRef<CompileUnit> Units) {
  UnitFacts Result;
  std::vector<std::string> Named = Choice.Facts;
  if (Named.empty())
    Named.push_back("auto");
  bool Auto = is_contained(Named, "auto");

  for (const CompileUnit &Unit : Units) {
    // Later facts win, so what the user gives comes last.
    std::vector<std::string> Names;
    if (Auto)
      Names = automaticSets(Unit);
    for (const std::string &Name : Named)
      if (Name != "auto")
        Names.push_back(Name);

    std::unique_ptr<Facts> &Set = Result.Sets[Names];
    if (!Set) {
      Set = std::make_unique<Facts>();
      for (const std::string &Name : Names)
        if (Error E = addFacts(Name, *Set))
          return std::move(E);
      for (const std::string &Place : Choice.Racy)
        if (Error E = addRacy(Place, *Set))
          return std::move(E);
    }
    Result.ByUnit.push_back(Set.get());
  }
  return Result;
}

} // namespace reread
