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

/// The first one that does, of those with names if there are.
static const SuppressAttr *silenceOf(llvm::ArrayRef<const Attr *> All) {
  const SuppressAttr *Found = nullptr;
  for (const Attr *A : All)
    if (const auto *S = dyn_cast<SuppressAttr>(A); S && asksForSilence(S))
      if (!Found || !Found->diagnosticIdentifiers_size())
        Found = S;
  return Found;
}

static const SuppressAttr *silenceOf(const Decl *D) {
  if (!D->hasAttrs())
    return nullptr;
  const AttrVec &All = D->getAttrs();
  return silenceOf(llvm::ArrayRef<const Attr *>(All.begin(), All.size()));
}

namespace {
class Collector : public RecursiveASTVisitor<Collector> {
public:
  explicit Collector(const SourceManager &SM) : SM(SM) {}

  std::vector<SourceRange> Parts;
  std::vector<SuppressionLookup::Named> ByName;

  bool VisitAttributedStmt(AttributedStmt *S) {
    if (const SuppressAttr *A = silenceOf(S->getAttrs()))
      add(A, S->getSourceRange());
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    if (const SuppressAttr *A = silenceOf(D))
      add(A, D->getSourceRange());
    return true;
  }

  /// Notes what an attribute with our name is about.
  void note(const SuppressAttr *A, SourceRange R) {
    if (A->diagnosticIdentifiers_size())
      ByName.push_back({SM.getExpansionLoc(A->getLocation()), expanded(R)});
  }

private:
  SourceRange expanded(SourceRange R) {
    return {SM.getExpansionLoc(R.getBegin()),
            SM.getExpansionRange(R.getEnd()).getEnd()};
  }

  void add(const SuppressAttr *A, SourceRange R) {
    Parts.push_back(expanded(R));
    note(A, R);
  }

  const SourceManager &SM;
};
} // namespace

SuppressionLookup::SuppressionLookup(const ASTContext &Context)
    : SM(Context.getSourceManager()),
      Any(llvm::any_of(
          llvm::ArrayRef<llvm::StringRef>{"suppress", "__suppress__"},
          [&](llvm::StringRef Name) {
            return Context.Idents.find(Name) != Context.Idents.end();
          })) {}

const SuppressionLookup::Covered &SuppressionLookup::of(const FunctionDecl *F) {
  auto [It, New] = Cache.try_emplace(F);
  if (!New)
    return It->second;
  Covered &C = It->second;
  if (!Any)
    return C;
  Collector Found(SM);
  const FunctionDecl *Body = nullptr;
  bool HasBody = F->hasBody(Body);
  for (const FunctionDecl *D : F->redecls())
    if (const SuppressAttr *A = silenceOf(D)) {
      // An attribute is inherited by what declares the function again.
      if (HasBody && !A->isInherited())
        Found.note(A, Body->getSourceRange());
      C.All = true;
    }
  for (const DeclContext *In = F->getDeclContext(); In; In = In->getParent())
    if (const auto *D = dyn_cast<Decl>(In); D && silenceOf(D))
      C.All = true;
  if (HasBody && !C.All)
    Found.TraverseStmt(const_cast<FunctionDecl *>(Body)->getBody());
  C.Parts = std::move(Found.Parts);
  C.ByName = std::move(Found.ByName);
  return C;
}

llvm::ArrayRef<SuppressionLookup::Named>
SuppressionLookup::named(const FunctionDecl *F) {
  return of(F).ByName;
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
