//===-- Macros.h - which macros a place in the source stands in ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_MACROS_H
#define REREAD_LIB_FLOW_MACROS_H

#include "reread/Facts/Vocabulary.h"
#include "clang/Basic/SourceManager.h"

namespace reread {

/// The roles of the macros whose expansions surround a location.
struct MacroContext {
  bool Marked = false, Intentional = false, Diagnostic = false;
  bool Exclusive = false, PerCpu = false, Wait = false;
  llvm::StringRef MarkedName; ///< the outermost one that marks
};

class MacroLookup {
public:
  MacroLookup(const clang::ASTContext &Context, const Vocabulary &Words)
      : SM(Context.getSourceManager()), LangOpts(Context.getLangOpts()),
        Words(Words) {}

  const MacroContext &at(clang::SourceLocation L);

  /// Whether a macro of this role stands in the text that declares D, up to
  /// its name: one that expands to nothing leaves no other trace.
  bool isOnDeclaration(const clang::ValueDecl *D, MacroRole Role);

private:
  llvm::StringRef expandedName(clang::SourceLocation ExpansionStart) const;

  const clang::SourceManager &SM;
  const clang::LangOptions &LangOpts;
  const Vocabulary &Words;
  /// All locations of one expansion share their file id.
  llvm::DenseMap<clang::FileID, MacroContext> Cache;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<MacroRole, 1>>
      Declarations;
  MacroContext None;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_MACROS_H
