//===-- Addresses.cpp - which globals can be written from elsewhere ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace reread;

namespace {
/// Collects variables whose address is kept or passed on. `*&x`, as macros
/// that mark an access have it, is x itself.
class AddressVisitor : public RecursiveASTVisitor<AddressVisitor> {
public:
  explicit AddressVisitor(llvm::DenseSet<const VarDecl *> &Taken)
      : Taken(Taken) {}

  bool VisitUnaryOperator(const UnaryOperator *U) {
    const Expr *Sub = U->getSubExpr()->IgnoreParenCasts();
    if (U->getOpcode() == UO_Deref)
      Followed.insert(Sub);
    if (U->getOpcode() != UO_AddrOf || Followed.count(U))
      return true;
    if (const auto *D = dyn_cast<DeclRefExpr>(Sub))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        Taken.insert(V->getCanonicalDecl());
    return true;
  }

private:
  llvm::DenseSet<const VarDecl *> &Taken;
  llvm::DenseSet<const Expr *> Followed;
};
} // namespace

bool UnitEngine::isWrittenByName(const VarDecl *V) {
  const SourceManager &SM = Context.getSourceManager();
  auto InMainFile = [&](const Decl *D) {
    return SM.isInMainFile(SM.getExpansionLoc(D->getLocation()));
  };
  // Of an array or a struct, a part's address may be taken in many ways.
  if (V->isExternallyVisible() || !V->getType()->isScalarType() ||
      !InMainFile(V))
    return false;
  if (!AddressesKnown) {
    AddressesKnown = true;
    AddressVisitor Visitor(KeptAddresses);
    for (Decl *D : Context.getTranslationUnitDecl()->decls())
      if (InMainFile(D))
        Visitor.TraverseDecl(D);
  }
  return !KeptAddresses.count(V->getCanonicalDecl());
}
