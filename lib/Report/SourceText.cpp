//===-- SourceText.cpp - what reports look up in a source file -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace reread;
using namespace llvm;

SourceText::SourceText(std::unique_ptr<MemoryBuffer> From)
    : Buffer(std::move(From)) {
  if (!Buffer)
    return;
  StringRef Text = Buffer->getBuffer();
  const UTF8 *Begin = Text.bytes_begin();
  Utf8 = isLegalUTF8String(&Begin, Text.bytes_end());
  LineStarts.push_back(0);
  // As Clang has it, "\n", "\r" and "\r\n" each end a line.
  for (size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] == '\r' && Text.substr(I + 1).starts_with("\n"))
      continue;
    if (Text[I] == '\n' || Text[I] == '\r')
      LineStarts.push_back(I + 1);
  }
}

StringRef SourceText::line(unsigned Line) const {
  if (!Line || Line > LineStarts.size())
    return "";
  StringRef Text = Buffer->getBuffer();
  size_t Begin = LineStarts[Line - 1];
  return Text.slice(Begin, Text.find_first_of("\r\n", Begin));
}

/// In a text that is no UTF-8, a byte counts as a character: so it does in the
/// encodings that such sources have.
unsigned SourceText::width(StringRef Text) const {
  if (!Utf8)
    return Text.size();
  unsigned Units = 0;
  for (unsigned char Byte : Text)
    Units += Byte >= 0xF0 ? 2 : (Byte & 0xC0) != 0x80;
  return Units;
}

SourceText::Columns SourceText::columnsOf(unsigned Line,
                                          unsigned Column) const {
  Column = std::max(Column, 1u);
  StringRef Text = line(Line);
  if (Column > Text.size())
    return {Column, Column + 1};
  StringRef Token = Text.drop_front(Column - 1).take_while([](char C) {
    return isAlnum(C) || C == '_' || C == '$' || (C & 0x80);
  });
  unsigned Begin = width(Text.take_front(Column - 1)) + 1;
  return {Begin, Begin + std::max(width(Token), 1u)};
}

/// A byte that is no UTF-8 is shown as Latin-1: it is one character then, as
/// width() has it.
std::string SourceText::utf8Line(unsigned Line) const {
  StringRef Text = line(Line);
  if (Utf8)
    return Text.str();
  std::string Result;
  for (unsigned char Byte : Text) {
    if (Byte >= 0x80)
      Result += char(0xC0 | Byte >> 6);
    Result += char(Byte >= 0x80 ? 0x80 | (Byte & 0x3F) : Byte);
  }
  return Result;
}

unsigned SourceText::lines() const {
  // What follows the last line's end is no line.
  bool Ended =
      !LineStarts.empty() && LineStarts.back() == Buffer->getBufferSize();
  return LineStarts.size() - Ended;
}

std::pair<unsigned, unsigned> SourceText::positionOf(size_t Offset) const {
  auto After = std::upper_bound(LineStarts.begin(), LineStarts.end(), Offset);
  if (After == LineStarts.begin())
    return {1, 1};
  return {After - LineStarts.begin(), Offset - *std::prev(After) + 1};
}

std::string SourceText::lineHash(unsigned Line) {
  if (Hashes.empty() && Buffer && Utf8)
    hashLines();
  return Line && Line <= Hashes.size() ? Hashes[Line - 1] : "";
}

/// The algorithm is the one by which GitHub's upload action fills the key in,
/// so that both agree: a polynomial over the 100 UTF-16 units that follow the
/// start of the line, without blanks and with "\n" for every end of a line,
/// then 65535 for the end of the file, then zeros.
void SourceText::hashLines() {
  constexpr size_t Window = 100;
  constexpr uint64_t Factor = 37;

  SmallVector<UTF16, 0> Units;
  if (!convertUTF8ToUTF16String(Buffer->getBuffer(), Units))
    return;
  std::vector<uint16_t> Kept;
  std::vector<size_t> Starts;
  bool AtStart = true;
  auto Keep = [&](uint16_t Unit) {
    if (AtStart)
      Starts.push_back(Kept.size());
    AtStart = Unit == '\n';
    Kept.push_back(Unit);
  };
  for (size_t I = 0; I != Units.size(); ++I) {
    if (Units[I] == '\n' && I && Units[I - 1] == '\r')
      continue;
    if (Units[I] != ' ' && Units[I] != '\t')
      Keep(Units[I] == '\r' ? '\n' : Units[I]);
  }
  Keep(65535);
  Kept.resize(Kept.size() + Window);

  StringMap<unsigned> Seen;
  for (size_t Start : Starts) {
    uint64_t Hash = 0;
    for (size_t I = Start; I != Start + Window; ++I)
      Hash = Hash * Factor + Kept[I];
    std::string Digits = utohexstr(Hash, /*LowerCase=*/true);
    Hashes.push_back(Digits + ":" + std::to_string(++Seen[Digits]));
  }
}

//===-- SourceFiles -------------------------------------------------------===//

SourceFiles::SourceFiles(StringRef Root, vfs::FileSystem &Sources)
    : Root(Root), Sources(Sources) {
  sys::path::remove_dots(this->Root, /*remove_dot_dot=*/true);
  if (!this->Root.empty() && this->Root.back() != '/')
    this->Root += '/';
}

std::pair<std::string, bool> SourceFiles::nameOf(const SourcePoint &At) const {
  SmallString<128> Path(At.File);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  StringRef Short(Path);
  bool Below = !Root.empty() &&
               (Short.consume_front(Root) || sys::path::is_relative(Short));
  return {Short.str(), Below};
}

/// Whether the name of a file makes it a text that may be shown. A line marker
/// (#line) can name any file, and a report may go where its reader's files must
/// not.
static bool isSourceName(StringRef Path) {
  static constexpr StringLiteral Extensions[] = {
      ".c",   ".cc", ".cpp", ".cxx", ".c++", ".C", ".h", ".hh", ".hpp", ".hxx",
      ".inc", ".m",  ".mm",  ".tcc", ".ipp", ".y", ".l", ".S",  ".def", ".ii"};
  return is_contained(Extensions, sys::path::extension(Path)) ||
         Path.contains("/include/");
}

/// A file that a report may quote: a regular one, below the root or a source.
bool SourceFiles::mayShow(const std::string &Path) const {
  auto Status = Sources.status(Path);
  if (!Status || !Status->isRegularFile())
    return false;
  SmallString<128> Real, RealRoot;
  if (Sources.getRealPath(Path, Real))
    return isSourceName(Path);
  if (isSourceName(Real))
    return true;
  return !Root.empty() && !Sources.getRealPath(Root, RealRoot) &&
         StringRef(Real).starts_with((RealRoot + "/").str());
}

SourceText &SourceFiles::textOf(StringRef Name) {
  auto [It, New] = Texts.try_emplace(Name);
  if (New) {
    std::string Full = Name.str();
    if (sys::path::is_relative(Name))
      Full = (Root + Name).str();
    std::unique_ptr<MemoryBuffer> Text;
    if (mayShow(Full))
      if (auto Buffer = Sources.getBufferForFile(Full))
        Text = std::move(*Buffer);
    It->second = std::make_unique<SourceText>(std::move(Text));
  }
  return *It->second;
}
