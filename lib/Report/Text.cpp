//===-- Text.cpp - findings in the compiler's own format ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/StringExtras.h"

using namespace reread;
using namespace llvm;

std::string reread::oneLine(StringRef Text) {
  std::string Result;
  for (unsigned char C : Text)
    if (C < ' ' || C == 0x7F)
      Result += "\\x" + utohexstr(C, /*LowerCase=*/true, /*Width=*/2);
    else
      Result += C;
  return Result;
}

static void writeLine(raw_ostream &Out, const SourcePoint &At, StringRef Level,
                      raw_ostream::Colors Color, StringRef Text,
                      StringRef Flag = "") {
  bool Colored = Out.has_colors();
  if (Colored)
    Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  if (At.valid()) {
    Out << oneLine(At.File) << ':' << At.Line << ':';
    if (At.Column)
      Out << At.Column << ':';
    Out << ' ';
  }
  if (Colored)
    Out.changeColor(Color, /*Bold=*/true);
  Out << Level << ": ";
  if (Colored) {
    Out.resetColor();
    if (!Flag.empty())
      Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  }
  Out << oneLine(Text);
  if (!Flag.empty())
    Out << " [" << Flag << ']';
  if (Colored)
    Out.resetColor();
  Out << '\n';
}

void reread::writeText(ArrayRef<Finding> Findings, raw_ostream &Out) {
  for (const Finding &F : Findings) {
    if (F.Dismissed)
      continue;
    // Of what nobody has asked about, there is nothing to say.
    std::string Flag = "reread.DoubleRead";
    if (F.Confirmation.asked())
      Flag += ("] [" + wordFor(F.Confirmation.Kind)).str();
    writeLine(Out, F.What.Second.At, "warning", raw_ostream::MAGENTA, F.Message,
              Flag);
    for (const Note &N : F.Notes)
      writeLine(Out, N.At, "note", raw_ostream::CYAN, N.Text);
  }
}
