//===-- Suppression.cpp - what the source asks for silence about ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suppression.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace reread;

/// As in the analyzer, an attribute that names checkers is no general one, and
/// the Guidelines' one means other tools. Ours may be named, and then with a
/// reason, which must not be empty.
static bool asksForSilence(const SuppressAttr *A) {
  if (A->isGSL())
    return false;
  auto Words = A->diagnosticIdentifiers();
  if (llvm::any_of(Words, [](llvm::StringRef W) { return W.trim().empty(); }))
    return false;
  return Words.empty() || llvm::any_of(Words, [](llvm::StringRef Name) {
           return Name == "reread" || Name.starts_with("reread.");
         });
}

template <typename Attrs> static bool anyAsksForSilence(const Attrs &All) {
  return llvm::any_of(All, [](const Attr *A) {
    const auto *S = dyn_cast<SuppressAttr>(A);
    return S && asksForSilence(S);
  });
}

namespace {
class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(const SourceManager &SM, std::vector<SourceRange> &Out)
      : SM(SM), Out(Out) {}

  bool VisitAttributedStmt(AttributedStmt *S) {
    if (anyAsksForSilence(S->getAttrs()))
      add(S->getSourceRange());
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    if (D->hasAttrs() && anyAsksForSilence(D->getAttrs()))
      add(D->getSourceRange());
    return true;
  }

private:
  void add(SourceRange R) {
    Out.push_back({SM.getExpansionLoc(R.getBegin()),
                   SM.getExpansionRange(R.getEnd()).getEnd()});
  }

  const SourceManager &SM;
  std::vector<SourceRange> &Out;
};
} // namespace

SuppressionLookup::SuppressionLookup(const ASTContext &Context)
    : SM(Context.getSourceManager()) {}

const SuppressionLookup::Covered &SuppressionLookup::of(const FunctionDecl *F) {
  auto [It, New] = Cache.try_emplace(F);
  if (!New)
    return It->second;
  Covered &C = It->second;
  for (const FunctionDecl *D : F->redecls())
    C.All |= D->hasAttrs() && anyAsksForSilence(D->getAttrs());
  for (const DeclContext *In = F->getDeclContext(); In; In = In->getParent())
    if (const auto *D = dyn_cast<Decl>(In); D && D->hasAttrs())
      C.All |= anyAsksForSilence(D->getAttrs());
  if (const FunctionDecl *Body = nullptr; F->hasBody(Body) && !C.All)
    Collector(SM, C.Parts)
        .TraverseStmt(const_cast<FunctionDecl *>(Body)->getBody());
  return C;
}

bool SuppressionLookup::covers(const FunctionDecl *F, SourceLocation L) {
  const Covered &C = of(F);
  if (C.All || C.Parts.empty() || L.isInvalid())
    return C.All;
  L = SM.getExpansionLoc(L);
  return llvm::any_of(C.Parts, [&](SourceRange R) {
    return SM.isPointWithin(L, R.getBegin(), R.getEnd());
  });
}
