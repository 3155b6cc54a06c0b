//===-- ReadFiles.h - what a unit was made of ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A shard holds for as long as every file that its unit has read is what it was
// when it was opened. Times are compared for equality and never for order: an
// old file may replace a newer one, clocks go back, and a file may change while
// its unit is analysed.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_READFILES_H
#define REREAD_TREE_READFILES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace reread {

struct ReadFile {
  std::string Name;   ///< absolute; empty: one that is missing, wherever it is
  int64_t Bytes = -1; ///< -1: it cannot be asked about
  int64_t Modified = 0; ///< nanoseconds

  static ReadFile now(std::string Name);
};

/// What a child has read so far. In memory that it shares with its parent, so
/// that the parent has it whatever becomes of the child.
class ReadFileLog {
public:
  ReadFileLog();
  ~ReadFileLog();
  ReadFileLog(const ReadFileLog &) = delete;

  void clear();
  void add(const ReadFile &File);
  std::vector<ReadFile> files() const;

private:
  struct Block;
  Block *Memory; ///< null: there was none, and nothing is known
};

/// Fails, with one line, if the list cannot be written.
llvm::Error saveReadFiles(llvm::StringRef Path,
                          const std::vector<ReadFile> &Files);

/// What files are now. Each is asked about once.
class FilesNow {
public:
  /// Whether the list is there, and all its files are as it says.
  bool areAsIn(llvm::StringRef Path);

private:
  llvm::StringMap<ReadFile> Known;
};

} // namespace reread

#endif // REREAD_TREE_READFILES_H
