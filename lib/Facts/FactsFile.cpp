//===-- FactsFile.cpp - facts from YAML files and the command line -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Facts/FactsFile.h"
#include "Names.h"
#include "Words.h"
#include "reread/Yaml/YamlItem.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace reread;

namespace {

/// "a[]" is what `a` leads to.
template <bool (*Test)(StringRef)> bool isElements(StringRef Name) {
  Name.consume_back("[]");
  return Test(Name);
}

bool takeElements(std::string &Name) {
  bool Found = StringRef(Name).ends_with("[]");
  if (Found)
    Name.resize(Name.size() - 2);
  return Found;
}

/// Of a file's facts keeps the first mistake and reads on with defaults, so
/// only the caller of read() has to look for one.
class Reader {
public:
  Reader(StringRef File, bool Shipped) : M(File), Shipped(Shipped) {}
  Error read(const YamlValue &Root, Facts &Out);

private:
  void readPlace(const YamlValue &V);
  void readSink(const YamlValue &V);
  void readGroup(const YamlValue &V);
  void readFunctions(const YamlValue &V);
  void readAsm(const YamlValue &V);
  void readFields(const YamlValue &V);
  void readMacros(const YamlValue &V);

  FactSource source(YamlPosition At) const {
    return {M.File, At.Line, /*InUnit=*/false, At.Column, !Shipped};
  }

  /// A second fact of one file about one thing would silently win or lose.
  void refuse(YamlPosition At, StringRef Key, unsigned EarlierLine) {
    M.add(At, Key,
          "stated again; expected it once, and it stands in line " +
              Twine(EarlierLine));
  }

  Mistakes M;
  const bool Shipped;
  Facts Result;
  /// Sinks of groups, looked up when all sinks are known.
  std::vector<const YamlValue *> GroupSinks;
  StringMap<unsigned> MacroLines;
};

void Reader::readPlace(const YamlValue &V) {
  Item I(M, V, "places",
         {"struct", "field", "global", "pointee", "is", "lock", "written-by",
          "note", "seen"});
  I.requireOne({"struct", "global", "pointee"});
  if (I.find("struct"))
    I.require("field", "the field of the struct");
  I.restrict("field", I.find("struct"), "beside struct");
  PlaceFact P;
  P.Kind = I.word("is", PlaceKinds, PlaceKind::Racy);
  P.Struct = I.name("struct", isName, NameForm);
  P.Field = I.name("field", isElements<isPath>, PathForm);
  P.Global = I.name("global", isElements<isName>, NameForm);
  P.Elements = takeElements(P.Field) || takeElements(P.Global);
  P.Pointee = I.name("pointee", isName, NameForm);
  P.Lock = I.name("lock", isPath, PathForm);
  for (const YamlValue *Name :
       I.names("written-by", isFunctionName, FunctionForm))
    P.WrittenBy.push_back(Name->Scalar);
  P.Note = I.text("note");
  for (const YamlValue *Text :
       I.names("seen", [](StringRef) { return true; }, ""))
    P.Seen.push_back(Text->Scalar);
  P.Source = source(I.at());
  for (const PlaceFact &O : Result.Places)
    if (O.Struct == P.Struct && O.Field == P.Field && O.Global == P.Global &&
        O.Pointee == P.Pointee && O.Elements == P.Elements)
      refuse(I.at(), "places", O.Source.Line);
  Result.Places.push_back(std::move(P));
}

void Reader::readSink(const YamlValue &V) {
  Item I(M, V, "sinks",
         {"name", "function", "argument", "asm", "struct", "global", "field"});
  I.require("name", "the name of the sink");
  I.requireOne({"function", "asm", "struct", "global"});
  if (I.find("function"))
    I.require("argument", "the argument of the function, counted from 0");
  if (I.find("struct"))
    I.require("field", "the field of the struct");
  I.restrict("argument", I.find("function"), "beside function");
  I.restrict("field", I.find("struct") || I.find("global"),
             "beside struct or global");
  SinkFact S;
  S.Name = I.text("name");
  S.Function = I.name("function", isFunctionName, FunctionForm);
  S.Argument = I.number("argument", 0);
  S.Asm = I.text("asm");
  S.Struct = I.name("struct", isName, NameForm);
  S.Global = I.name("global", isName, NameForm);
  S.Field = I.name("field", isPath, PathForm);
  S.Source = source(I.at());
  Result.Sinks.push_back(std::move(S));
}

void Reader::readGroup(const YamlValue &V) {
  Item I(M, V, "groups", {"name", "sinks", "note"});
  I.require("name", "the name of the group");
  I.require("sinks", "the names of at least two sinks");
  GroupFact G;
  G.Name = I.text("name");
  for (const YamlValue *Sink :
       I.names("sinks", [](StringRef) { return true; }, "")) {
    GroupSinks.push_back(Sink);
    G.Sinks.push_back(Sink->Scalar);
  }
  if (G.Sinks.size() == 1)
    M.add(GroupSinks.back()->At, "sinks",
          "one sink alone; expected the names of at least two");
  G.Note = I.text("note");
  G.Source = source(I.at());
  for (const GroupFact &O : Result.Groups)
    if (O.Name == G.Name)
      refuse(I.at(), "groups", O.Source.Line);
  Result.Groups.push_back(std::move(G));
}

void Reader::readFunctions(const YamlValue &V) {
  using R = FunctionRole;
  Item I(M, V, "functions",
         {"role", "argument", "field", "lock", "kind", "success", "bit",
          "expected", "until", "names"});
  I.require("role", "the role of the functions");
  I.require("names", "a list of functions");
  FunctionFact F;
  F.Role = I.word("role", FunctionRoles, R::Opaque);
  auto Is = [&](std::initializer_list<R> Roles) {
    return is_contained(Roles, F.Role);
  };
  bool Locking = Is({R::Lock, R::Trylock, R::Unlock, R::AssertHeld});
  I.restrict("argument",
             Locking || Is({R::SeqBegin, R::SeqRetry, R::BitTest, R::Load,
                            R::Store, R::ReadModifyWrite, R::Cmpxchg, R::Length,
                            R::PageTableGetter, R::Unlink, R::Publish}),
             "for locks, sequence counts, accesses and lengths");
  I.restrict("lock", Locking, "for lock, trylock, unlock and assert-held");
  I.restrict("field", Locking, "for lock, trylock, unlock and assert-held");
  I.restrict("kind", Locking, "for lock, trylock, unlock and assert-held");
  I.restrict("lock", !I.find("argument"), "without argument");
  I.restrict("field", !I.find("lock"), "without lock");
  I.restrict("success", Is({R::Trylock}), "for trylock");
  I.restrict("until", Is({R::Trylock}) && I.find("field"),
             "for trylock with field");
  I.restrict("bit", Is({R::BitTest}), "for bit-test");
  I.restrict("expected", Is({R::Cmpxchg}), "for cmpxchg");
  if (Is({R::BitTest}))
    I.require("bit", "the argument that is the bit");
  if (Is({R::Cmpxchg}))
    I.require("expected", "the argument that is the expected value");

  F.Argument = I.argument("argument", 0);
  F.LockName = I.name("lock", isPath, PathForm);
  F.LockField = I.name("field", isPath, PathForm);
  F.Until = I.name("until", isPath, PathForm);
  F.Kind = I.word("kind", LockKinds, LockKind::Exclusive);
  F.SuccessIsZero = I.word("success", Successes, false);
  StringRef Second = Is({R::BitTest}) ? "bit" : "expected";
  if (const YamlEntry *E = I.find(Second)) {
    F.Second = I.number(Second, 0);
    if (F.Second == F.Argument)
      M.add(E->Value.At, Second, "the same as argument; expected another one");
  }
  for (const YamlValue *Name : I.names("names", isFunctionName, FunctionForm)) {
    F.Source = source(Name->At);
    std::vector<FunctionFact> &Known = Result.Functions[Name->Scalar];
    for (const FunctionFact &O : Known)
      if (O.Role == F.Role && O.Argument == F.Argument)
        refuse(Name->At, "names", O.Source.Line);
    Known.push_back(F);
  }
}

void Reader::readAsm(const YamlValue &V) {
  Item I(M, V, "asm", {"text", "expected"});
  I.require("text", "a part of the statement's template");
  I.require("expected", "the constraint letters of the expected value");
  AsmFact A;
  A.Text = I.text("text");
  A.Expected = I.name("expected", isIdentifier, "letters");
  A.Source = source(I.at());
  for (const AsmFact &O : Result.Exchanges)
    if (O.Text == A.Text)
      refuse(I.at(), "asm", O.Source.Line);
  Result.Exchanges.push_back(std::move(A));
}

void Reader::readFields(const YamlValue &V) {
  Item I(M, V, "fields", {"role", "struct", "names", "mode", "lock", "kind"});
  I.require("role", "the role of the fields");
  I.require("struct", "the struct of the fields");
  I.require("names", "a list of fields");
  FieldFact F;
  F.Role = I.word("role", FieldRoles, FieldRole::Concurrent);
  I.restrict("mode", F.Role == FieldRole::WrittenThrough,
             "for written-through");
  bool Locked = F.Role == FieldRole::Locked;
  I.restrict("lock", Locked, "for locked");
  I.restrict("kind", Locked, "for locked");
  if (Locked)
    I.require("lock", "the lock that is held");
  F.Struct = I.name("struct", isName, NameForm);
  F.Mode = I.name("mode", isIdentifier, "the name of a field");
  F.Lock = I.name("lock", isPath, PathForm);
  F.Kind = I.word("kind", LockKinds, LockKind::Exclusive);
  for (const YamlValue *Name : I.names("names", isPath, PathForm)) {
    F.Field = Name->Scalar;
    F.Source = source(Name->At);
    for (const FieldFact &O : Result.Fields)
      if (O.Role == F.Role && O.Struct == F.Struct && O.Field == F.Field)
        refuse(Name->At, "names", O.Source.Line);
    Result.Fields.push_back(F);
  }
}

void Reader::readMacros(const YamlValue &V) {
  Item I(M, V, "macros", {"role", "names"});
  I.require("role", "the role of the macros");
  I.require("names", "a list of macros");
  MacroRole Role = I.word("role", MacroRoles, MacroRole::Marked);
  for (const YamlValue *Name : I.names("names", isIdentifier, MacroForm)) {
    auto [Line, New] = MacroLines.try_emplace(Name->Scalar, Name->At.Line);
    if (!New)
      refuse(Name->At, "names", Line->second);
    Result.Macros[Name->Scalar] = Role;
  }
}

Error Reader::read(const YamlValue &Root, Facts &Out) {
  struct Section {
    StringRef Key;
    void (Reader::*Read)(const YamlValue &);
  };
  static constexpr Section Sections[] = {
      {"places", &Reader::readPlace},  {"sinks", &Reader::readSink},
      {"groups", &Reader::readGroup},  {"functions", &Reader::readFunctions},
      {"asm", &Reader::readAsm},       {"fields", &Reader::readFields},
      {"macros", &Reader::readMacros},
  };
  std::string Expected =
      "expected " +
      oneOf(map_to_vector(Sections, [](const Section &S) { return S.Key; }));
  if (Root.Kind != YamlValue::Mapping)
    M.add(Root.At, YamlTopLevel, "no keys; " + Expected);
  for (const YamlEntry &E : Root.Entries) {
    const Section *S =
        find_if(Sections, [&](const Section &S) { return S.Key == E.Key; });
    if (S == std::end(Sections))
      M.add(E.At, E.Key, "unknown key; " + Expected);
    else if (E.Value.Kind != YamlValue::List)
      M.add(E.Value.At, E.Key, "not a list; expected a list of mappings");
    else if (E.Value.Items.empty())
      M.add(E.Value.At, E.Key, "empty; expected a list of mappings");
    else
      for (const YamlValue &V : E.Value.Items)
        (this->*S->Read)(V);
  }
  for (const YamlValue *Sink : GroupSinks) {
    auto Named = [&](const SinkFact &S) { return S.Name == Sink->Scalar; };
    if (none_of(Result.Sinks, Named) && none_of(Out.Sinks, Named))
      M.add(Sink->At, "sinks",
            "no sink has the name '" + Sink->Scalar +
                "'; expected one from this file or an earlier one");
  }
  Error E = M.take();
  if (!E)
    Out.append(Result);
  return E;
}

} // namespace

Error reread::readFactsText(StringRef Text, StringRef Name, Facts &Out,
                            bool Shipped) {
  Expected<YamlValue> Root = parseYaml(Text, Name);
  if (!Root)
    return Root.takeError();
  return Reader(Name, Shipped).read(*Root, Out);
}

Error reread::readFactsFile(StringRef Path, Facts &Out, bool Shipped) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError(
        Buffer.getError(),
        Path + ": error: cannot be read: " + Buffer.getError().message());
  return readFactsText((*Buffer)->getBuffer(), Path, Out, Shipped);
}

Error reread::addRacy(StringRef Place, Facts &Out) {
  PlaceFact P;
  StringRef Text = Place.trim();
  if (!Text.starts_with("*"))
    P.Elements = Text.consume_back("[]");
  auto [Struct, Field] = Text.split('.');
  if (Text.consume_front("*")) {
    for (StringRef Keyword : {"struct ", "union ", "class "})
      if (Text.consume_front(Keyword))
        Text = Text.ltrim();
    if (isName(Text))
      P.Pointee = Text.str();
  } else if (!Field.empty() && isName(Struct) && isPath(Field)) {
    P.Struct = Struct.str();
    P.Field = Field.str();
  } else if (isName(Text)) {
    P.Global = Text.str();
  }
  if (P.Pointee.empty() && P.Struct.empty() && P.Global.empty())
    return createStringError(inconvertibleErrorCode(),
                             "'" + Place +
                                 "' is no place; expected STRUCT.FIELD, "
                                 "GLOBAL or '*TYPE'");
  P.Source.File = "--racy";
  Facts One;
  One.Places.push_back(std::move(P));
  Out.append(One);
  return Error::success();
}
