//===-- CommandLine.h - a compiler's command made harmless ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_COMMANDLINE_H
#define REREAD_TREE_COMMANDLINE_H

#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace reread {

/// The command for Clang's driver that parses the unit and changes nothing:
/// no object, dependency file, plugin or reproducer; no options that only GCC
/// or sparse know; no warnings, so none that are errors; REREAD defined.
/// Response files are expanded.
std::vector<std::string> analysisCommand(const CompileUnit &Unit);

/// The units in one raw command: one for each C or C++ source in it. A command
/// that starts with an option lacks the compiler, as Kbuild's CHECK does.
std::vector<CompileUnit> unitsOfCommand(llvm::ArrayRef<std::string> Command,
                                        llvm::StringRef Directory);

/// Whether the command defines the macro (-DNAME, -DNAME=..., -D NAME).
bool definesMacro(const CompileUnit &Unit, llvm::StringRef Name);

/// Whether the unit is C++ by its compiler, -x or the file's name.
bool isCPlusPlus(const CompileUnit &Unit);

} // namespace reread

#endif // REREAD_TREE_COMMANDLINE_H
