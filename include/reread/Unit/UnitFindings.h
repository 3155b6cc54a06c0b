//===-- UnitFindings.h - what one unit shows, inside of Clang ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_UNIT_UNITFINDINGS_H
#define REREAD_UNIT_UNITFINDINGS_H

#include "reread/Facts/Facts.h"
#include "reread/Findings/Finding.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// What the plugin's checker and the check of clang-tidy can both be given.
struct UnitOptions {
  std::string Facts, Racy; ///< joined by ':'
  int Tier = 2;
  bool PageTables = false;
  std::vector<std::string> WithoutRules;

  bool shows(const Finding &F) const {
    return !F.Dismissed && F.Tier <= unsigned(Tier);
  }
};

struct UnitFindings {
  Facts Known;
  std::vector<Finding> Ranked; ///< of all tiers, dismissed ones too
  std::vector<Finding> Others; ///< what rank() sets aside
};

/// Splits a list at its single colons: a comma would end the option for the
/// analyzer, and two colons belong to a name of C++.
llvm::SmallVector<llvm::StringRef, 4> split(llvm::StringRef List);

/// Adds the facts of the options; `auto` only if Context is known.
llvm::Error addOptionFacts(llvm::StringRef Files, llvm::StringRef Racy,
                           clang::ASTContext *Context, Facts &Known);

/// What a unit that has been parsed shows by itself. Fails if the facts cannot
/// be read.
llvm::Expected<UnitFindings> findInUnit(clang::ASTContext &Context,
                                        clang::Preprocessor &Macros,
                                        const UnitOptions &Options);

} // namespace reread

#endif // REREAD_UNIT_UNITFINDINGS_H
