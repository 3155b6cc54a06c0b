//===-- CompileDatabase.h - the units of a tree and how to compile them --===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_COMPILEDATABASE_H
#define REREAD_TREE_COMPILEDATABASE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// One source file and the command that compiles it.
struct CompileUnit {
  std::string File;      ///< absolute, without "." and ".."
  std::string Directory; ///< the command's working directory, absolute
  std::vector<std::string> Command; ///< the compiler first
};

class CompileDatabase {
public:
  /// Reads a compile_commands.json, or the one in a directory. Units are in the
  /// order of their names, whatever the file's order. All errors are one line
  /// that names the file, and for a bad entry its number and key.
  static llvm::Expected<CompileDatabase> load(llvm::StringRef Path);

  /// The nearest compile_commands.json in Directory or above it.
  static llvm::Expected<CompileDatabase> find(llvm::StringRef Directory);

  /// The given sources, all compiled with the same flags in the current
  /// directory, as `TOOL SOURCE... -- FLAGS` means for every Clang tool.
  static llvm::Expected<CompileDatabase>
  fixed(llvm::ArrayRef<std::string> Sources, llvm::ArrayRef<std::string> Flags);

  /// The units that a file or a directory on the command line means, in the
  /// order of the database; all of them for an empty list. A path counts from
  /// the current directory, or else from root().
  llvm::Expected<std::vector<CompileUnit>>
  choose(llvm::ArrayRef<std::string> Paths) const;

  /// The file that it was read from; empty for fixed().
  llvm::StringRef path() const { return Path; }

  llvm::ArrayRef<CompileUnit> units() const { return Units; }

  /// The directory that holds all sources, or that the build system declares
  /// with -fmacro-prefix-map=. Sources generated into a build folder do not
  /// count, unless there are no others.
  llvm::StringRef root() const { return Root; }

private:
  void findRoot();

  std::string Path;
  std::string Root;
  std::vector<CompileUnit> Units;
};

/// Path made absolute from Directory, without "." and "..".
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

/// Path made absolute from the current directory.
std::string absolutePath(llvm::StringRef Path);

/// Replaces OutPath by a database of the units, atomically. The form is
/// "command", not "arguments": analyze-build reads no other.
llvm::Error writeDatabase(llvm::ArrayRef<CompileUnit> Units,
                          llvm::StringRef OutPath);

} // namespace reread

#endif // REREAD_TREE_COMPILEDATABASE_H
