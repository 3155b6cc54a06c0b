//===-- SourceText.h - what reports look up in a source file -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Report. Clang counts columns in bytes, readers of reports
// count them in UTF-16 code units.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REPORT_SOURCETEXT_H
#define REREAD_LIB_REPORT_SOURCETEXT_H

#include "reread/Flow/Candidate.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace reread {

class SourceText {
public:
  /// No Buffer means that the file cannot be read: columns are then taken as
  /// they come, and there are no hashes.
  explicit SourceText(std::unique_ptr<llvm::MemoryBuffer> Buffer);

  /// First column of a token, and the first column behind it.
  struct Columns {
    unsigned Begin, End;
  };

  /// Of the token at a line and column as Clang counts them. What is no
  /// identifier or number is taken to be one character long.
  Columns columnsOf(unsigned Line, unsigned Column) const;

  /// A line as UTF-8, whatever the file is, in which columnsOf() counts right.
  std::string utf8Line(unsigned Line) const;
  unsigned lines() const;

  /// What code scanning services call primaryLocationLineHash: a hash of the
  /// text from the line on, and how many lines up to this one have it. Empty
  /// if there is no such line, or the text is no UTF-8.
  std::string lineHash(unsigned Line);

  /// Line and column, as Clang counts them, of a byte.
  std::pair<unsigned, unsigned> positionOf(size_t Offset) const;

private:
  llvm::StringRef line(unsigned Line) const;
  unsigned width(llvm::StringRef Text) const;
  void hashLines();

  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  bool Utf8 = false;
  std::vector<size_t> LineStarts;
  std::vector<std::string> Hashes; ///< a line each; filled when asked for
};

/// "<built-in>" and the like are no files.
inline bool isInFile(const SourcePoint &At) {
  llvm::StringRef File = At.File;
  return At.valid() && !File.empty() &&
         !(File.starts_with("<") && File.ends_with(">"));
}

/// The sources of a tree, by the names that reports give them.
class SourceFiles {
public:
  SourceFiles(llvm::StringRef Root, llvm::vfs::FileSystem &Sources);

  /// The root's own path, which ends in a slash; empty if there is none.
  llvm::StringRef root() const { return Root; }

  /// The path of a point's file, and whether it is below the root and so
  /// relative to it.
  std::pair<std::string, bool> nameOf(const SourcePoint &At) const;

  /// Of a file by its name.
  SourceText &textOf(llvm::StringRef Name);

private:
  bool mayShow(const std::string &Path) const;

  llvm::SmallString<128> Root;
  llvm::vfs::FileSystem &Sources;
  llvm::StringMap<std::unique_ptr<SourceText>> Texts;
};

} // namespace reread

#endif // REREAD_LIB_REPORT_SOURCETEXT_H
