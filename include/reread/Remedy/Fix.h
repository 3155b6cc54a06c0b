//===-- Fix.h - the edits that make two reads one ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REMEDY_FIX_H
#define REREAD_REMEDY_FIX_H

#include "reread/Findings/Edit.h"
#include "reread/Findings/Finding.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>
#include <string>

namespace reread {

struct Fix {
  std::set<Edit> Edits;
  std::string Local; ///< the variable that keeps the one value
  bool NewLocal = false;
  std::string Marker; ///< the macro or function that the read gets; may be none
  /// The function whose parameter the value becomes; empty: both reads are in
  /// one function.
  std::string Callee;
  std::string Definition; ///< the text of its declarator, down to the ")"
  /// What it gets for it.
  struct {
    std::string Declarator;
    std::string Suffix; ///< of the read in it, behind the old parameter
    std::string Marker; ///< for the reads of its other callers
    unsigned Index = 0; ///< of the old parameter
  } Parameter;
  unsigned Calls = 0; ///< of the callee, all of which change
};

/// Finds the edits for a finding whose operation is in a unit, if it has one of
/// the shapes in which they are certain; docs/fix.md has these. Fails with one
/// line that says why not. Names of files count from Directory.
llvm::Expected<Fix> findFix(const Finding &F, clang::ASTContext &Context,
                            const clang::Preprocessor &PP,
                            llvm::StringRef Directory);

/// Adds the calls of Change.Callee in another unit, and what declares it there.
/// Fails if one of them cannot be changed.
llvm::Error addCallers(Fix &Change, const Finding &F,
                       clang::ASTContext &Context, llvm::StringRef Directory);

/// The edited files with their new texts. Fails if edits overlap or a file
/// cannot be read.
llvm::Expected<std::map<std::string, std::string>> applied(const Fix &Change);

} // namespace reread

#endif // REREAD_REMEDY_FIX_H
