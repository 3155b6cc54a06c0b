//===-- Suppressions.cpp - findings that somebody has looked at ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Suppressions.h"
#include "reread/Findings/FileNames.h"
#include "reread/Yaml/YamlItem.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <ctime>

using namespace llvm;
using namespace reread;

static bool isFingerprint(StringRef Text) {
  return Text.size() == 16 && all_of(Text, isHexDigit);
}

static bool isDay(StringRef Text) {
  unsigned Year, Month, Day;
  if (Text.size() != 10 || Text[4] != '-' || Text[7] != '-' ||
      Text.take_front(4).getAsInteger(10, Year) ||
      Text.substr(5, 2).getAsInteger(10, Month) ||
      Text.substr(8).getAsInteger(10, Day))
    return false;
  return Month >= 1 && Month <= 12 && Day >= 1 && Day <= 31;
}

static bool isAnything(StringRef Text) { return !Text.trim().empty(); }

static Suppression readItem(Mistakes &M, const YamlValue &V) {
  Item I(M, V, "suppressions",
         {"fingerprint", "place", "function", "file", "reason", "until"});
  Suppression S;
  S.List = M.File;
  S.At = V.At;
  I.requireOne({"fingerprint", "place"});
  S.Fingerprint = I.name("fingerprint", isFingerprint, "16 hexadecimal digits");
  S.Place = I.name("place", isAnything, "STRUCT.FIELD or a global");
  for (StringRef Key : {"function", "file"})
    I.restrict(Key, I.find("place"), "with place");
  S.Function = I.text("function");
  S.File = StringRef(I.text("file")).rtrim('/').str();
  I.require("reason", "why it is no mistake");
  S.Reason = StringRef(I.text("reason")).trim().str();
  S.Until = I.name("until", isDay, "a day as YYYY-MM-DD");
  return S;
}

Error Suppressions::read(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             "cannot read '" + Path +
                                 "': " + Buffer.getError().message());
  auto Root = parseYaml((*Buffer)->getBuffer(), Path, "docs/selection.md");
  if (!Root)
    return Root.takeError();
  Mistakes M(Path);
  if (Root->Kind != YamlValue::List && Root->Kind != YamlValue::Nothing)
    M.add(Root->At, YamlTopLevel,
          "not a list; expected a list of suppressions");
  for (const YamlValue &V : Root->Items)
    Items.push_back({readItem(M, V)});
  return M.take();
}

static bool isMeant(const Suppression &S, const Finding &F, StringRef Root) {
  if (!S.Fingerprint.empty())
    return StringRef(S.Fingerprint).equals_insensitive(F.Fingerprint);
  if (S.Place != F.What.Place ||
      (!S.Function.empty() && S.Function != F.What.Function))
    return false;
  StringRef File = nameBelow(F.What.FunctionAt.File, Root);
  return S.File.empty() || File == S.File ||
         (File.consume_front(S.File) && File.starts_with("/"));
}

const Suppression *Suppressions::find(const Finding &F, StringRef Root,
                                      StringRef Today) {
  const Suppression *Found = nullptr;
  for (Counted &C : Items) {
    if (!isMeant(C.What, F, Root))
      continue;
    ++C.Count;
    bool Ended = !C.What.Until.empty() && C.What.Until < Today;
    if (!Found && !Ended)
      Found = &C.What;
  }
  return Found;
}

std::string Suppression::subject(StringRef Verb) const {
  std::string Text;
  if (!Function.empty())
    Text += "in function '" + Function + "' ";
  if (!File.empty())
    Text += "in '" + File + "' ";
  Text += Verb;
  return Text +
         (Fingerprint.empty() ? " the place '" + Place
                              : " the fingerprint '" + Fingerprint) +
         "'";
}

std::vector<std::string> Suppressions::complaints(bool All,
                                                  StringRef Today) const {
  std::vector<std::string> Lines;
  for (const Counted &C : Items) {
    const Suppression &S = C.What;
    bool Ended = !S.Until.empty() && S.Until < Today;
    std::string What;
    if (C.Count && Ended)
      What = "ended on " + S.Until + ": " + std::to_string(C.Count) +
             (C.Count == 1 ? " finding " : " findings ") + S.subject("with") +
             (C.Count == 1 ? " is" : " are") + " shown again";
    else if (!C.Count && All)
      What = "suppresses nothing: no finding " + S.subject("has");
    else
      continue;
    Lines.push_back(S.List + ":" + std::to_string(S.At.Line) + ":" +
                    std::to_string(S.At.Column) + ": warning: " + What);
  }
  return Lines;
}

std::string reread::today() {
  std::time_t Now = std::time(nullptr);
  std::tm Parts;
  char Text[11] = "";
  if (gmtime_r(&Now, &Parts))
    std::strftime(Text, sizeof(Text), "%Y-%m-%d", &Parts);
  return Text;
}
