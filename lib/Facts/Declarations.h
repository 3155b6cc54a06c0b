//===-- Declarations.h - what declarations say of themselves --------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FACTS_DECLARATIONS_H
#define REREAD_LIB_FACTS_DECLARATIONS_H

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include <string>

namespace reread {

/// The text of the first string argument of an annotate attribute.
std::string argumentText(const clang::AnnotateAttr *A);

/// "std::atomic::load": the class's name without template arguments. A
/// conversion operator is called "operator T", whatever T is.
std::string qualifiedName(const clang::FunctionDecl *F);

} // namespace reread

#endif // REREAD_LIB_FACTS_DECLARATIONS_H
