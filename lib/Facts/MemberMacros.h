//===-- MemberMacros.h - fields whose names are macros -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FACTS_MEMBERMACROS_H
#define REREAD_LIB_FACTS_MEMBERMACROS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class Preprocessor;
} // namespace clang

namespace reread {

/// A path of fields, with what macros without parameters put in their place:
/// where `#define sk_state __sk_common.skc_state` stands, "sk_state" is
/// "__sk_common.skc_state". What is no path after that is left as it is.
std::string expandMembers(llvm::StringRef Path, clang::Preprocessor &Macros);

} // namespace reread

#endif // REREAD_LIB_FACTS_MEMBERMACROS_H
