//===-- Plan.cpp - what a work folder is to hold -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Plan.h"
#include "PackedFile.h"
#include "ShardFields.h"
#include "WholeFile.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Tree/Shard.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>
#include <set>

using namespace llvm;

namespace reread {

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

std::string unitFile(StringRef Folder, StringRef Key, StringRef Extension) {
  return (Folder + "/units/" + Key + "." + Extension).str();
}

/// A key for each unit, from its path, so that it does not depend on other
/// units; those of one file are told apart by their order.
static std::vector<std::string> keysOf(ArrayRef<PlannedUnit> Units) {
  StringMap<unsigned> Times;
  std::vector<std::string> Keys;
  for (const PlannedUnit &U : Units) {
    StringRef File = U.Unit.File;
    std::string Id = File.str() + '\n' + utostr(Times[File]++);
    // A part for people, of letters that mean nothing to shells and Ninja; an
    // option of the job's it must not be, either.
    std::string Name = sys::path::filename(File).take_back(40).str();
    for (char &C : Name)
      if (!isAlnum(C) && C != '.' && C != '-')
        C = '_';
    if (Name.front() == '-')
      Name.front() = '_';
    Keys.push_back(Name + "-" + utohexstr(xxh3_64bits(Id), true, 16));
  }
  return Keys;
}

//===-- Units -------------------------------------------------------------===//

static void fields(auto &A, Of<PlannedUnit> auto &X) {
  auto &[Unit, Run, Facts, Racy, Digest] = X;
  // What else Run has says nothing about the result.
  A(Unit.File, Unit.Directory, Unit.Command, Run.Root, Run.Overlay, Run.What,
    Run.AllBodies, Facts, Racy, Digest);
}

static void fields(auto &A, Of<Plan::Unit> auto &X) {
  auto &[Key, Shown, Digest, Facts] = X;
  A(Key, Shown, Digest, Facts);
}

static void fields(auto &A, Of<Plan> auto &X) {
  auto &[Tool, FactsDigest, Root, Overlay, InferTypes, InferTree, Whole, Racy,
         Shards, Units] = X;
  A(Tool, FactsDigest, Root, Overlay, InferTypes, InferTree, Whole, Racy,
    Shards, Units);
}

std::string PlannedUnit::text() const { return packedFile(*this); }

template <class T> static Expected<T> readFile(StringRef Path) {
  T Result;
  if (Error E = readPacked(Path, Result))
    return std::move(E);
  return Result;
}

Expected<PlannedUnit> PlannedUnit::load(StringRef Path) {
  return readFile<PlannedUnit>(Path);
}

//===-- The plan ----------------------------------------------------------===//

/// Of the text of facts, which may change without any change of names.
static std::string digestOfFacts(ArrayRef<std::string> Names) {
  std::string Text;
  for (const std::string &Name : Names)
    for (const std::string &File : filesOfFacts(Name)) {
      auto Buffer = MemoryBuffer::getFile(File);
      Text += File + '\n' +
              (Buffer ? digestOf((*Buffer)->getBuffer()) : std::string()) +
              '\n';
    }
  return digestOf(Text);
}

/// What Clang takes from the environment.
static std::string environment() {
  std::string Text;
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"})
    if (const char *Value = std::getenv(Name))
      Text += std::string(Name) + '=' + Value + '\n';
  return Text;
}

std::vector<PlannedUnit> planUnits(ArrayRef<CompileUnit> Units,
                                   const RunOptions &Run,
                                   const FactsChoice &Choice) {
  std::map<std::vector<std::string>, std::string> FactsDigests;
  std::string Common = toolIdentity() + '\n' + environment();
  std::vector<PlannedUnit> Result;
  for (const CompileUnit &Unit : Units) {
    PlannedUnit Planned{Unit, Run, factsNames(Choice, Unit), Choice.Racy, ""};
    // Units are mapped in the work folder.
    for (std::string &Name : Planned.Facts)
      if (sys::fs::exists(Name) && !sys::fs::is_directory(Name))
        Name = absolutePath(Name);
    std::string &OfFacts = FactsDigests[Planned.Facts];
    if (OfFacts.empty())
      OfFacts = digestOfFacts(Planned.Facts);
    Planned.Digest = digestOf(Common + OfFacts + '\n' + Planned.text());
    Result.push_back(std::move(Planned));
  }
  return Result;
}

Error Plan::save(StringRef Folder) const {
  return writeIfNew((Folder + "/plan").str(), packedFile(*this));
}

Expected<Plan> Plan::load(StringRef Folder) {
  std::string Path = (Folder + "/plan").str();
  if (!sys::fs::exists(Path))
    return error("'" + Folder +
                 "' is no work folder: it has no plan; "
                 "'reread check --work' makes one");
  return readFile<Plan>(Path);
}

static std::string digestOfAllFacts(const Plan &P) {
  std::set<std::vector<std::string>> Sets;
  for (const Plan::Unit &U : P.Units)
    Sets.insert(U.Facts);
  std::string Text;
  for (const std::vector<std::string> &Names : Sets)
    Text += digestOfFacts(Names);
  return digestOf(Text);
}

Plan planTree(ArrayRef<PlannedUnit> Units, const RunOptions &Run,
              bool InferTypes, unsigned Shards) {
  Plan Result;
  Result.Tool = toolIdentity();
  Result.Root = Run.Root;
  Result.Overlay = Run.Overlay;
  Result.InferTypes = InferTypes;
  Result.InferTree = Run.What == Scope::AllPlaces;
  Result.Shards = Shards;
  std::vector<std::string> Keys = keysOf(Units);
  for (size_t I = 0; I != Units.size(); ++I) {
    Result.Racy = Units[I].Racy;
    Result.Units.push_back({Keys[I], shownName(Units[I].Unit, Run),
                            Units[I].Digest, Units[I].Facts});
  }
  Result.FactsDigest = digestOfAllFacts(Result);
  return Result;
}

Expected<UnitFacts> Plan::facts() const {
  if (digestOfAllFacts(*this) != FactsDigest)
    return error("the facts have changed since the units were mapped; map "
                 "them again");
  UnitFacts Result;
  for (const Unit &U : Units)
    if (Error E = Result.add(U.Facts, Racy))
      return std::move(E);
  return Result;
}

} // namespace reread
