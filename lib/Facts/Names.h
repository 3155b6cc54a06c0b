//===-- Names.h - the forms of names in facts ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fact whose name cannot name anything never applies, and nobody notices.
// So names are checked when they are read: "foo()" or "struct foo" are
// mistakes.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FACTS_NAMES_H
#define REREAD_LIB_FACTS_NAMES_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

namespace reread {

/// What is expected of a name, for messages.
constexpr llvm::StringLiteral NameForm = "a name without type keyword or sign";
constexpr llvm::StringLiteral PathForm = "fields joined by '.'";
constexpr llvm::StringLiteral FunctionForm =
    "a function's name without parentheses, qualified in C++";
constexpr llvm::StringLiteral MacroForm = "a macro's name without parentheses";

inline bool isIdentifier(llvm::StringRef Name) {
  return !Name.empty() && !llvm::isDigit(Name.front()) &&
         llvm::all_of(Name,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

inline bool areIdentifiers(llvm::StringRef Name, llvm::StringRef Separator) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Name.split(Parts, Separator);
  return llvm::all_of(Parts, isIdentifier);
}

/// A type or a variable; qualified in C++.
inline bool isName(llvm::StringRef Name) { return areIdentifiers(Name, "::"); }

/// A field, or the path to one.
inline bool isPath(llvm::StringRef Name) { return areIdentifiers(Name, "."); }

/// A function; in C++ also a constructor, destructor or operator.
inline bool isFunctionName(llvm::StringRef Name) {
  llvm::StringRef Last = Name;
  if (size_t Colons = Name.rfind("::"); Colons != llvm::StringRef::npos) {
    if (!isName(Name.take_front(Colons)))
      return false;
    Last = Name.drop_front(Colons + 2);
  }
  if (isIdentifier(Last))
    return true;
  if (Last.consume_front("operator"))
    return !Last.empty() && Last == Last.rtrim();
  return Last.consume_front("~") && isIdentifier(Last);
}

} // namespace reread

#endif // REREAD_LIB_FACTS_NAMES_H
