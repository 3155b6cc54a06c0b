//===-- Explanation.cpp - everything about one candidate, as text --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Account.h"
#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace reread;
using namespace llvm;

/// What the path-sensitive engine says, if it was asked.
static void writeVerdict(const Verdict &V, raw_ostream &Out) {
  if (!V.asked())
    return;
  Out << "Path: " << wordFor(V.Kind);
  if (!V.Reason.empty())
    Out << ": " << V.Reason;
  Out << '\n';
  for (const PathStep &S : V.Path)
    Out << "  " << whereText(S.At) << ": " << S.Text << '\n';
}

static void writeLocks(StringRef Title, ArrayRef<LockEvidence> Locks,
                       raw_ostream &Out) {
  Out << "  " << Title << ": " << locksText(Locks) << '\n';
}

static void writeRead(StringRef Title, const ReadEvidence &Read,
                      raw_ostream &Out) {
  Out << Title << " read: " << whereText(Read.At) << ", " << readText(Read)
      << '\n';
  for (const ViaEvidence &V : Read.Via)
    Out << "  through " << V.Function << ", called at " << whereText(V.Call)
        << '\n';
  writeLocks("locks held", Read.Held, Out);
  if (Read.Uses.empty())
    Out << "  not used\n";
  for (const UseEvidence &U : Read.Uses) {
    Out << "  used: " << useText(U);
    if (U.At.valid())
      Out << ", at " << whereText(U.At);
    Out << '\n';
  }
}

static void writeEvidence(const Finding &F, raw_ostream &Out) {
  Out << "Consequence " << effectText(F.Effect) << "; evidence " << gradeText(F)
      << "\n";
  if (!F.Agreement.empty())
    Out << "Agreement group '" << F.Agreement << "': " << F.SinkFirst << " and "
        << F.SinkSecond << '\n';
  for (const Reason &R : reasonsOf(F)) {
    Out << "  " << R.Text;
    if (R.At.valid())
      Out << ", at " << whereText(R.At);
    Out << '\n';
  }
}

static void writeBetween(const Candidate &C, raw_ostream &Out) {
  Out << "Between the reads:";
  ListSeparator Comma(",");
  for (const std::string &Text : betweenTexts(C))
    Out << Comma << ' ' << Text;
  Out << '\n';
  writeLocks("locks held over both", C.HeldAcross, Out);
}

static void writeWriters(ArrayRef<WriteEvidence> Writers, raw_ostream &Out) {
  Out << "Writers:" << (Writers.empty() ? " none seen\n" : "\n");
  for (const WriteEvidence &W : Writers) {
    Out << "  " << whereText(W.At) << ", " << writeText(W) << '\n';
    writeLocks("  locks held", W.Held, Out);
  }
}

/// Two columns, one a CPU; a line belongs to one of them.
static void writeInterleaving(const Interleaving &I, raw_ostream &Out) {
  static constexpr unsigned Width = 48;
  auto Line = [&](bool Writer, const Twine &Text) {
    std::string Said = Text.str();
    Out << "  ";
    if (Writer)
      Out.indent(Width) << "| " << Said;
    else
      Out << left_justify(Said, Width) << '|';
    Out << '\n';
  };
  Out << "Interleaving:\n";
  Line(false, "CPU 0: " + I.Reader);
  Line(true, "CPU 1: " + I.Writer);
  for (const Step &S : I.Steps) {
    bool Writer = S.Who == Actor::Writer;
    Line(Writer, S.Text);
    if (S.At.valid())
      Line(Writer, "    " + whereText(S.At));
  }
}

void reread::writeExplanation(const Finding &F, raw_ostream &Out) {
  const Candidate &C = F.What;
  Out << "Fingerprint " << F.Fingerprint << ": " << C.Place << " in "
      << C.Function << '\n';
  Out << (F.Dismissed ? "Not reported" : "Reported in tier ");
  if (!F.Dismissed)
    Out << F.Tier << (F.Crowded ? ": its place has three in tier 1" : "");
  Out << '\n' << F.Message << "\n\n";
  writeEvidence(F, Out);
  writeVerdict(F.Confirmation, Out);
  Out << '\n';
  writeRead("First", C.First, Out);
  writeRead("Second", C.Second, Out);
  writeBetween(C, Out);
  writeWriters(F.Writers, Out);
  Out << "\nRules:\n";
  for (const RuleText &R : ruleTexts(F))
    Out << "  " << left_justify(R.Name, 24) << R.Text << '\n';
  Out << "\nWhat would change this:\n";
  for (const std::string &Text : changeTexts(F))
    Out << "  " << Text << '\n';
  Out << '\n';
  writeInterleaving(interleavingOf(F), Out);
}
