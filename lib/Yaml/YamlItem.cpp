//===-- YamlItem.cpp - one mapping with known keys -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Yaml/YamlItem.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;
using namespace reread;

std::string reread::oneOf(ArrayRef<StringRef> All) {
  std::string Text = join(All.drop_back(), ", ");
  return Text + (Text.empty() ? "" : " or ") + All.back().str();
}

void Mistakes::add(YamlPosition At, StringRef Key, const Twine &What) {
  if (!Any)
    First = joinErrors(std::move(First), yamlMistake(File, At, Key, What));
  Any = true;
}

StringRef Mistakes::textOf(const YamlValue &V, StringRef Key, YamlPosition At) {
  switch (V.Kind) {
  case YamlValue::Nothing:
    add(At, Key, "no value; expected text");
    return "";
  case YamlValue::List:
    add(V.At, Key, "a list; expected text");
    return "";
  case YamlValue::Mapping:
    add(V.At, Key, "a mapping; expected text");
    return "";
  case YamlValue::Text:
    break;
  }
  if (StringRef(V.Scalar).trim().empty())
    add(V.At, Key, "empty; expected text");
  return V.Scalar;
}

Item::Item(Mistakes &M, const YamlValue &V, StringRef List,
           ArrayRef<StringRef> Keys)
    : M(M), V(V), List(List) {
  if (V.Kind != YamlValue::Mapping)
    add(V.At, List,
        "an item that is not a mapping; expected the keys " + oneOf(Keys));
  for (const YamlEntry &E : V.Entries)
    if (!is_contained(Keys, E.Key))
      add(E.At, E.Key, "unknown key; expected " + oneOf(Keys));
}

const YamlEntry *Item::find(StringRef Key) const {
  auto Found =
      find_if(V.Entries, [&](const YamlEntry &E) { return E.Key == Key; });
  return Found == V.Entries.end() ? nullptr : &*Found;
}

std::string Item::text(StringRef Key) {
  const YamlEntry *E = find(Key);
  return E ? M.textOf(E->Value, Key, E->At).str() : "";
}

std::string Item::name(StringRef Key, NameTest Test, StringRef Form) {
  std::string Text = text(Key);
  if (!Text.empty() && !Test(Text))
    add(find(Key)->Value.At, Key,
        "'" + Text + "' cannot be one; expected " + Form);
  return Text;
}

unsigned Item::number(StringRef Key, unsigned Default) {
  const YamlEntry *E = find(Key);
  if (!E)
    return Default;
  StringRef Text = M.textOf(E->Value, Key, E->At);
  unsigned Number = Default;
  // Standards ask for 127 parameters; the limit catches typing errors.
  if (Text.getAsInteger(10, Number) || Number > 127)
    add(E->Value.At, Key,
        "'" + Text + "' is no number; expected one from 0 to 127");
  return Number;
}

int Item::argument(StringRef Key, int Default) {
  const YamlEntry *E = find(Key);
  if (!E)
    return Default;
  StringRef Text = M.textOf(E->Value, Key, E->At);
  if (Text == "this")
    return -1;
  int Number = Default;
  if (Text.getAsInteger(10, Number) || Number < 0 || Number > 127)
    add(E->Value.At, Key,
        "'" + Text + "' is no argument; expected a number from 0, or this");
  return Number;
}

size_t Item::indexOf(StringRef Key, ArrayRef<StringRef> Words) {
  const YamlEntry *E = find(Key);
  if (!E)
    return Words.size();
  StringRef Text = M.textOf(E->Value, Key, E->At);
  const StringRef *Found = llvm::find(Words, Text);
  if (Found == Words.end())
    add(E->Value.At, Key,
        "unknown value '" + Text + "'; expected " + oneOf(Words));
  return Found - Words.begin();
}

std::vector<const YamlValue *> Item::names(StringRef Key, NameTest Test,
                                           StringRef Form) {
  std::vector<const YamlValue *> Result;
  const YamlEntry *E = find(Key);
  if (!E)
    return Result;
  const YamlValue &L = E->Value;
  if (L.Kind != YamlValue::List)
    add(L.At, Key, "not a list; expected a list of names");
  else if (L.Items.empty())
    add(L.At, Key, "empty; expected a list of names");
  StringSet<> Seen;
  for (const YamlValue &I : L.Items) {
    StringRef Text = M.textOf(I, Key, I.At);
    if (!Test(Text))
      add(I.At, Key, "'" + Text + "' cannot be one; expected " + Form);
    if (!Seen.insert(Text).second)
      add(I.At, Key, "'" + Text + "' stands twice; expected it once");
    Result.push_back(&I);
  }
  return Result;
}

void Item::require(StringRef Key, const Twine &Why) {
  if (!find(Key))
    add(V.At, Key, "missing; expected " + Why);
}

void Item::restrict(StringRef Key, bool Allowed, const Twine &Where) {
  const YamlEntry *E = find(Key);
  if (E && !Allowed)
    add(E->At, Key, "out of place; expected only " + Where);
}

void Item::requireOne(ArrayRef<StringRef> Keys) {
  const YamlEntry *Only = nullptr;
  for (const YamlEntry &E : V.Entries) {
    if (!is_contained(Keys, E.Key))
      continue;
    if (Only)
      return add(E.At, E.Key,
                 "stands beside '" + Only->Key + "'; expected one of " +
                     oneOf(Keys));
    Only = &E;
  }
  if (!Only)
    add(V.At, List,
        "an item that is about nothing; expected one of " + oneOf(Keys));
}
