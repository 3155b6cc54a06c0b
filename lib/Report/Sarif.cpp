//===-- Sarif.cpp - findings for viewers and code scanning ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0, narrowed to what its readers agree on: every location has a
// whole region, a relative URI has a base that is defined, and messages are
// sentences.
//
//===----------------------------------------------------------------------===//

#include "SarifRule.h"
#include "SourceText.h"
#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace reread;
using namespace llvm;

namespace {

constexpr StringLiteral Schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";

/// A colon is no mistake in a path, but would end the scheme in the first name
/// of a relative one.
std::string encodeUri(StringRef Path) {
  std::string Uri;
  for (char C : Path) {
    if (isAlnum(C) || StringRef("/-._~!$&'()*+,;=@").contains(C))
      Uri += C;
    else
      Uri += "%" + toHex(StringRef(&C, 1));
  }
  return Uri;
}

std::string sentence(StringRef Text) {
  std::string Result = Text.str();
  if (!Result.empty())
    Result.front() = toUpper(Result.front());
  return Result + ".";
}

struct Step {
  SourcePoint At;
  std::string Text;
  size_t Depth; ///< of calls below the operation
  bool IsRead;
};

std::string stands(StringRef Which, const ReadEvidence &Read) {
  return ("the " + Which + " read stands here, in '" + Read.Function + "'")
      .str();
}

/// What happens, in the order of the explanation: what the first value is used
/// for may come after the second read, too.
std::vector<Step> stepsOf(const Finding &F) {
  const ReadEvidence &First = F.What.First, &Second = F.What.Second;
  std::vector<Step> Steps, Last;
  for (const Note &N : F.Notes) {
    if (is_contained({NoteKind::Remedy, NoteKind::Seen, NoteKind::Verdict},
                     N.Kind))
      continue;
    bool IsRead = N.Kind == NoteKind::FirstRead;
    (N.Kind == NoteKind::SecondUse ? Last : Steps)
        .push_back({N.At, N.Text, 0, IsRead});
    if (IsRead && !First.Via.empty())
      Steps.push_back({First.At, stands("first", First), First.Via.size(), 1});
  }
  if (!Second.Via.empty())
    Steps.push_back(
        {Second.Via.front().Call,
         "second read, through '" + Second.Via.front().Function + "'", 0,
         true});
  Steps.push_back({Second.At, F.Message, Second.Via.size(), true});
  Steps.insert(Steps.end(), Last.begin(), Last.end());
  llvm::erase_if(Steps, [](const Step &S) { return !isInFile(S.At); });
  return Steps;
}

class Writer {
public:
  Writer(StringRef Root, StringRef Version, vfs::FileSystem &Sources,
         const std::set<Edit> &Fix, raw_ostream &Out)
      : Json(Out, /*IndentSize=*/2), Files(Root, Sources), Version(Version),
        Fix(Fix) {}

  void write(ArrayRef<Finding> Findings) {
    Json.object([&] {
      Json.attribute("$schema", Schema);
      Json.attribute("version", "2.1.0");
      Json.attributeArray("runs", [&] {
        Json.object([&] {
          tool();
          if (!Files.root().empty())
            Json.attributeObject("originalUriBaseIds", [&] {
              Json.attributeObject("SRCROOT", [&] {
                Json.attribute("uri", "file://" + encodeUri(Files.root()));
              });
            });
          Json.attribute("columnKind", "utf16CodeUnits");
          Json.attributeArray("results", [&] {
            for (const Finding &F : Findings)
              if (!F.Dismissed)
                result(F);
          });
        });
      });
    });
  }

private:
  void tool() {
    Json.attributeObject("tool", [&] {
      Json.attributeObject("driver", [&] {
        Json.attribute("name", "reread");
        Json.attribute("semanticVersion", Version);
        Json.attributeArray("rules", [&] { writeSarifRule(Json); });
      });
    });
  }

  void result(const Finding &F) {
    const Candidate &C = F.What;
    Json.object([&] {
      Json.attribute("ruleId", "reread.DoubleRead");
      Json.attribute("ruleIndex", 0);
      // No tier is an error: whether the values can differ at run time is not
      // known.
      Json.attribute("level", F.Tier == 1 ? "warning" : "note");
      // Viewers show the text, and not the properties, so the remedy is here.
      message(sentence(F.Message) + " " + sentence(F.Remedy));
      Json.attributeArray("locations", [&] {
        Json.object([&] {
          physical(C.Second.At);
          Json.attributeArray("logicalLocations", [&] {
            Json.object([&] {
              text("fullyQualifiedName", C.Second.Function);
              Json.attribute("kind", "function");
            });
          });
        });
      });
      fingerprints(F);
      if (F.Standing != Standing::NotCompared)
        Json.attribute("baselineState",
                       F.Standing == Standing::New ? "new" : "unchanged");
      related(F);
      codeFlow(F);
      if (!Fix.empty())
        fix(F);
      properties(F);
    });
  }

  void fingerprints(const Finding &F) {
    Json.attributeObject("partialFingerprints", [&] {
      text("reread/v1", F.Fingerprint);
      const SourcePoint &At = F.What.Second.At;
      if (!isInFile(At))
        return;
      auto [Path, Below] = Files.nameOf(At);
      std::string Hash = Below ? Files.textOf(Path).lineHash(At.Line) : "";
      if (!Hash.empty())
        text("primaryLocationLineHash", Hash);
    });
  }

  void related(const Finding &F) {
    Json.attributeArray("relatedLocations", [&] {
      unsigned Id = 0;
      for (const Note &N : F.Notes) {
        if (!isInFile(N.At))
          continue;
        Json.object([&] {
          Json.attribute("id", ++Id);
          physical(N.At);
          message(sentence(N.Text));
        });
      }
    });
  }

  void codeFlow(const Finding &F) {
    std::vector<Step> Steps = stepsOf(F);
    if (Steps.empty())
      return;
    auto Location = [&](const Step &S) {
      Json.object([&] {
        Json.attributeObject("location", [&] {
          physical(S.At);
          message(sentence(S.Text));
        });
        Json.attribute("nestingLevel", S.Depth);
        Json.attribute("importance", S.IsRead ? "essential" : "important");
      });
    };
    // The path that the engine has found comes after what people want to know.
    std::vector<Step> Path;
    for (const PathStep &S : F.Confirmation.Path)
      if (isInFile(S.At))
        Path.push_back({S.At, S.Text, 0, false});
    auto Flow = [&](ArrayRef<Step> Of) {
      Json.object([&] {
        Json.attributeArray("threadFlows", [&] {
          Json.object([&] {
            Json.attributeArray("locations",
                                [&] { llvm::for_each(Of, Location); });
          });
        });
      });
    };
    Json.attributeArray("codeFlows", [&] {
      Flow(Steps);
      if (!Path.empty())
        Flow(Path);
    });
  }

  /// One fix, with the edits of each file together.
  void fix(const Finding &F) {
    Json.attributeArray("fixes", [&] {
      Json.object([&] {
        Json.attributeObject("description",
                             [&] { text("text", sentence(F.Remedy)); });
        Json.attributeArray("artifactChanges", [&] {
          for (auto I = Fix.begin(); I != Fix.end();) {
            auto Next = std::find_if(
                I, Fix.end(), [&](const Edit &E) { return E.File != I->File; });
            change(I, Next);
            I = Next;
          }
        });
      });
    });
  }

  void change(std::set<Edit>::const_iterator I,
              std::set<Edit>::const_iterator End) {
    SourcePoint At;
    At.File = I->File;
    auto [Path, Below] = Files.nameOf(At);
    SourceText &Text = Files.textOf(Path);
    Json.object([&, &Path = Path, Below = Below] {
      artifact(Path, Below);
      Json.attributeArray("replacements", [&] {
        for (; I != End; ++I) {
          auto [Line, Column] = Text.positionOf(I->Offset);
          auto [EndLine, EndColumn] = Text.positionOf(I->Offset + I->Length);
          Json.object([&, Line = Line, Column = Column, EndLine = EndLine,
                       EndColumn = EndColumn] {
            Json.attributeObject("deletedRegion", [&] {
              Json.attribute("startLine", Line);
              Json.attribute("startColumn", Text.columnsOf(Line, Column).Begin);
              Json.attribute("endLine", EndLine);
              Json.attribute("endColumn",
                             Text.columnsOf(EndLine, EndColumn).Begin);
            });
            Json.attributeObject("insertedContent",
                                 [&] { text("text", I->Text); });
          });
        }
      });
    });
  }

  void artifact(StringRef Path, bool Below) {
    Json.attributeObject("artifactLocation", [&] {
      bool Absolute = sys::path::is_absolute(Path);
      Json.attribute("uri", (Absolute ? "file://" : "") + encodeUri(Path));
      if (Below)
        Json.attribute("uriBaseId", "SRCROOT");
    });
  }

  void properties(const Finding &F) {
    Json.attributeObject("properties", [&] {
      Json.attribute("tier", F.Tier);
      text("verdict", wordFor(F.Confirmation.Kind));
      if (!F.Confirmation.Reason.empty())
        text("verdictReason", F.Confirmation.Reason);
      text("place", F.What.Place);
      text("object", F.What.Object);
      text("function", F.What.Function);
      text("firstMarking", wordFor(F.What.First.Mark));
      text("secondMarking", wordFor(F.What.Second.Mark));
      Json.attributeArray("sinks", [&] {
        if (F.Agreement.empty())
          return;
        Json.value(json::fixUTF8(F.SinkFirst));
        Json.value(json::fixUTF8(F.SinkSecond));
      });
      text("remedy", F.Remedy);
    });
  }

  /// Source text may be in any encoding.
  void text(StringRef Key, StringRef Value) {
    Json.attribute(Key, json::fixUTF8(Value));
  }

  void message(StringRef Text) {
    Json.attributeObject("message", [&] { text("text", Text); });
  }

  void physical(const SourcePoint &At) {
    if (!isInFile(At))
      return;
    auto [Path, Below] = Files.nameOf(At);
    SourceText::Columns Columns =
        Files.textOf(Path).columnsOf(At.Line, At.Column);
    Json.attributeObject("physicalLocation", [&, &Path = Path, Below = Below] {
      artifact(Path, Below);
      Json.attributeObject("region", [&] {
        Json.attribute("startLine", At.Line);
        Json.attribute("startColumn", Columns.Begin);
        Json.attribute("endLine", At.Line);
        Json.attribute("endColumn", Columns.End);
      });
    });
  }

  json::OStream Json;
  SourceFiles Files;
  StringRef Version;
  const std::set<Edit> &Fix;
};

} // namespace

void reread::writeSarif(ArrayRef<Finding> Findings, StringRef Root,
                        StringRef Version, vfs::FileSystem &Sources,
                        raw_ostream &Out, const std::set<Edit> &Fix) {
  Writer(Root, Version, Sources, Fix, Out).write(Findings);
  Out << '\n';
}
