//===-- Source.h - the text behind an AST --------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REMEDY_SOURCE_H
#define REREAD_LIB_REMEDY_SOURCE_H

#include "reread/Findings/Finding.h"
#include "reread/Remedy/Fix.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include <optional>
#include <string>
#include <vector>

namespace reread {

/// Why there is no certain remedy, as one line.
llvm::Error uncertain(const llvm::Twine &Why);

/// A piece of a file, written there and not by a macro.
struct TextRange {
  clang::FileID File;
  unsigned Begin = 0, End = 0;

  bool operator==(const TextRange &O) const {
    return File == O.File && Begin == O.Begin && End == O.End;
  }
  bool operator<(const TextRange &O) const {
    return std::tie(File, Begin, End) < std::tie(O.File, O.Begin, O.End);
  }
};

class Source {
public:
  Source(clang::ASTContext &Context, llvm::StringRef Directory)
      : Context(Context), SM(Context.getSourceManager()), Directory(Directory) {
  }

  /// What is written in a file, an argument of a macro too.
  std::optional<TextRange> written(clang::SourceRange R) const;
  std::optional<TextRange> written(clang::SourceLocation L) const {
    return written(clang::SourceRange(L, L));
  }

  llvm::StringRef textOf(clang::FileID File) const {
    return SM.getBufferData(File);
  }
  llvm::StringRef textOf(const TextRange &R) const {
    return textOf(R.File).slice(R.Begin, R.End);
  }
  /// Blanks and tabs before the first word of a line; nothing if the offset is
  /// not that word.
  std::optional<llvm::StringRef> indentAt(const TextRange &R) const;

  Edit replace(const TextRange &R, llvm::StringRef Text) const;
  Edit insert(const TextRange &Before, llvm::StringRef Text) const {
    return replace({Before.File, Before.Begin, Before.Begin}, Text);
  }

  bool isAt(clang::SourceLocation L, const SourcePoint &At) const;

  clang::ASTContext &Context;
  const clang::SourceManager &SM;

private:
  llvm::StringRef Directory;
};

/// One load in the text, however often a macro repeats it.
struct ReadSite {
  const clang::FunctionDecl *In = nullptr;
  const clang::Expr *Load = nullptr;
  TextRange Base;  ///< of the load
  TextRange Whole; ///< and of the macro or function around it that marks it
  bool Marked = false;
};

/// Functions that are defined in the unit under a name that is shown.
std::vector<const clang::FunctionDecl *> definitionsOf(const Source &S,
                                                       llvm::StringRef Name);

/// The load of a read; Field is the last name of its place.
llvm::Expected<ReadSite> findRead(const Source &S, const ReadEvidence &Read,
                                  llvm::StringRef Field);

/// All loads in a function whose text is that of Like, up to blanks.
std::vector<ReadSite> sameLoads(const Source &S, const clang::FunctionDecl *In,
                                const ReadSite &Like, llvm::StringRef MarkedBy);

/// Whether a variable is written to or has its address taken, between two
/// offsets of the file in which the function is.
bool isModified(const Source &S, const clang::FunctionDecl *In,
                const clang::ValueDecl *Variable, unsigned Begin, unsigned End);

/// The variables in an expression; false if it has a call or anything else
/// that need not give the same object again.
bool variablesOf(const clang::Expr *E,
                 std::vector<const clang::ValueDecl *> &Out);

/// Whether a name means something in the function already.
bool isTaken(llvm::StringRef Name, const clang::FunctionDecl *In,
             const clang::Preprocessor *PP);

/// The type of a local that keeps the value; empty: it has no name.
std::string typeName(const Source &S, clang::QualType T);

/// The text of a marked load.
std::string marked(llvm::StringRef Marker, llvm::StringRef Text);

} // namespace reread

#endif // REREAD_LIB_REMEDY_SOURCE_H
