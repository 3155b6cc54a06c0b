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

std::vector<std::string> factsNames(const FactsChoice &Choice,
                                    const CompileUnit &Unit) {
  bool Auto = Choice.Facts.empty() || is_contained(Choice.Facts, "auto");
  // What the user gives comes last.
  std::vector<std::string> Names;
  if (Auto)
    Names = automaticSets(Unit);
  for (const std::string &Name : Choice.Facts)
    if (Name != "auto")
      Names.push_back(Name);
  return Names;
}

Error UnitFacts::add(const std::vector<std::string> &Names,
                     ArrayRef<std::string> Racy) {
  std::unique_ptr<Facts> &Set = Sets[Names];
  if (!Set) {
    Set = std::make_unique<Facts>();
    for (const std::string &Name : Names)
      if (Error E = addFacts(Name, *Set))
        return E;
    for (const std::string &Place : Racy)
      if (Error E = addRacy(Place, *Set))
        return E;
  }
  ByUnit.push_back(Set.get());
  return Error::success();
}

Expected<UnitFacts> UnitFacts::load(const FactsChoice &Choice,
                                    ArrayRef<CompileUnit> Units) {
  UnitFacts Result;
  for (const CompileUnit &Unit : Units)
    if (Error E = Result.add(factsNames(Choice, Unit), Choice.Racy))
      return std::move(E);
  return Result;
}

} // namespace reread
