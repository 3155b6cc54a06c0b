//===-- Declarations.cpp - what declarations say of themselves ------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Declarations.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace reread;

std::string reread::argumentText(const AnnotateAttr *A) {
  for (const Expr *E : A->args())
    if (const auto *S = dyn_cast<clang::StringLiteral>(E->IgnoreParenCasts()))
      return S->getString().str();
  return {};
}

std::string reread::qualifiedName(const FunctionDecl *F) {
  std::string Name;
  if (isa<CXXConversionDecl>(F))
    Name = "operator T";
  else if (const auto *D = dyn_cast<CXXDestructorDecl>(F))
    Name = "~" + D->getParent()->getNameAsString();
  else if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    Name = C->getParent()->getNameAsString();
  else
    Name = F->getNameAsString();
  for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent()) {
    const auto *N = dyn_cast<NamedDecl>(C);
    if (!N)
      continue;
    if (const auto *NS = dyn_cast<NamespaceDecl>(N))
      if (NS->isInline() || NS->isAnonymousNamespace())
        continue;
    Name = N->getNameAsString() + "::" + Name;
  }
  return Name;
}
