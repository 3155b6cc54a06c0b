//===-- DryRun.cpp - compile commands in what `make -n` prints -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/DryRun.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace reread {

namespace {
/// Splits one line. An unclosed quote ends with the line: a comment with an
/// apostrophe must not swallow what follows.
class ShellSplitter {
public:
  std::vector<std::vector<std::string>> split(StringRef Line) {
    for (size_t I = 0; I < Line.size(); ++I) {
      char C = Line[I];
      if (C == '\'')
        I = take(Line, I, "'", /*Escapes=*/false);
      else if (C == '"')
        I = take(Line, I, "\"", /*Escapes=*/true);
      else if (C == '\\' && I + 1 < Line.size())
        escaped(Line[++I]);
      else if (C == ' ' || C == '\t')
        endWord();
      else if (StringRef(";&|()\n").contains(C))
        endCommand();
      else if (C == '#' && !InWord)
        I = std::min(Line.find('\n', I), Line.size()) - 1;
      else
        put(C);
    }
    endCommand();
    return std::move(Commands);
  }

private:
  void put(char C) {
    Word += C;
    InWord = true;
  }

  void escaped(char C) {
    if (C != '\n') // which continues the line
      put(C);
  }

  /// Takes a quoted part and returns where it ends.
  size_t take(StringRef Line, size_t Start, StringRef Quote, bool Escapes) {
    InWord = true; // '' is a word
    size_t I = Start + 1;
    for (; I < Line.size() && Line[I] != Quote[0]; ++I) {
      if (Escapes && Line[I] == '\\' && I + 1 < Line.size() &&
          StringRef("\\\"$`\n").contains(Line[I + 1]))
        escaped(Line[++I]);
      else
        put(Line[I]);
    }
    return I;
  }

  void endWord() {
    if (InWord)
      Command.push_back(std::move(Word));
    Word.clear();
    InWord = false;
  }

  void endCommand() {
    endWord();
    if (!Command.empty())
      Commands.push_back(std::move(Command));
    Command.clear();
  }

  std::vector<std::vector<std::string>> Commands;
  std::vector<std::string> Command;
  std::string Word;
  bool InWord = false;
};
} // namespace

std::vector<std::vector<std::string>> shellCommands(StringRef Line) {
  return ShellSplitter().split(Line);
}

/// The end of the line that starts at Text's beginning, with the lines that
/// its backslashes continue it by.
static size_t logicalLine(StringRef Text) {
  size_t End = Text.find('\n');
  while (End != StringRef::npos && End != 0 && Text[End - 1] == '\\')
    End = Text.find('\n', End + 1);
  return std::min(End, Text.size());
}

/// Makes the words of a compile command a unit; false if they are none.
static bool toUnit(std::vector<std::string> &Words, StringRef Directory,
                   CompileUnit &Out) {
  if (Words.size() < 4 || !StringRef(Words.back()).ends_with(".c"))
    return false;
  bool Compiles = false, Kernel = false;
  for (StringRef Word : Words) {
    Compiles |= Word == "-c";
    Kernel |= Word == "-D__KERNEL__";
  }
  // Programs that check or transform a source get the same flags, so it
  // takes the output to tell the compiler.
  if (!Compiles || !Kernel || !is_contained(Words, "-o"))
    return false;
  Out.Directory = Directory.str();
  Out.File = absolutePath(Words.back(), Directory);
  erase_if(Words, [](StringRef Word) { return Word.starts_with("-Wp,-M"); });
  Out.Command = std::move(Words);
  return true;
}

DryRunUnits parseDryRun(StringRef Text, StringRef Directory) {
  DryRunUnits Result;
  StringSet<> Seen;
  while (!Text.empty()) {
    size_t End = logicalLine(Text);
    StringRef Line = Text.take_front(End);
    Text = Text.drop_front(std::min(End + 1, Text.size()));
    // Splitting is slow; most lines compile nothing.
    if (!Line.contains(" -c ") || !Line.contains("-D__KERNEL__"))
      continue;
    for (std::vector<std::string> &Words : shellCommands(Line)) {
      CompileUnit Unit;
      if (!toUnit(Words, Directory, Unit) ||
          !Seen.insert(join(Unit.Command, "\n")).second)
        continue;
      if (sys::fs::exists(Unit.File))
        Result.Units.push_back(std::move(Unit));
      else
        ++Result.Missing;
    }
  }
  return Result;
}

} // namespace reread
