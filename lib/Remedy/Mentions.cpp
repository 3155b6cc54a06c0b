//===-- Mentions.cpp - where files name a function -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mentions.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static std::vector<Mention> mentionsIn(StringRef Text, StringRef Name) {
  std::vector<Mention> All;
  clang::LangOptions Language;
  clang::Lexer Lexer(clang::SourceLocation(), Language, Text.begin(),
                     Text.begin(), Text.end());
  auto Offset = [&](const clang::Token &T) {
    return static_cast<unsigned>(Lexer.getBufferLocation() - Text.begin()) -
           T.getLength();
  };
  clang::Token T;
  bool Named = false, Inside = false;
  unsigned Depth = 0;
  Mention M;
  for (bool End = false; !End;) {
    End = Lexer.LexFromRawLexer(T);
    unsigned At = Offset(T);
    if (T.is(clang::tok::raw_identifier) && !Inside) {
      Named = T.getRawIdentifier() == Name;
      M.Begin = At;
      continue;
    }
    if (T.is(clang::tok::l_paren) && (Named || Inside)) {
      ++Depth;
      Inside = true;
    } else if (T.is(clang::tok::r_paren) && Inside && !--Depth) {
      Inside = false;
      M.End = At + 1;
      M.Text = Text.slice(M.Begin, M.End).str();
      M.Line = Text.take_front(M.Begin).count('\n') + 1;
      All.push_back(M);
    }
    Named = false;
  }
  return All;
}

std::vector<Mention> reread::unchangedMentions(const std::string &File,
                                               const Fix &Change) {
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return {};
  std::vector<Mention> All = mentionsIn((*Buffer)->getBuffer(), Change.Callee);
  erase_if(All, [&](const Mention &M) {
    auto It = Change.Edits.lower_bound({File, M.End - 1, 0, ""});
    return It != Change.Edits.end() && It->File == File &&
           It->Offset == M.End - 1;
  });
  return All;
}

static bool isSource(StringRef File) {
  return StringSwitch<bool>(path::extension(File))
      .Cases(".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".inc", true)
      .Default(false);
}

std::vector<std::string>
reread::filesThatMention(StringRef Name, StringRef Root, const Fix &Change) {
  std::vector<std::string> Files;
  bool Header = false;
  for (const Edit &E : Change.Edits)
    if (Files.empty() || Files.back() != E.File) {
      Files.push_back(E.File);
      Header |= path::extension(E.File).starts_with(".h");
    }
  if (!Header)
    return Files;
  std::error_code Failed;
  for (fs::recursive_directory_iterator I(Root, Failed, false), End;
       I != End && !Failed; I.increment(Failed)) {
    if (path::filename(I->path()).starts_with("."))
      I.no_push();
    if (!isSource(I->path()) || is_contained(Files, I->path()))
      continue;
    auto Buffer = MemoryBuffer::getFile(I->path());
    if (Buffer && (*Buffer)->getBuffer().contains(Name) &&
        !mentionsIn((*Buffer)->getBuffer(), Name).empty())
      Files.push_back(I->path());
  }
  return Files;
}
