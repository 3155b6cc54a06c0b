//===-- JsonLines.cpp - findings for machines -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace reread;
using namespace llvm;

namespace {

class Writer {
public:
  Writer(StringRef Root, raw_ostream &Out) : Json(Out) {
    SmallString<128> Clean(Root);
    sys::path::remove_dots(Clean, /*remove_dot_dot=*/true);
    Prefix = std::string(Clean);
    if (!Prefix.empty() && !sys::path::is_separator(Prefix.back()))
      Prefix += sys::path::get_separator();
  }

  void write(const Finding &F, function_ref<void(json::OStream &)> More) {
    const Candidate &C = F.What;
    Json.objectBegin();
    text("rule", "reread.DoubleRead");
    Json.attribute("tier", F.Tier);
    text("verdict", wordFor(F.Confirmation.Kind));
    if (!F.Confirmation.Reason.empty())
      text("verdictReason", F.Confirmation.Reason);
    text("fingerprint", F.Fingerprint);
    text("place", C.Place);
    text("object", C.Object);
    text("function", C.Function);
    Json.attributeObject("first", [&] { read(C.First); });
    Json.attributeObject("second", [&] { read(C.Second); });
    Json.attributeArray("sinks", [&] {
      if (F.Agreement.empty())
        return;
      Json.value(json::fixUTF8(F.SinkFirst));
      Json.value(json::fixUTF8(F.SinkSecond));
    });
    Json.attributeArray("writers", [&] {
      for (const WriteEvidence &W : F.Writers)
        Json.object([&] {
          point(W.At);
          text("function", W.Function);
          text("marking", wordFor(W.Mark));
          locks(W.Held);
        });
    });
    text("message", F.Message);
    text("remedy", F.Remedy);
    if (F.Standing != Standing::NotCompared)
      text("state", F.Standing == Standing::New ? "new" : "persisting");
    if (F.Dismissed)
      answers(F.Answers);
    if (More)
      More(Json);
    Json.objectEnd();
  }

private:
  /// Source text may be in any encoding.
  void text(StringRef Key, StringRef Value) {
    Json.attribute(Key, json::fixUTF8(Value));
  }

  void point(const SourcePoint &At) {
    SmallString<128> Path(At.File);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    StringRef Relative(Path);
    if (!Prefix.empty())
      Relative.consume_front(Prefix);
    text("file", Relative);
    Json.attribute("line", At.Line);
    Json.attribute("column", At.Column);
  }

  /// Why a candidate is no finding.
  void answers(ArrayRef<RuleAnswer> Answers) {
    Json.attributeArray("dismissed", [&] {
      for (const RuleAnswer &A : Answers)
        if (A.What == Answer::Dismiss)
          Json.object([&] {
            text("rule", A.Rule);
            text("reason", A.Reason);
          });
    });
  }

  void locks(ArrayRef<LockEvidence> Held) {
    Json.attributeArray("locks", [&] {
      for (const LockEvidence &L : Held)
        Json.value(json::fixUTF8(L.Lock));
    });
  }

  void read(const ReadEvidence &Read) {
    point(Read.At);
    text("function", Read.Function);
    text("marking", wordFor(Read.Mark));
    Json.attributeArray("via", [&] {
      for (const ViaEvidence &V : Read.Via)
        Json.value(json::fixUTF8(V.Function));
    });
    Json.attributeArray("uses", [&] {
      for (const UseEvidence &U : Read.Uses)
        Json.object([&] {
          text("kind", wordFor(U.Kind));
          if (!U.Detail.empty())
            text("detail", U.Detail);
          if (!U.Sink.empty())
            text("sink", U.Sink);
          if (!U.Via.empty())
            text("via", U.Via);
          if (U.At.valid())
            point(U.At);
        });
    });
  }

  json::OStream Json;
  std::string Prefix;
};

} // namespace

void reread::writeJsonLines(ArrayRef<Finding> Findings, StringRef Root,
                            raw_ostream &Out) {
  for (const Finding &F : Findings)
    writeJsonLine(F, Root, Out);
}

void reread::writeJsonLine(const Finding &F, StringRef Root, raw_ostream &Out,
                           function_ref<void(json::OStream &)> More) {
  Writer(Root, Out).write(F, More);
  Out << '\n';
}

void reread::writeFixedJsonLines(ArrayRef<KnownFinding> Fixed,
                                 raw_ostream &Out) {
  for (const KnownFinding &K : Fixed) {
    json::OStream Json(Out);
    Json.object([&] {
      Json.attribute("rule", "reread.DoubleRead");
      Json.attribute("tier", K.Tier);
      Json.attribute("fingerprint", K.Fingerprint);
      Json.attribute("place", K.Place);
      Json.attribute("function", K.Function);
      Json.attribute("file", K.File);
      Json.attribute("message", K.Message);
      Json.attribute("state", "fixed");
    });
    Out << '\n';
  }
}
