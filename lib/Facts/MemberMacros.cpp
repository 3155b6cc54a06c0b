//===-- MemberMacros.cpp - fields whose names are macros -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberMacros.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;
using namespace reread;

/// The members that a macro stands for, or nothing.
static SmallVector<StringRef, 4> membersOf(StringRef Name, Preprocessor &PP) {
  SmallVector<StringRef, 4> Members;
  const MacroInfo *Macro = PP.getMacroInfo(PP.getIdentifierInfo(Name));
  if (!Macro || !Macro->isObjectLike())
    return Members;
  bool MemberNext = true;
  for (const Token &T : Macro->tokens()) {
    if (T.isNot(MemberNext ? tok::identifier : tok::period))
      return {};
    if (MemberNext)
      Members.push_back(T.getIdentifierInfo()->getName());
    MemberNext = !MemberNext;
  }
  return MemberNext ? SmallVector<StringRef, 4>() : Members;
}

std::string reread::expandMembers(StringRef Path, Preprocessor &PP) {
  // Whoever goes deeper goes round in circles.
  constexpr unsigned MaxSteps = 32;
  SmallVector<StringRef, 4> Work, Done;
  Path.split(Work, '.');
  std::reverse(Work.begin(), Work.end());
  for (unsigned Step = 0; !Work.empty(); ++Step) {
    if (Step == MaxSteps)
      return Path.str();
    StringRef Name = Work.pop_back_val();
    SmallVector<StringRef, 4> Members = membersOf(Name, PP);
    if (Members.empty())
      Done.push_back(Name);
    Work.append(Members.rbegin(), Members.rend());
  }
  return join(Done, ".");
}
