//===-- YamlTree.cpp - a YAML text as a tree with positions --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Yaml/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;
using namespace reread;

Error reread::yamlMistake(StringRef File, YamlPosition At, StringRef Key,
                          const Twine &What) {
  std::string Line = (File + ":" + Twine(At.Line) + ":" + Twine(At.Column) +
                      ": error: '" + Key + "': " + What)
                         .str();
  // Keys and values come from the file and may hold anything.
  for (char &C : Line)
    if (static_cast<unsigned char>(C) < ' ')
      C = ' ';
  return createStringError(inconvertibleErrorCode(), Line);
}

namespace {

/// A facts file is four levels deep. The limit keeps a hostile file from
/// exhausting the stack.
constexpr unsigned MaxDepth = 16;

class TreeBuilder {
public:
  TreeBuilder(StringRef Text, StringRef File, StringRef Schema)
      : Text(Text), File(File), Schema(Schema), Input(Text, Lines) {
    Lines.setDiagHandler(
        [](const SMDiagnostic &D, void *Self) {
          auto *B = static_cast<TreeBuilder *>(Self);
          unsigned Line = std::max(D.getLineNo(), 1);
          unsigned Column = std::max(D.getColumnNo(), 0) + 1;
          B->mistake({Line, Column}, B->Key,
                     "not YAML (" + D.getMessage() + "); expected what " +
                         B->Schema + " shows");
        },
        this);
  }

  Expected<YamlValue> build() {
    YamlValue Root;
    auto Document = Input.begin();
    if (Document != Input.end()) {
      fill(Root, Document->getRoot(), {}, 0);
      // Moving on checks what follows the root; it needs a fully read one.
      if (Mistake.empty() && !Input.failed()) {
        Key = YamlTopLevel.str();
        ++Document;
        if (Mistake.empty() && Document != Input.end())
          mistake(positionOf(Document->getRoot(), {}), YamlTopLevel,
                  "a second document; expected one document a file");
      }
    }
    if (Mistake.empty() && Input.failed())
      mistake({}, Key, "not YAML; expected what " + Schema + " shows");
    if (!Mistake.empty())
      return createStringError(inconvertibleErrorCode(), Mistake);
    return Root;
  }

private:
  void mistake(YamlPosition At, StringRef AtKey, const Twine &What) {
    if (Mistake.empty())
      Mistake = toString(yamlMistake(File, At, AtKey, What));
  }

  YamlPosition positionOf(const yaml::Node *N, YamlPosition Fallback) {
    SMLoc Start = N ? N->getSourceRange().Start : SMLoc();
    // What is not there has the position of the next thing that is.
    if (!Start.isValid() || isa<yaml::NullNode, yaml::AliasNode>(N))
      return Fallback;
    // A collection in brackets starts behind its bracket.
    char Bracket = isa<yaml::SequenceNode>(N)  ? '['
                   : isa<yaml::MappingNode>(N) ? '{'
                                               : 0;
    StringRef Before(Text.data(), Start.getPointer() - Text.data());
    Before = Before.rtrim();
    if (Bracket && !Before.empty() && Before.back() == Bracket)
      Start = SMLoc::getFromPointer(Before.end() - 1);
    auto [Line, Column] = Lines.getLineAndColumn(Start);
    return {Line, Column};
  }

  /// Fallback is the position of a value that has no text.
  void fill(YamlValue &To, yaml::Node *From, YamlPosition Fallback,
            unsigned Depth);
  void fillMapping(YamlValue &To, yaml::MappingNode &From, unsigned Depth);

  StringRef Text;
  std::string File, Schema;
  SourceMgr Lines;
  yaml::Stream Input;
  std::string Key = YamlTopLevel.str(); ///< being read
  std::string Mistake;                  ///< the first one
};

void TreeBuilder::fill(YamlValue &To, yaml::Node *From, YamlPosition Fallback,
                       unsigned Depth) {
  if (!From)
    return;
  To.At = positionOf(From, Fallback);
  if (Depth > MaxDepth)
    return mistake(To.At, Key,
                   "nested too deeply; expected at most a list of mappings "
                   "with lists");
  if (!From->getAnchor().empty() || isa<yaml::AliasNode>(From))
    return mistake(To.At, Key, "an anchor or alias; expected the value itself");
  if (auto *S = dyn_cast<yaml::ScalarNode>(From)) {
    SmallString<64> Storage;
    To.Kind = YamlValue::Text;
    To.Scalar = S->getValue(Storage).str();
  } else if (auto *B = dyn_cast<yaml::BlockScalarNode>(From)) {
    To.Kind = YamlValue::Text;
    To.Scalar = B->getValue().rtrim('\n').str();
  } else if (auto *L = dyn_cast<yaml::SequenceNode>(From)) {
    To.Kind = YamlValue::List;
    for (yaml::Node &Item : *L) {
      fill(To.Items.emplace_back(), &Item, To.At, Depth + 1);
      if (!Mistake.empty())
        return;
    }
  } else if (auto *M = dyn_cast<yaml::MappingNode>(From)) {
    To.Kind = YamlValue::Mapping;
    fillMapping(To, *M, Depth);
  }
}

void TreeBuilder::fillMapping(YamlValue &To, yaml::MappingNode &From,
                              unsigned Depth) {
  std::string Outer = Key;
  for (yaml::KeyValueNode &Pair : From) {
    auto *Name = dyn_cast_or_null<yaml::ScalarNode>(Pair.getKey());
    if (!Name) // of a syntax error the handler has already told more
      return mistake(positionOf(Pair.getKey(), To.At), Outer,
                     "a key that is not text; expected a name");
    SmallString<64> Storage;
    YamlEntry Entry;
    Entry.Key = Name->getValue(Storage).str();
    Entry.At = positionOf(Name, To.At);
    if (any_of(To.Entries,
               [&](const YamlEntry &E) { return E.Key == Entry.Key; }))
      return mistake(Entry.At, Entry.Key, "given twice; expected it once");
    Key = Entry.Key;
    fill(Entry.Value, Pair.getValue(), Entry.At, Depth + 1);
    if (!Mistake.empty())
      return;
    To.Entries.push_back(std::move(Entry));
  }
  Key = Outer;
}

} // namespace

Expected<YamlValue> reread::parseYaml(StringRef Text, StringRef File,
                                      StringRef Schema) {
  return TreeBuilder(Text, File, Schema).build();
}
