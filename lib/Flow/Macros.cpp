//===-- Macros.cpp - which macros a place in the source stands in --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Macros.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace reread;

llvm::StringRef MacroLookup::expandedName(SourceLocation Start) const {
  SourceLocation Spelling = SM.getSpellingLoc(Start);
  bool Invalid = false;
  llvm::StringRef Text(SM.getCharacterData(Spelling, &Invalid),
                       Lexer::MeasureTokenLength(Spelling, SM, LangOpts));
  return Invalid ? llvm::StringRef() : Text;
}

const MacroContext &MacroLookup::at(SourceLocation L) {
  if (!L.isMacroID())
    return None;
  FileID Id = SM.getFileID(L);
  if (auto It = Cache.find(Id); It != Cache.end())
    return It->second;
  const SrcMgr::ExpansionInfo &Expansion = SM.getSLocEntry(Id).getExpansion();
  SourceLocation Start = Expansion.getExpansionLocStart();
  MacroContext C = at(Start);
  // An argument is inside the macro that it is given to: its expansion starts
  // in that macro's body, which the step above has seen.
  if (!Expansion.isMacroArgExpansion()) {
    llvm::StringRef Name = expandedName(Start);
    if (const MacroRole *Role = Words.macro(Name)) {
      C.Marked |= *Role == MacroRole::Marked;
      C.Intentional |= *Role == MacroRole::Intentional;
      C.Diagnostic |= *Role == MacroRole::Diagnostic;
      C.Exclusive |= *Role == MacroRole::Exclusive;
      C.PerCpu |= *Role == MacroRole::PerCpu;
      C.Wait |= *Role == MacroRole::Wait;
      if (*Role == MacroRole::Marked && C.MarkedName.empty())
        C.MarkedName = Name;
    }
  }
  return Cache[Id] = C;
}

/// Roles of the macros from the beginning of the line on which the declaration
/// begins, but behind what ends another one, up to the name.
static llvm::SmallVector<MacroRole, 1> rolesAround(const ValueDecl *D,
                                                   const SourceManager &SM,
                                                   const LangOptions &LangOpts,
                                                   const Vocabulary &Words) {
  llvm::SmallVector<MacroRole, 1> Roles;
  auto [File, Begin] = SM.getDecomposedExpansionLoc(D->getBeginLoc());
  auto [NameFile, Name] = SM.getDecomposedExpansionLoc(D->getLocation());
  bool Invalid = false;
  llvm::StringRef Text = SM.getBufferData(File, &Invalid);
  if (Invalid || File != NameFile || Name < Begin || Name > Text.size())
    return Roles;
  size_t Line = Text.substr(0, Begin).rfind('\n') + 1;
  Lexer Raw(SM.getLocForStartOfFile(File), LangOpts, Text.begin(),
            Text.begin() + Line, Text.end());
  for (Token T; !Raw.LexFromRawLexer(T);) {
    size_t At = SM.getFileOffset(T.getLocation());
    if (At >= Name)
      break;
    if (At < Begin && T.isOneOf(tok::semi, tok::l_brace, tok::r_brace))
      Roles.clear();
    if (T.is(tok::raw_identifier))
      if (const MacroRole *Role = Words.macro(T.getRawIdentifier()))
        Roles.push_back(*Role);
  }
  return Roles;
}

bool MacroLookup::isOnDeclaration(const ValueDecl *D, MacroRole Role) {
  auto [It, New] = Declarations.try_emplace(D);
  if (New)
    for (const Decl *Each : D->redecls())
      llvm::append_range(
          It->second, rolesAround(cast<ValueDecl>(Each), SM, LangOpts, Words));
  return llvm::is_contained(It->second, Role);
}
