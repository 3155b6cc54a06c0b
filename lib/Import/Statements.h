//===-- Statements.h - from where to where a statement goes ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_IMPORT_STATEMENTS_H
#define REREAD_LIB_IMPORT_STATEMENTS_H

#include "llvm/ADT/StringRef.h"
#include <utility>

namespace reread {

/// The first and last line of the statement of a C file that Line is in, by
/// its tokens alone: what a compiler calls the line of an access may be any of
/// these. A condition is a statement without what it governs. Both are Line
/// if it is in none.
std::pair<unsigned, unsigned> statementAround(llvm::StringRef Source,
                                              unsigned Line);

} // namespace reread

#endif // REREAD_LIB_IMPORT_STATEMENTS_H
