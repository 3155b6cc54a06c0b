//===-- Presence.h - whether what facts name is there ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fact with a misspelt name is silent. Each unit tells what it declares of
// the names in users' facts files, and what no unit of a whole tree declares
// is reported. Shipped facts are for many versions, and are not asked about.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FACTS_PRESENCE_H
#define REREAD_FACTS_PRESENCE_H

#include "reread/Facts/Facts.h"
#include "clang/AST/ASTContext.h"

namespace clang {
class Preprocessor;
} // namespace clang

namespace reread {

/// A name of a user's facts file.
struct NamedFact {
  std::string What; ///< "place 'conf.limit'", "function 'f'", "lock 'l' of ..."
  std::string Needs; ///< another What, without which this one says nothing new
  FactSource Source;
};

/// All names, in the order of the files.
std::vector<NamedFact> namesOf(const Facts &Known);

/// NamedFact::What of those that the unit declares. A name that is only used in
/// a function may be a local one's, and counts as declared.
std::vector<std::string> declaredNames(clang::ASTContext &Context,
                                       clang::Preprocessor &Macros,
                                       const Facts &Known);

} // namespace reread

#endif // REREAD_FACTS_PRESENCE_H
