//===-- HtmlData.cpp - what the page's script knows -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlData.h"
#include "Account.h"
#include "Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <set>

using namespace reread;
using namespace llvm;

namespace {

/// Lines shown above and below each point.
constexpr unsigned Context = 4;

/// Lines between two such runs that are shown too.
constexpr unsigned Gap = 3;

/// A line longer than this is generated, and is cut.
constexpr size_t MaxLine = 500;

/// "<" could end the script element, or begin a comment in it. In JSON it only
/// stands in strings, and may be escaped there.
class ScriptStream : public raw_ostream {
public:
  explicit ScriptStream(raw_ostream &Out) : Out(Out) { SetUnbuffered(); }

private:
  void write_impl(const char *Begin, size_t Size) override {
    StringRef Text(Begin, Size);
    for (size_t At; (At = Text.find('<')) != StringRef::npos;
         Text = Text.substr(At + 1))
      Out << Text.take_front(At) << "\\u003c";
    Out << Text;
  }
  uint64_t current_pos() const override { return Out.tell(); }

  raw_ostream &Out;
};

StringRef roleOf(Actor Who) {
  switch (Who) {
  case Actor::FirstRead:
    return "first";
  case Actor::Writer:
    return "writer";
  case Actor::SecondRead:
    break;
  }
  return "second";
}

class Writer {
public:
  Writer(SourceFiles &Files, raw_ostream &Out) : Json(Out), Files(Files) {}

  void write(ArrayRef<Finding> Findings) {
    Json.object([&] {
      Json.attribute("context", Context);
      Json.attribute("gap", Gap);
      Json.attributeArray("rules", [&] {
        for (const Rule &R : allRules())
          Json.value(R.Name);
      });
      Json.attributeArray("findings", [&] {
        for (const Finding &F : Findings)
          if (!F.Dismissed)
            finding(F);
      });
      // The findings have said which lines they need.
      Json.attributeArray("files", [&] {
        for (const File &Wanted : Needed)
          file(Wanted);
      });
    });
  }

private:
  struct File {
    std::string Name;
    std::set<unsigned> Lines; ///< with a point
  };

  /// Source text may be in any encoding.
  void text(StringRef Key, StringRef Value) {
    Json.attribute(Key, json::fixUTF8(Value));
  }

  void texts(StringRef Key, ArrayRef<std::string> Values) {
    Json.attributeArray(Key, [&] {
      for (const std::string &Value : Values)
        Json.value(json::fixUTF8(Value));
    });
  }

  void finding(const Finding &F) {
    const Candidate &C = F.What;
    Json.object([&] {
      text("fingerprint", F.Fingerprint);
      Json.attribute("tier", F.Tier);
      const SourcePoint &Here = inOperation(C.Second);
      text("file", Files.nameOf(Here).first);
      Json.attribute("line", Here.Line);
      text("place", C.Place);
      text("object", C.Object);
      text("operation", C.Function);
      text("consequence", effectText(F.Effect));
      text("evidence", gradeText(F));
      if (!F.Agreement.empty())
        text("agreement", "'" + F.SinkFirst + "' and '" + F.SinkSecond +
                              "': " + F.Agreement);
      interleaving(interleavingOf(F));
      path(F.Confirmation);
      Json.attributeArray("points", [&] { points(F); });
      Json.attributeArray("reasons", [&] { reasons(F); });
      std::vector<std::string> Between = betweenTexts(C);
      Between.push_back("locks held over both: " + locksText(C.HeldAcross));
      texts("between", Between);
      rules(F);
      texts("changes", changeTexts(F));
    });
  }

  void path(const Verdict &V) {
    if (!V.asked())
      return;
    text("verdict", wordFor(V.Kind));
    if (!V.Reason.empty())
      text("verdictReason", V.Reason);
    Json.attributeArray("path", [&] {
      for (const PathStep &S : V.Path)
        Json.object([&] {
          text("text", S.Text);
          at(S.At);
        });
    });
  }

  void interleaving(const Interleaving &I) {
    Json.attributeObject("interleaving", [&] {
      text("reader", I.Reader);
      text("writer", I.Writer);
      Json.attributeArray("steps", [&] {
        for (const Step &S : I.Steps)
          Json.object([&] {
            text("role", roleOf(S.Who));
            text("text", S.Text);
            if (!S.Holding.empty())
              text("holding", S.Holding);
            at(S.At);
          });
      });
    });
  }

  void points(const Finding &F) {
    read("first", F.What.First, F.SinkFirst);
    read("second", F.What.Second, F.SinkSecond);
    for (const WriteEvidence &W : F.Writers)
      point("writer", W.At, "written " + writeText(W), /*Main=*/true, &W.Held);
  }

  void read(StringRef Role, const ReadEvidence &Read, StringRef Sink) {
    for (const ViaEvidence &V : Read.Via)
      point(Role, V.Call, (Role + " read, through '" + V.Function + "'").str(),
            true);
    point(Role, Read.At, (Role + " read, " + readText(Read)).str(), true,
          &Read.Held);
    const UseEvidence *Shown = useToShow(Read, Sink);
    for (const UseEvidence &U : Read.Uses)
      point(Role, U.At, (Role + " value: " + useText(U)).str(), &U == Shown);
  }

  /// Something that is said below a line of the source.
  void point(StringRef Role, const SourcePoint &At, std::string Text, bool Main,
             const std::vector<LockEvidence> *Held = nullptr) {
    if (!isInFile(At))
      return;
    if (Held)
      Text += "; locks held: " + locksText(*Held);
    SourceText::Columns Columns =
        Files.textOf(Files.nameOf(At).first).columnsOf(At.Line, At.Column);
    Json.object([&] {
      text("role", Role);
      at(At);
      Json.attributeArray("columns", [&] {
        Json.value(Columns.Begin);
        Json.value(Columns.End);
      });
      text("text", Text);
      if (Main)
        Json.attribute("main", true);
    });
  }

  void reasons(const Finding &F) {
    std::vector<Reason> Reasons = reasonsOf(F);
    Reasons.insert(Reasons.begin(), {"evidence " + gradeText(F).str(), {}});
    for (const Note &N : F.Notes)
      if (N.Kind == NoteKind::Writer)
        Reasons.push_back({N.Text, F.Writers.empty() ? SourcePoint() : N.At});
    if (F.Writers.empty())
      Reasons.push_back({"no writer was seen in what was analysed", {}});
    for (const Reason &R : Reasons)
      Json.object([&] {
        text("text", R.Text);
        at(R.At);
      });
  }

  /// Of those that said something; the page has the names of all.
  void rules(const Finding &F) {
    Json.attributeArray("rules", [&] {
      for (const auto &[Number, R] : enumerate(ruleTexts(F)))
        if (!R.Silent)
          Json.array([&] {
            Json.value(Number);
            Json.value(json::fixUTF8(R.Text));
          });
    });
  }

  /// A file by its number, and a line that the page will have.
  void at(const SourcePoint &At) {
    if (!isInFile(At))
      return;
    std::string Name = Files.nameOf(At).first;
    auto [It, New] = Numbers.try_emplace(Name, Needed.size());
    if (New)
      Needed.push_back({Name, {}});
    Needed[It->second].Lines.insert(At.Line);
    Json.attributeArray("at", [&] {
      Json.value(It->second);
      Json.value(At.Line);
    });
  }

  void file(const File &Wanted) {
    const SourceText &Text = Files.textOf(Wanted.Name);
    Json.object([&] {
      text("name", Wanted.Name);
      Json.attributeArray("blocks", [&] {
        auto Line = Wanted.Lines.begin(), End = Wanted.Lines.end();
        while (Line != End) {
          unsigned First = *Line > Context ? *Line - Context : 1;
          unsigned Last = *Line + Context;
          while (++Line != End && *Line <= Last + Gap + 1 + Context)
            Last = *Line + Context;
          block(Text, First, std::min(Last, Text.lines()));
        }
      });
    });
  }

  void block(const SourceText &Text, unsigned First, unsigned Last) {
    if (First > Last)
      return;
    Json.array([&] {
      Json.value(First);
      Json.array([&] {
        for (unsigned Line = First; Line <= Last; ++Line) {
          std::string Shown = Text.utf8Line(Line);
          if (Shown.size() > MaxLine) {
            Shown.resize(MaxLine);
            Shown = json::fixUTF8(Shown) + " ...";
          }
          Json.value(json::fixUTF8(Shown));
        }
      });
    });
  }

  json::OStream Json;
  SourceFiles &Files;
  StringMap<size_t> Numbers; ///< in Needed, by name
  std::vector<File> Needed;
};

} // namespace

void reread::writeHtmlData(ArrayRef<Finding> Findings, SourceFiles &Files,
                           raw_ostream &Out) {
  ScriptStream Escaped(Out);
  Writer(Files, Escaped).write(Findings);
}
