//===-- Baseline.cpp - the findings of an earlier run --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Baseline.h"
#include "reread/Findings/FileNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

using namespace llvm;
using namespace reread;

/// An access path without the names of variables in it: "p->a[i].b" is
/// "_->a[_].b".
static std::string withoutVariables(StringRef Path) {
  std::string Text;
  for (size_t I = 0; I < Path.size();) {
    if (!isAlpha(Path[I]) && Path[I] != '_') {
      Text += Path[I++];
      continue;
    }
    StringRef Name = Path.substr(I).take_while(
        [](char C) { return isAlnum(C) || C == '_'; });
    StringRef Before = StringRef(Text);
    bool Field = Before.ends_with(".") || Before.ends_with("->");
    Text += Field ? Name : StringRef("_");
    I += Name.size();
  }
  return Text;
}

std::string reread::kinOf(const Candidate &C) {
  std::string Text = C.Place + '\n' + C.Function + '\n';
  Text += withoutVariables(C.Object);
  for (const ReadEvidence *Read : {&C.First, &C.Second}) {
    Text += '\n';
    for (const ViaEvidence &V : Read->Via)
      Text += V.Function + '\n';
  }
  return utohexstr(xxh3_64bits(Text), /*LowerCase=*/true, /*Width=*/16);
}

static KnownFinding knownAs(const Finding &F, StringRef Root) {
  const Candidate &C = F.What;
  return {F.Fingerprint, kinOf(C),
          F.Tier,        nameBelow(C.FunctionAt.File, Root).str(),
          C.Function,    C.Place,
          F.Message};
}

Baseline Baseline::of(ArrayRef<Finding> Findings, StringRef Root) {
  Baseline Result;
  for (const Finding &F : Findings)
    Result.Findings.push_back(knownAs(F, Root));
  auto Key = [](const KnownFinding &K) {
    return std::tie(K.File, K.Function, K.Place, K.Fingerprint, K.Message);
  };
  sort(Result.Findings, [&](const KnownFinding &A, const KnownFinding &B) {
    return Key(A) < Key(B);
  });
  return Result;
}

void Baseline::write(raw_ostream &Out) const {
  auto Line = [&](function_ref<void(json::OStream &)> Attributes) {
    json::OStream Json(Out);
    Json.object([&] { Attributes(Json); });
    Out << '\n';
  };
  Line([&](json::OStream &Json) {
    Json.attribute("baseline", 1);
    Json.attribute("tier", Tier);
    Json.attribute("inferred", Inferred);
  });
  for (const KnownFinding &K : Findings)
    Line([&](json::OStream &Json) {
      Json.attribute("fingerprint", K.Fingerprint);
      Json.attribute("kin", K.Kin);
      Json.attribute("tier", K.Tier);
      Json.attribute("file", json::fixUTF8(K.File));
      Json.attribute("function", json::fixUTF8(K.Function));
      Json.attribute("place", json::fixUTF8(K.Place));
      Json.attribute("message", json::fixUTF8(K.Message));
    });
}

/// Fills in one line, or says what it lacks.
static std::string readLine(const json::Value &Line, bool First,
                            Baseline &Out) {
  json::Path::Root Root("line");
  json::ObjectMapper Map(Line, Root);
  if (First) {
    int64_t Version = 0, Tier = 0;
    bool Fits = Map && Map.map("baseline", Version) && Map.map("tier", Tier) &&
                Map.map("inferred", Out.Inferred);
    Out.Tier = Tier;
    return Fits && Version == 1 ? "" : "no baseline of this version of reread";
  }
  KnownFinding K;
  int64_t Tier = 0;
  if (!Map || !Map.map("fingerprint", K.Fingerprint) ||
      !Map.map("kin", K.Kin) || !Map.map("tier", Tier) ||
      !Map.map("file", K.File) || !Map.map("function", K.Function) ||
      !Map.map("place", K.Place) || !Map.map("message", K.Message))
    return toString(Root.getError());
  K.Tier = Tier;
  Out.Findings.push_back(std::move(K));
  return "";
}

Expected<Baseline> Baseline::load(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             "cannot read '" + Path +
                                 "': " + Buffer.getError().message());
  Baseline Result;
  unsigned Number = 0;
  auto Mistake = [&](const Twine &What) {
    std::string Text = (Path + ":" + Twine(Number) + ": error: " + What +
                        "; 'reread baseline' writes the file anew")
                           .str();
    std::replace(Text.begin(), Text.end(), '\n', ' ');
    return createStringError(inconvertibleErrorCode(), Text);
  };
  StringRef Text = (*Buffer)->getBuffer();
  do {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    ++Number;
    auto Value = json::parse(Line);
    if (!Value) {
      consumeError(Value.takeError());
      return Mistake("not a line of JSON");
    }
    std::string Why = readLine(*Value, Number == 1, Result);
    if (!Why.empty())
      return Mistake(Why);
  } while (!Text.empty());
  return Result;
}

std::vector<KnownFinding> Baseline::compare(std::vector<Finding> &Now,
                                            StringRef Root) const {
  std::vector<KnownFinding> As;
  for (Finding &F : Now) {
    F.Standing = Standing::New;
    As.push_back(knownAs(F, Root));
  }
  std::vector<bool> Taken(Findings.size());
  // The surest resemblance first.
  using Keys = std::pair<StringRef, StringRef>;
  const std::function<Keys(const KnownFinding &)> Resemblances[] = {
      [](const KnownFinding &K) { return Keys(K.Fingerprint, K.File); },
      [](const KnownFinding &K) { return Keys(K.Fingerprint, ""); },
      [](const KnownFinding &K) { return Keys(K.Kin, K.File); },
      [](const KnownFinding &K) { return Keys(K.Kin, ""); },
  };
  for (const auto &KeysOf : Resemblances) {
    std::map<Keys, std::vector<size_t>> Free;
    for (size_t I = Findings.size(); I-- > 0;) // the first one at the end
      if (!Taken[I])
        Free[KeysOf(Findings[I])].push_back(I);
    for (size_t I = 0; I != Now.size(); ++I) {
      if (Now[I].Standing == Standing::Persisting)
        continue;
      auto It = Free.find(KeysOf(As[I]));
      if (It == Free.end() || It->second.empty())
        continue;
      Taken[It->second.back()] = true;
      It->second.pop_back();
      Now[I].Standing = Standing::Persisting;
    }
  }
  std::vector<KnownFinding> Gone;
  for (size_t I = 0; I != Findings.size(); ++I)
    if (!Taken[I])
      Gone.push_back(Findings[I]);
  return Gone;
}
