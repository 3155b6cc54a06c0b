//===-- Plan.cpp - what a work folder is to hold -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Plan.h"
#include "WholeFile.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Tree/Shard.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <cstdlib>
#include <set>

using namespace llvm;

namespace reread {

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

static std::string digestOf(StringRef Text) {
  XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Text));
  return utohexstr(Hash.high64, true, 16) + utohexstr(Hash.low64, true, 16);
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
    // A part for people, of letters that mean nothing to shells and Ninja.
    std::string Name = sys::path::filename(File).take_back(40).str();
    for (char &C : Name)
      if (!isAlnum(C) && C != '.' && C != '-')
        C = '_';
    Keys.push_back(Name + "-" + utohexstr(xxh3_64bits(Id), true, 16));
  }
  return Keys;
}

//===-- Units -------------------------------------------------------------===//

static json::Array listOf(ArrayRef<std::string> Words) {
  json::Array Result;
  for (const std::string &Word : Words)
    Result.push_back(json::fixUTF8(Word));
  return Result;
}

static std::vector<std::string> wordsOf(const json::Object &From,
                                        StringRef Key) {
  std::vector<std::string> Result;
  if (const json::Array *Words = From.getArray(Key))
    for (const json::Value &Word : *Words)
      Result.push_back(Word.getAsString().value_or("").str());
  return Result;
}

static std::string textOf(const json::Object &From, StringRef Key) {
  return From.getString(Key).value_or("").str();
}

static std::string printed(json::Object Object) {
  std::string Text;
  raw_string_ostream OS(Text);
  OS << formatv("{0:1}\n", json::Value(std::move(Object)));
  return Text;
}

static Expected<json::Value> readJson(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return error("cannot read '" + Path + "': " + Buffer.getError().message());
  auto Value = json::parse((*Buffer)->getBuffer());
  if (!Value)
    return error("'" + Path + "' is damaged: " + toString(Value.takeError()));
  if (!Value->getAsObject())
    return error("'" + Path + "' is damaged");
  return Value;
}

std::string PlannedUnit::text() const {
  return printed(json::Object{
      {"digest", Digest},
      {"directory", Unit.Directory},
      {"file", Unit.File},
      {"command", listOf(Unit.Command)},
      {"root", Run.Root},
      {"overlay", Run.Overlay},
      {"all-places", Run.What == Scope::AllPlaces},
      {"facts", listOf(Facts)},
      {"racy", listOf(Racy)},
  });
}

Expected<PlannedUnit> PlannedUnit::load(StringRef Path) {
  auto Value = readJson(Path);
  if (!Value)
    return Value.takeError();
  const json::Object &From = *Value->getAsObject();
  PlannedUnit Result;
  Result.Digest = textOf(From, "digest");
  Result.Unit.Directory = textOf(From, "directory");
  Result.Unit.File = textOf(From, "file");
  Result.Unit.Command = wordsOf(From, "command");
  Result.Run.Root = textOf(From, "root");
  Result.Run.Overlay = textOf(From, "overlay");
  Result.Run.What = From.getBoolean("all-places").value_or(false)
                        ? Scope::AllPlaces
                        : Scope::KnownPlaces;
  Result.Facts = wordsOf(From, "facts");
  Result.Racy = wordsOf(From, "racy");
  return Result;
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
  std::map<std::vector<std::string>, size_t> Numbers;
  json::Array Sets, Entries;
  for (const Unit &U : Units) {
    auto [Set, New] = Numbers.try_emplace(U.Facts, Numbers.size());
    if (New)
      Sets.push_back(listOf(U.Facts));
    Entries.push_back(json::Object{{"key", U.Key},
                                   {"shown", json::fixUTF8(U.Shown)},
                                   {"digest", U.Digest},
                                   {"facts", int64_t(Set->second)}});
  }
  return writeIfNew((Folder + "/plan.json").str(),
                    printed(json::Object{
                        {"reread", Tool},
                        {"root", Root},
                        {"overlay", Overlay},
                        {"infer-types", InferTypes},
                        {"infer-tree", InferTree},
                        {"racy", listOf(Racy)},
                        {"shards", int64_t(Shards)},
                        {"facts-digest", FactsDigest},
                        {"facts", std::move(Sets)},
                        {"units", std::move(Entries)},
                    }));
}

Expected<Plan> Plan::load(StringRef Folder) {
  std::string Path = (Folder + "/plan.json").str();
  if (!sys::fs::exists(Path))
    return error("'" + Folder +
                 "' is no work folder: it has no plan.json; "
                 "'reread check --work' makes one");
  auto Value = readJson(Path);
  if (!Value)
    return Value.takeError();
  const json::Object &From = *Value->getAsObject();
  Plan Result;
  Result.Tool = textOf(From, "reread");
  Result.Root = textOf(From, "root");
  Result.Overlay = textOf(From, "overlay");
  Result.InferTypes = From.getBoolean("infer-types").value_or(true);
  Result.InferTree = From.getBoolean("infer-tree").value_or(false);
  Result.Racy = wordsOf(From, "racy");
  Result.Shards = std::max<int64_t>(1, From.getInteger("shards").value_or(1));
  Result.FactsDigest = textOf(From, "facts-digest");
  std::vector<std::vector<std::string>> Sets;
  if (const json::Array *Lists = From.getArray("facts"))
    for (const json::Value &List : *Lists)
      Sets.push_back(wordsOf(json::Object{{"", List}}, ""));
  if (const json::Array *Entries = From.getArray("units"))
    for (const json::Value &Entry : *Entries) {
      const json::Object *U = Entry.getAsObject();
      size_t Set = U ? size_t(U->getInteger("facts").value_or(-1)) : -1;
      if (Set >= Sets.size())
        return error("'" + Path + "' is damaged");
      Result.Units.push_back({textOf(*U, "key"), textOf(*U, "shown"),
                              textOf(*U, "digest"), Sets[Set]});
    }
  return Result;
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
