//===-- Account.cpp - what can be said about one finding, in pieces ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Account.h"
#include "Words.h"
#include "reread/Inference/Raciness.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace reread;
using namespace llvm;

std::string reread::whereText(const SourcePoint &At) {
  if (!At.valid())
    return "";
  std::string Text = At.File + ":" + std::to_string(At.Line);
  return At.Column ? Text + ":" + std::to_string(At.Column) : Text;
}

StringRef reread::effectText(Consequence Effect) {
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

StringRef reread::gradeText(const Finding &F) {
  bool Declared = F.Fact && F.Fact->Kind != PlaceKind::Stable;
  switch (F.Grade) {
  case Evidence::A:
    return Declared ? "A: the place is declared racy"
                    : "A: the tree's own marks and locks say that the place "
                      "may change under this reader";
  case Evidence::StrongB:
    return "B, strong: the tree marks accesses of the place, and reads it "
           "without a lock";
  case Evidence::B:
    return F.What.Atomic ? "B: the place is atomic by its type"
                         : "B: the tree marks accesses of the place, or its "
                           "writers hold a lock";
  case Evidence::C:
    break;
  }
  return "C: nothing but a volatile type, if that, says that the place may "
         "change";
}

/// Where a fact was stated. The files of a shipped set are the same wherever
/// they are installed.
static std::string sourceText(const FactSource &Source) {
  static constexpr StringLiteral Shipped = "share/reread/annotations/";
  StringRef File = Source.File;
  if (size_t At = File.rfind(Shipped); At != StringRef::npos)
    File = File.substr(At + Shipped.size());
  return Source.Line ? (File + ":" + Twine(Source.Line)).str() : File.str();
}

static void addDeclared(const PlaceFact &Fact, std::vector<Reason> &Reasons) {
  StringRef Word = Fact.Kind == PlaceKind::Stable     ? "stable"
                   : Fact.Kind == PlaceKind::Monotone ? "monotone"
                                                      : "racy";
  Reasons.push_back(
      {("declared " + Word + " by " + sourceText(Fact.Source)).str(), {}});
  if (!Fact.Note.empty())
    Reasons.push_back({Fact.Note, {}});
  for (const std::string &Text : Fact.Seen)
    Reasons.push_back({"seen to change: " + Text, {}});
  if (!Fact.WrittenBy.empty())
    Reasons.push_back(
        {"known to be written by " + join(Fact.WrittenBy, ", "), {}});
  if (!Fact.Lock.empty())
    Reasons.push_back({"its writers hold " + Fact.Lock, {}});
}

/// "1 read", "2 reads".
static std::string counted(size_t Count, StringRef What) {
  return (Twine(Count) + " " + What + (Count == 1 ? "" : "s")).str();
}

static std::string some(size_t Count) {
  return Count ? std::to_string(Count) : "none";
}

static void addUse(const PlaceUse &Use, std::vector<Reason> &Reasons) {
  if (!Use.Writes)
    return;
  Reasons.push_back({counted(Use.Writes, "write") + " of known objects, " +
                         some(Use.MarkedWrites) + " marked",
                     {}});
  bool Locked = !Use.CommonLocks.empty();
  if (Locked)
    Reasons.push_back(
        {"locks held at every write: " + locksText(Use.CommonLocks), {}});
  std::string Reads =
      counted(Use.Reads, "read") + ", " + some(Use.MarkedReads) + " marked";
  if (Locked)
    Reads += ", " + some(Use.ReadsOutside) + " without these locks";
  Reasons.push_back({Reads, {}});
  for (const WriteEvidence &Mark : Use.Marks)
    Reasons.push_back({"marked read, by '" + Mark.Function + "'", Mark.At});
}

std::vector<Reason> reread::reasonsOf(const Finding &F) {
  std::vector<Reason> Reasons;
  if (F.Fact)
    addDeclared(*F.Fact, Reasons);
  if (F.Use)
    addUse(*F.Use, Reasons);
  return Reasons;
}

std::string reread::locksText(ArrayRef<LockEvidence> Locks) {
  if (Locks.empty())
    return "none";
  return join(map_range(Locks,
                        [](const LockEvidence &L) {
                          return L.Lock + (L.Seq      ? " (read section)"
                                           : L.Rcu    ? " (RCU)"
                                           : L.Shared ? " (shared)"
                                                      : "");
                        }),
              ", ");
}

std::string reread::readText(const ReadEvidence &Read) {
  std::string Text = "in " + Read.Function + ", " + wordFor(Read.Mark).str();
  if (!Read.MarkedBy.empty())
    Text += " by " + Read.MarkedBy;
  if (Read.Intentional)
    Text += ", declared an intended race";
  if (Read.InDiagnostic)
    Text += ", in a diagnostic";
  return Text;
}

std::string reread::useText(const UseEvidence &Use) {
  std::string Text;
  raw_string_ostream Out(Text);
  Out << wordFor(Use.Kind);
  if (!Use.Detail.empty())
    Out << '(' << Use.Detail << ')';
  if (!Use.Sink.empty())
    Out << ", sink " << Use.Sink;
  if (Use.Mask != ~0ull)
    Out << ", bits " << format_hex(Use.Mask, 1);
  if (!Use.Via.empty())
    Out << ", through " << Use.Via;
  return Text;
}

std::string reread::writeText(const WriteEvidence &Write) {
  std::string Text = "in " + Write.Function + ", " + wordFor(Write.Mark).str();
  return Write.Initialising ? Text + ", before publication" : Text;
}

std::vector<std::string> reread::betweenTexts(const Candidate &C) {
  std::vector<std::string> Texts;
  auto Say = [&](bool Holds, StringRef Text) {
    if (Holds)
      Texts.push_back(Text.str());
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
  return Texts;
}

std::vector<RuleText> reread::ruleTexts(const Finding &F) {
  std::vector<RuleText> Texts;
  for (const Rule &R : allRules()) {
    auto A =
        find_if(F.Answers, [&](const auto &X) { return X.Rule == R.Name; });
    if (A == F.Answers.end())
      Texts.push_back({R.Name, true, "does not apply"});
    else if (A->What == Answer::NotAsked)
      Texts.push_back({R.Name, false, "not asked"});
    else
      Texts.push_back(
          {R.Name, false,
           (A->What == Answer::Dismiss ? "dismisses: " : "lowers to tier 3: ") +
               A->Reason});
  }
  return Texts;
}

std::vector<std::string> reread::changeTexts(const Finding &F) {
  if (F.Dismissed) {
    std::vector<std::string> Names;
    for (const RuleAnswer &A : F.Answers)
      if (A.What == Answer::Dismiss)
        Names.push_back("'" + A.Rule + "'");
    return {"without " + join(Names, " and ") +
            " this would be a finding of tier " + std::to_string(F.Tier)};
  }
  std::vector<std::string> Texts;
  Texts.push_back(F.Grade == Evidence::C
                      ? "a declaration of the place as racy would raise the "
                        "tier"
                      : "a declaration of the place as stable would dismiss "
                        "it");
  if (!F.Agreement.empty())
    Texts.push_back("the sinks need not agree if group '" + F.Agreement +
                    "' is wrong");
  Texts.push_back("a lock that all writers take, held over both reads, would "
                  "dismiss it");
  Texts.push_back(F.Remedy);
  return Texts;
}

//===-- Interleaving ------------------------------------------------------===//

static std::string fateText(StringRef Value, const UseEvidence &Use) {
  std::string Text = (Value + " value: " + wordFor(Use.Kind)).str();
  if (!Use.Sink.empty())
    return (Value + " value reaches " + Use.Sink).str();
  return Use.Detail.empty() ? Text : Text + "(" + Use.Detail + ")";
}

const UseEvidence *reread::useToShow(const ReadEvidence &Read, StringRef Sink) {
  const UseEvidence *Shown = nullptr;
  for (const UseEvidence &U : Read.Uses) {
    if (!Sink.empty() && U.Sink == Sink)
      return &U;
    if (!Shown || U.Kind != UseKind::Test)
      Shown = &U;
  }
  return Shown;
}

const SourcePoint &reread::inOperation(const ReadEvidence &Read) {
  return Read.Via.empty() ? Read.At : Read.Via.front().Call;
}

Interleaving reread::interleavingOf(const Finding &F) {
  const Candidate &C = F.What;
  std::string Field = C.Field.empty() ? C.Place : C.Field;
  const UseEvidence *First = useToShow(C.First, F.SinkFirst);
  const UseEvidence *Second = useToShow(C.Second, F.SinkSecond);
  const WriteEvidence *Writer =
      F.Writers.empty() ? nullptr : &F.Writers.front();

  // Paths are not known here: what stands above the second read in the text is
  // taken to happen before it.
  const SourcePoint &Again = inOperation(C.Second);
  bool Early = First && First->At.valid() && First->At.File == Again.File &&
               First->At.Line < Again.Line;

  Interleaving I{C.Function, "a writer", {}};
  Step Write{Actor::Writer, "writes " + Field, {}, ""};
  if (Writer) {
    I.Writer = Writer->Function;
    Write.At = Writer->At;
    Write.Holding = locksText(Writer->Held);
  } else if (F.Fact) {
    if (!F.Fact->WrittenBy.empty())
      I.Writer = F.Fact->WrittenBy.front();
    Write.Holding = F.Fact->Lock;
  }
  std::optional<Step> Fate;
  if (First)
    Fate = {Actor::FirstRead, fateText("old", *First), First->At, ""};

  I.Steps.push_back({Actor::FirstRead, "reads " + Field + ": old value",
                     inOperation(C.First), locksText(C.First.Held)});
  if (Early)
    I.Steps.push_back(*Fate);
  I.Steps.push_back(Write);
  I.Steps.push_back({Actor::SecondRead, "reads " + Field + ": new value", Again,
                     locksText(C.Second.Held)});
  if (Fate && !Early)
    I.Steps.push_back(*Fate);
  if (Second)
    I.Steps.push_back(
        {Actor::SecondRead, fateText("new", *Second), Second->At, ""});
  return I;
}
