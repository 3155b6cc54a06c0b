//===-- BackportReport.cpp - both versions of a double read --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Report/BackportReport.h"
#include "SourceText.h"
#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;
using namespace reread;

static StringRef wordFor(NewerReads Reads) {
  switch (Reads) {
  case NewerReads::Once:
    return "once";
  case NewerReads::Excused:
    return "excused";
  case NewerReads::Nowhere:
    return "nowhere";
  case NewerReads::Less:
    return "less";
  case NewerReads::Again:
    return "again";
  case NewerReads::NoFunction:
    return "no-function";
  }
  return "";
}

static StringRef wordFor(FollowedBy How) {
  switch (How) {
  case FollowedBy::Name:
    return "name";
  case FollowedBy::Move:
    return "move";
  case FollowedBy::Behaviour:
    return "behaviour";
  }
  return "";
}

static std::string lineAt(SourceFiles &Files, const SourcePoint &At) {
  if (!isInFile(At))
    return "";
  SourceText &Text = Files.textOf(Files.nameOf(At).first);
  return At.Line <= Text.lines()
             ? StringRef(Text.utf8Line(At.Line)).trim().str()
             : "";
}

/// What the newer version does, as a clause after the function's name.
static std::string reading(const NewerVersion &N) {
  switch (N.Reads) {
  case NewerReads::Once:
  case NewerReads::Excused: {
    std::string Text =
        N.marked() ? "reads it once, marked" : "reads it once, plainly";
    if (!N.At.front().Via.empty())
      Text += ", through '" + N.At.front().Via.back() + "'";
    if (N.Reads == NewerReads::Excused)
      Text += "; where it reads it again, '" + N.Excuse + "' accepts that";
    return Text;
  }
  case NewerReads::Nowhere:
    return "does not read it";
  case NewerReads::Less:
    return "reads it twice, too, but in fewer places";
  case NewerReads::Again:
    return "reads it twice, too";
  case NewerReads::NoFunction:
    break;
  }
  return "";
}

static std::string versionText(const Backport &B) {
  const NewerVersion &N = B.Newer;
  if (N.Function.empty())
    return "the newer tree has no such function";
  std::string Text = "in the newer tree '" + N.Function + "'";
  if (N.How == FollowedBy::Behaviour)
    Text += ", which does most of what this function does,";
  else if (N.How == FollowedBy::Move)
    Text += " has moved, and";
  if (!N.Place.empty())
    Text += ", to which it is '" + N.Place + "',";
  return Text + " " + reading(N);
}

/// Why the place is racy, or that it is not.
static std::string placeText(const NewerVersion &N) {
  if (!N.Use)
    return "no unit of the newer tree accesses the place";
  const PlaceUse &U = *N.Use;
  std::string Text =
      formatv("there {0} of {1} writes and {2} of {3} reads are marked",
              U.MarkedWrites, U.Writes, U.MarkedReads, U.Reads);
  ListSeparator And(" and ");
  if (!U.CommonLocks.empty())
    Text += "; all writers hold ";
  for (const LockEvidence &L : U.CommonLocks)
    Text += (StringRef(And) + "'" + L.Lock + "'").str();
  if (!N.Grade)
    Text += U.Writes ? "; nothing says that it is shared"
                     : "; nobody writes it once its object is known";
  return Text;
}

static void writeSide(StringRef Side, SourceFiles &Files, const SourcePoint &At,
                      StringRef Via, raw_ostream &Out) {
  Out << "  " << Side << " | " << Files.nameOf(At).first << ':' << At.Line
      << " | " << lineAt(Files, At);
  if (!Via.empty())
    Out << "   [in '" << Via << "']";
  Out << '\n';
}

void reread::writeBackports(ArrayRef<Backport> All, const VersionSources &Older,
                            const VersionSources &Newer, raw_ostream &Out) {
  SourceFiles Before(Older.Root, Older.Files), After(Newer.Root, Newer.Files);
  for (const Backport &B : All) {
    const Candidate &C = B.Older.What;
    const SourcePoint &At = C.Second.At;
    Out << At.File << ':' << At.Line << ':' << At.Column
        << ": warning: " << B.Older.Message << " [reread.Backport]\n";
    for (const ReadEvidence *Read : {&C.First, &C.Second})
      writeSide("older", Before, Read->At,
                Read->Via.empty() ? "" : Read->Function, Out);
    for (const NewerRead &Read : B.Newer.At)
      writeSide("newer", After, Read.At, Read.Via.empty() ? "" : Read.Function,
                Out);
    Out << C.FunctionAt.File << ':' << C.FunctionAt.Line << ':'
        << C.FunctionAt.Column << ": note: " << versionText(B) << '\n'
        << At.File << ':' << At.Line << ':' << At.Column
        << ": note: " << placeText(B.Newer) << '\n';
    for (const RuleAnswer &A : B.Older.Answers)
      if (A.What == Answer::Dismiss)
        Out << At.File << ':' << At.Line << ':' << At.Column
            << ": note: the newer tree contradicts '" << A.Rule
            << "', which says here: " << A.Reason << '\n';
  }
}

static void writeNewer(json::OStream &Json, const Backport &B,
                       SourceFiles &After) {
  const NewerVersion &N = B.Newer;
  auto Text = [&](StringRef Key, StringRef Value) {
    Json.attribute(Key, json::fixUTF8(Value));
  };
  Json.attribute("rank", int64_t(B.Rank));
  Text("reads", wordFor(N.Reads));
  if (!N.Function.empty()) {
    Text("function", N.Function);
    Text("file", N.File);
    Text("followed", wordFor(N.How));
  }
  if (!N.Place.empty())
    Text("place", N.Place);
  if (!N.Excuse.empty())
    Text("excuse", N.Excuse);
  Json.attributeArray("at", [&] {
    for (const NewerRead &Read : N.At)
      Json.object([&] {
        Text("file", After.nameOf(Read.At).first);
        Json.attribute("line", Read.At.Line);
        Json.attribute("column", Read.At.Column);
        Text("function", Read.Function);
        Text("marking", Read.Marked ? "marked" : "plain");
        Json.attributeArray("via", [&] {
          for (const std::string &Via : Read.Via)
            Json.value(json::fixUTF8(Via));
        });
        Text("text", lineAt(After, Read.At));
      });
  });
  Text("evidence", N.Grade ? wordFor(*N.Grade) : "none");
  if (!N.Use)
    return;
  Json.attribute("certainty", B.Newer.Certainty);
  Json.attribute("writes", int64_t(N.Use->Writes));
  Json.attribute("markedWrites", int64_t(N.Use->MarkedWrites));
  Json.attribute("placeReads", int64_t(N.Use->Reads));
  Json.attribute("markedReads", int64_t(N.Use->MarkedReads));
  Json.attributeArray("locks", [&] {
    for (const LockEvidence &L : N.Use->CommonLocks)
      Json.value(json::fixUTF8(L.Lock));
  });
}

void reread::writeBackportLines(ArrayRef<Backport> All,
                                const VersionSources &Older,
                                const VersionSources &Newer, raw_ostream &Out) {
  SourceFiles Before(Older.Root, Older.Files), After(Newer.Root, Newer.Files);
  for (const Backport &B : All)
    writeJsonLine(B.Older, Older.Root, Out, [&](json::OStream &Json) {
      Json.attributeArray("text", [&] {
        for (const ReadEvidence *Read :
             {&B.Older.What.First, &B.Older.What.Second})
          Json.value(json::fixUTF8(lineAt(Before, Read->At)));
      });
      Json.attributeObject("newer", [&] { writeNewer(Json, B, After); });
    });
}
