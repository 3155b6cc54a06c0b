//===-- ProgramIndex.cpp - a program by names, and by its functions ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramIndex.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

StringRef reread::placeKey(StringRef Id) {
  auto [Name, File] = Id.split('@');
  if (File.empty())
    return Id;
  auto [Path, Line] = Id.rsplit(':');
  return !Line.empty() && all_of(Line, isDigit) ? Path : Id;
}

StringRef reread::linkerName(StringRef Id) { return Id.split('@').first; }

PlaceIndex::PlaceIndex(const Program &All) {
  for (uint32_t I = 0; I != All.places(); ++I) {
    Keys[placeKey(All.placeId(I))].push_back(I);
    Names[All.placeName(I)].push_back(I);
  }
}

ArrayRef<uint32_t> PlaceIndex::find(StringRef Id) const {
  auto It = Keys.find(placeKey(Id));
  if (It != Keys.end())
    return It->second;
  It = Names.find(Id.split('@').first);
  if (It != Names.end() && It->second.size() == 1)
    return It->second;
  return {};
}

ProgramIndex::ProgramIndex(const Program &All)
    : All(All), Uses(All.functions()), Callers(All.functions()) {
  for (uint32_t Place = 0; Place != All.places(); ++Place) {
    uint32_t Number = 0;
    for (const Access &A : All.accesses(Place))
      Uses[A.Function].push_back({Place, Number++});
  }
  for (uint32_t I = 0; I != All.functions(); ++I) {
    for (uint32_t Callee : All.callees(I))
      Callers[Callee].push_back(I);
    StringRef File = All.functionFile(I);
    if (File.empty())
      continue;
    Names[linkerName(All.functionId(I))].push_back(I);
    Files[File].push_back(I);
  }
}

ArrayRef<uint32_t> ProgramIndex::named(StringRef LinkerName) const {
  auto It = Names.find(LinkerName);
  return It == Names.end() ? ArrayRef<uint32_t>() : It->second;
}

ArrayRef<uint32_t> ProgramIndex::inFile(StringRef File) const {
  auto It = Files.find(File);
  return It == Files.end() ? ArrayRef<uint32_t>() : ArrayRef(It->second);
}

void ProgramIndex::walk(uint32_t Function,
                        function_ref<void(ArrayRef<uint32_t>)> Visit) const {
  constexpr unsigned MaxDepth = 3;
  DenseSet<uint32_t> Seen = {Function};
  std::vector<std::vector<uint32_t>> Paths = {{Function}};
  // The shortest way to each counts.
  for (size_t I = 0; I != Paths.size(); ++I) {
    std::vector<uint32_t> Path = Paths[I];
    Visit(Path);
    if (Path.size() <= MaxDepth)
      for (uint32_t Callee : All.callees(Path.back()))
        if (sees(Path.back(), Callee) && Seen.insert(Callee).second) {
          Paths.push_back(Path);
          Paths.back().push_back(Callee);
        }
  }
}

bool ProgramIndex::sees(uint32_t From, uint32_t Callee) const {
  StringRef File = All.functionFile(Callee);
  if (File.empty())
    return false;
  // Functions that only their own file can call are called by it, or by who
  // includes it; so are those of headers.
  StringRef Extension = sys::path::extension(File);
  return All.functionId(Callee).contains('@') ||
         File == All.functionFile(From) || Extension.starts_with(".h") ||
         Extension.empty();
}
