//===-- LateBodies.cpp - header functions, parsed when they are needed ---===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Flow/LateBodies.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace reread;

const FunctionDecl *reread::definitionOf(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (F->hasBody(Definition))
    return Definition;
  for (const FunctionDecl *Each : F->redecls())
    if (Each->hasSkippedBody())
      return Each;
  return nullptr;
}

/// Whatever is not inline is a root of the analysis, and needed anyway.
static bool isHeaderFunction(const FunctionDecl *F, const SourceManager &SM) {
  return F->isInlined() && SM.getFileID(SM.getExpansionLoc(F->getLocation())) !=
                               SM.getMainFileID();
}

bool LateBodies::layAside(const Decl *D) {
  const FunctionDecl *F = const_cast<Decl *>(D)->getAsFunction();
  if (!F || !isHeaderFunction(F, PP.getSourceManager()))
    return false;
  // The first brace is the parser's already, and nobody asks where it is.
  Tokens.clear();
  Tokens.emplace_back().startToken();
  Tokens.front().setKind(tok::l_brace);
  Tokens.front().setLength(1);
  for (unsigned Depth = 1; Depth;) {
    Token &T = Tokens.emplace_back();
    PP.Lex(T);
    if (T.is(tok::eof))
      break;
    Depth += T.is(tok::l_brace);
    Depth -= T.is(tok::r_brace);
  }
  Tokens.front().setLocation(Tokens[1].getLocation());
  auto *Kept = Memory.Allocate<Token>(Tokens.size());
  std::uninitialized_copy(Tokens.begin(), Tokens.end(), Kept);
  llvm::ArrayRef<Token> Body(Kept, Tokens.size());
  // The parser skips to the last brace; of a body without one it complains.
  bool Whole = Body.back().is(tok::r_brace);
  PP.EnterTokenStream(Whole ? Body.take_back() : Body.drop_front(),
                      /*DisableMacroExpansion=*/true, /*IsReinject=*/true);
  if (Whole)
    Bodies[F] = Body;
  return Whole;
}

void LateBodies::parse(const FunctionDecl *F, Sema &Semantics) {
  auto It = Bodies.find(F);
  if (It == Bodies.end() || !F->hasSkippedBody())
    return;
  auto *Fn = const_cast<FunctionDecl *>(F);
  Fn->setHasSkippedBody(false);
  Fn->setWillHaveBody(true); // it is no second definition
  // The parser's way to read templates late is the one we need.
  LateParsedTemplate Late;
  Late.D = Fn;
  Late.FPO = FPOptions(Semantics.getLangOpts());
  Late.Toks.append(It->second.begin(), It->second.end());
  // Builtins that are used for the first time are declared there.
  llvm::SaveAndRestore<Scope *> File(Semantics.TUScope,
                                     Semantics.getCurScope());
  Semantics.LateTemplateParser(Semantics.OpaqueParser, Late);
}
