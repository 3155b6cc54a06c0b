//===-- Statements.cpp - from where to where a statement goes -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statements.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace {
class Scanner {
public:
  Scanner(llvm::StringRef Source, unsigned Line)
      : Text(Source.str()), Wanted(Line) {}

  std::pair<unsigned, unsigned> find();

private:
  unsigned lineOf(size_t Offset);
  /// The statement ends with this token; whether it is the one.
  bool end(unsigned Line) {
    bool Found = First && First <= Wanted && Wanted <= Line;
    Last = Line;
    if (!Found)
      First = 0;
    return Found;
  }

  std::string Text; ///< the lexer needs the zero at its end
  unsigned Wanted;
  unsigned First = 0, Last = 0;
  size_t Seen = 0; ///< where the line below begins, or a token of it
  unsigned Line = 1;
};
} // namespace

unsigned Scanner::lineOf(size_t Offset) {
  Line += llvm::StringRef(Text).slice(Seen, Offset).count('\n');
  Seen = Offset;
  return Line;
}

std::pair<unsigned, unsigned> Scanner::find() {
  LangOptions LangOpts;
  LangOpts.LineComment = true;
  const char *Begin = Text.data();
  Lexer Raw(SourceLocation::getFromRawEncoding(1), LangOpts, Begin, Begin,
            Begin + Text.size());
  unsigned Depth = 0; // of parentheses
  bool Directive = false;
  for (Token T; !Raw.LexFromRawLexer(T);) {
    size_t After = Raw.getBufferLocation() - Begin;
    unsigned At = lineOf(After - T.getLength());
    // A directive ends what was begun, and is a statement of its own.
    if (T.isAtStartOfLine()) {
      bool Begins = T.is(tok::hash);
      if ((Begins || Directive) && end(Last))
        return {First, Last};
      if (Begins || Directive)
        Depth = 0;
      Directive = Begins;
      // A function ends in the first column: whatever the branches of an #if
      // did to the parentheses is over.
      if (T.is(tok::r_brace) && (After == 1 || Text[After - 2] == '\n'))
        Depth = 0;
    }
    if (!First)
      First = At;
    Last = At;
    if (T.is(tok::l_paren))
      ++Depth;
    else if (T.is(tok::r_paren) && Depth)
      --Depth;
    else if (!Depth && !Directive &&
             T.isOneOf(tok::semi, tok::l_brace, tok::r_brace)) {
      if (end(At))
        return {First, Last};
      if (At > Wanted)
        break;
    }
  }
  return {Wanted, Wanted};
}

std::pair<unsigned, unsigned> reread::statementAround(llvm::StringRef Source,
                                                      unsigned Line) {
  return Scanner(Source, Line).find();
}
