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
      if (*Role == MacroRole::Marked && C.MarkedName.empty())
        C.MarkedName = Name;
    }
  }
  return Cache[Id] = C;
}
