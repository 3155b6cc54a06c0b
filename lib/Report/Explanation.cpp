//===-- Explanation.cpp - everything about one candidate ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace reread;
using namespace llvm;

static std::string where(const SourcePoint &At) {
  if (!At.valid())
    return "";
  std::string Text = At.File + ":" + std::to_string(At.Line);
  return At.Column ? Text + ":" + std::to_string(At.Column) : Text;
}

static StringRef gradeText(Evidence Grade) {
  switch (Grade) {
  case Evidence::A:
    return "A: the place is declared racy";
  case Evidence::StrongB:
    return "B, strong: the tree marks accesses of the place, and reads it "
           "without a lock";
  case Evidence::B:
    return "B: the place is atomic by its type";
  case Evidence::C:
    break;
  }
  return "C: nothing but a volatile type, if that, says that the place may "
         "change";
}

static StringRef effectText(Consequence Effect) {
  switch (Effect) {
  case Consequence::High:
    return "high";
  case Consequence::Middle:
    return "middle";
  case Consequence::Low:
    break;
  }
  return "low";
}

static void writeLocks(StringRef Title, ArrayRef<LockEvidence> Locks,
                       raw_ostream &Out) {
  Out << "  " << Title << ": ";
  if (Locks.empty())
    Out << "none";
  ListSeparator Comma;
  for (const LockEvidence &L : Locks)
    Out << Comma << L.Lock
        << (L.Seq      ? " (read section)"
            : L.Rcu    ? " (RCU)"
            : L.Shared ? " (shared)"
                       : "");
  Out << '\n';
}

static void writeRead(StringRef Title, const ReadEvidence &Read,
                      raw_ostream &Out) {
  Out << Title << " read: " << where(Read.At) << ", in " << Read.Function
      << ", " << wordFor(Read.Mark);
  if (!Read.MarkedBy.empty())
    Out << " by " << Read.MarkedBy;
  if (Read.Intentional)
    Out << ", declared an intended race";
  if (Read.InDiagnostic)
    Out << ", in a diagnostic";
  Out << '\n';
  for (const ViaEvidence &V : Read.Via)
    Out << "  through " << V.Function << ", called at " << where(V.Call)
        << '\n';
  writeLocks("locks held", Read.Held, Out);
  if (Read.Uses.empty())
    Out << "  not used\n";
  for (const UseEvidence &U : Read.Uses) {
    Out << "  used: " << wordFor(U.Kind);
    if (!U.Detail.empty())
      Out << '(' << U.Detail << ')';
    if (!U.Sink.empty())
      Out << ", sink " << U.Sink;
    if (U.Mask != ~0ull)
      Out << ", bits " << format_hex(U.Mask, 1);
    if (!U.Via.empty())
      Out << ", through " << U.Via;
    if (U.At.valid())
      Out << ", at " << where(U.At);
    Out << '\n';
  }
}

static void writeBetween(const Candidate &C, raw_ostream &Out) {
  Out << "Between the reads:";
  ListSeparator Comma(",");
  auto Say = [&](bool Holds, StringRef Text) {
    if (Holds)
      Out << Comma << ' ' << Text;
  };
  Say(C.Mid.Locked, "a lock is taken");
  Say(C.Mid.Unlocked, "a lock is dropped");
  Say(C.Mid.MayUnlock && !C.Mid.Unlocked, "a lock may be dropped");
  Say(C.Mid.Barrier, "a barrier stands");
  Say(C.Mid.Slept, "the thread sleeps or waits");
  Say(C.Mid.Written, "this thread writes the place");
  Say(C.Mid.MayWrite && !C.Mid.Written, "this thread may write the place");
  Say(C.SameSite, "a loop comes back to the same load");
  Say(C.Compared, "the two values are compared");
  Out << '\n';
  writeLocks("locks held over both", C.HeldAcross, Out);
}

static void writeRules(const Finding &F, raw_ostream &Out) {
  Out << "Rules:\n";
  for (const Rule &R : allRules()) {
    auto A =
        find_if(F.Answers, [&](const auto &X) { return X.Rule == R.Name; });
    Out << "  " << left_justify(R.Name, 24);
    if (A == F.Answers.end())
      Out << "does not apply\n";
    else if (A->What == Answer::NotAsked)
      Out << "not asked\n";
    else
      Out << (A->What == Answer::Dismiss ? "dismisses: " : "lowers to tier 3: ")
          << A->Reason << '\n';
  }
}

static void writeWhatWouldChange(const Finding &F, raw_ostream &Out) {
  Out << "What would change this:\n";
  if (F.Dismissed) {
    Out << "  without";
    ListSeparator And(" and");
    for (const RuleAnswer &A : F.Answers)
      if (A.What == Answer::Dismiss)
        Out << And << " '" << A.Rule << "'";
    Out << " this would be a finding of tier " << F.Tier << '\n';
    return;
  }
  if (F.Grade == Evidence::C)
    Out << "  a declaration of the place as racy would raise the tier\n";
  else
    Out << "  a declaration of the place as stable would dismiss it\n";
  if (!F.Agreement.empty())
    Out << "  the sinks need not agree if group '" << F.Agreement
        << "' is wrong\n";
  Out << "  a lock that all writers take, held over both reads, would dismiss "
         "it\n"
      << "  " << F.Remedy << '\n';
}

//===-- Interleaving ------------------------------------------------------===//

namespace {
/// Two columns, one a CPU; a line belongs to one of them.
class Interleaving {
public:
  explicit Interleaving(raw_ostream &Out) : Out(Out) {}

  void line(bool Writer, const Twine &Text) {
    Out << "  ";
    if (Writer)
      Out.indent(Width) << "| ";
    std::string Line = Text.str();
    if (Writer)
      Out << Line;
    else
      Out << left_justify(Line, Width) << '|';
    Out << '\n';
  }
  void step(bool Writer, const Twine &Text, const SourcePoint &At) {
    line(Writer, Text);
    if (At.valid())
      line(Writer, "    " + where(At));
  }

private:
  static constexpr unsigned Width = 48;
  raw_ostream &Out;
};
} // namespace

static std::string useText(StringRef Value, const UseEvidence &Use) {
  std::string Text = (Value + " value: " + wordFor(Use.Kind)).str();
  if (!Use.Sink.empty())
    return (Value + " value reaches " + Use.Sink).str();
  return Use.Detail.empty() ? Text : Text + "(" + Use.Detail + ")";
}

/// The use to show: the one that reaches the finding's sink, or the last that
/// is no mere test.
static const UseEvidence *useToShow(const ReadEvidence &Read, StringRef Sink) {
  const UseEvidence *Shown = nullptr;
  for (const UseEvidence &U : Read.Uses) {
    if (!Sink.empty() && U.Sink == Sink)
      return &U;
    if (!Shown || U.Kind != UseKind::Test)
      Shown = &U;
  }
  return Shown;
}

static const SourcePoint &inOperation(const ReadEvidence &Read) {
  return Read.Via.empty() ? Read.At : Read.Via.front().Call;
}

static void writeInterleaving(const Finding &F, raw_ostream &Out) {
  const Candidate &C = F.What;
  StringRef Field = C.Field.empty() ? StringRef(C.Place) : StringRef(C.Field);
  const UseEvidence *First = useToShow(C.First, F.SinkFirst);
  const UseEvidence *Second = useToShow(C.Second, F.SinkSecond);
  const WriteEvidence *Writer =
      F.Writers.empty() ? nullptr : &F.Writers.front();

  // Paths are not known here: what stands above the second read in the text is
  // taken to happen before it.
  const SourcePoint &Again = inOperation(C.Second);
  bool Early = First && First->At.valid() && First->At.File == Again.File &&
               First->At.Line < Again.Line;

  Interleaving I(Out);
  Out << "Interleaving:\n";
  I.line(false, "CPU 0: " + C.Function);
  I.line(true, Writer ? "CPU 1: " + Writer->Function : "CPU 1: a writer");
  I.step(false, "reads " + Field + ": old value", inOperation(C.First));
  if (Early)
    I.step(false, useText("old", *First), First->At);
  I.step(true, "writes " + Field, Writer ? Writer->At : SourcePoint());
  I.step(false, "reads " + Field + ": new value", Again);
  if (First && !Early)
    I.step(false, useText("old", *First), First->At);
  if (Second)
    I.step(false, useText("new", *Second), Second->At);
}

void reread::writeExplanation(const Finding &F, raw_ostream &Out) {
  const Candidate &C = F.What;
  Out << "Fingerprint " << F.Fingerprint << ": " << C.Place << " in "
      << C.Function << '\n';
  Out << (F.Dismissed ? "Not reported" : "Reported in tier ");
  if (!F.Dismissed)
    Out << F.Tier;
  Out << '\n' << F.Message << "\n\n";
  Out << "Consequence " << effectText(F.Effect) << "; evidence "
      << gradeText(F.Grade) << "\n";
  if (!F.Agreement.empty())
    Out << "Agreement group '" << F.Agreement << "': " << F.SinkFirst << " and "
        << F.SinkSecond << '\n';
  Out << '\n';
  writeRead("First", C.First, Out);
  writeRead("Second", C.Second, Out);
  writeBetween(C, Out);
  Out << "Writers:" << (F.Writers.empty() ? " none seen\n" : "\n");
  for (const WriteEvidence &W : F.Writers) {
    Out << "  " << where(W.At) << ", in " << W.Function << ", "
        << wordFor(W.Mark) << (W.Initialising ? ", before publication" : "")
        << '\n';
    writeLocks("  locks held", W.Held, Out);
  }
  Out << '\n';
  writeRules(F, Out);
  Out << '\n';
  writeWhatWouldChange(F, Out);
  Out << '\n';
  writeInterleaving(F, Out);
}
