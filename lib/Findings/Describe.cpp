//===-- Describe.cpp - message and notes of a finding ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judgement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <tuple>

using namespace reread;
using namespace llvm;

static std::string quote(const Twine &Text) { return ("'" + Text + "'").str(); }

/// Registers and the like are proper names; everything else is source text.
static std::string sinkName(StringRef Sink) {
  bool Proper =
      all_of(Sink, [](char C) { return isUpper(C) || isDigit(C) || C == '_'; });
  return Proper ? Sink.str() : quote(Sink);
}

static std::string placeName(const Candidate &C) {
  StringRef Field = C.Field.empty() ? StringRef(C.Place) : StringRef(C.Field);
  if (C.Object.empty())
    return quote(Field);
  // What a pointer points to has no name but the pointer's.
  if (Field.starts_with("*"))
    return quote("*" + C.Object);
  return quote(Field) + " of " + quote(C.Object);
}

static std::string participle(UseKind Kind) {
  switch (Kind) {
  case UseKind::Test:
    return "tested";
  case UseKind::Deref:
    return "dereferenced";
  case UseKind::Index:
    return "used as an index";
  case UseKind::Divisor:
    return "divided by";
  case UseKind::Shift:
    return "shifted by";
  case UseKind::Length:
    return "used as a length";
  case UseKind::LoopBound:
    return "used as a loop bound";
  case UseKind::Store:
    return "stored";
  case UseKind::Argument:
    return "passed on";
  case UseKind::Asm:
    return "given to assembly";
  case UseKind::Return:
    return "returned";
  case UseKind::Compare:
    return "compared with the other";
  case UseKind::Expected:
    return "expected by a compare and exchange";
  case UseKind::Diagnostic:
    return "shown to people";
  }
  return "used";
}

/// "stored to" and "passed to" go before the name of their target.
static StringRef preposition(const UseEvidence &Use) {
  if (Use.Detail.empty())
    return "";
  if (Use.Kind == UseKind::Store)
    return "stored to ";
  return Use.Kind == UseKind::Argument ? "passed to " : "";
}

/// "reaches CR3", "is tested", "is stored to 'x->a'".
static std::string predicate(const UseEvidence *Use) {
  if (!Use)
    return "is not used";
  if (!Use->Sink.empty())
    return "reaches " + sinkName(Use->Sink);
  StringRef Before = preposition(*Use);
  return Before.empty() ? "is " + participle(Use->Kind)
                        : ("is " + Before + quote(Use->Detail)).str();
}

static std::string whatValuesDo(const Outcome &O) {
  const UseEvidence *A = O.First, *B = O.Second;
  if (O.Group)
    return "its two values reach " + sinkName(A->Sink) + " and " +
           sinkName(B->Sink) + ", which must agree";
  std::string First = predicate(A), Second = predicate(B);
  if (A && B && First == Second) {
    StringRef Rest = First;
    if (Rest.consume_front("is "))
      return ("both values are " + Rest).str();
    return "both values reach " + sinkName(A->Sink);
  }
  if (A && B && A->Sink.empty() && B->Sink.empty() && A->Kind == B->Kind &&
      !preposition(*A).empty() && !preposition(*B).empty())
    return ("its two values are " + preposition(*A) + quote(A->Detail) +
            " and " + quote(B->Detail))
        .str();
  return "one value " + First + ", another " + Second;
}

/// A reader of a report wants to know at once whether a data race detector
/// could see this, and that marking both reads has not made them one.
static StringRef whatMarkingsSay(const Candidate &C) {
  bool First = C.First.Mark == Marking::Marked;
  bool Second = C.Second.Mark == Marking::Marked;
  if (First && Second)
    return "; both reads are marked, and are still two values";
  if (First)
    return "; only the first read is marked";
  return Second ? "; only the second read is marked" : "";
}

static std::string through(const ReadEvidence &Read) {
  std::string Text;
  for (const ViaEvidence &V : Read.Via)
    Text += (Text.empty() ? ", through " : ", ") + quote(V.Function);
  return Text;
}

static std::string firstReadText(const Candidate &C) {
  std::string Text = "first read";
  if (C.First.Mark == Marking::Plain)
    Text += ", plain";
  else
    Text += C.First.MarkedBy.empty() ? ", marked"
                                     : ", marked by " + C.First.MarkedBy;
  if (C.First.Intentional)
    Text += ", declared an intended race";
  if (C.SameSite)
    Text += ", one iteration earlier";
  return Text + through(C.First);
}

static bool isSameLine(const SourcePoint &A, const SourcePoint &B) {
  return A.File == B.File && A.Line == B.Line;
}

static void addUse(std::vector<Note> &Notes, NoteKind Kind,
                   const UseEvidence *Use) {
  StringRef Which = Kind == NoteKind::FirstUse ? "first" : "second";
  std::string Text =
      ("the " + Which + " value " + predicate(Use) + " here").str();
  if (!Use->Via.empty())
    Text += ", through " + quote(Use->Via);
  Notes.push_back({Use->At, Text, Kind});
}

//===-- Writers -----------------------------------------------------------===//

/// How the reader stands to a lock that Theirs recognises as a writer's.
template <typename Predicate>
static std::string readerHolds(const Candidate &C, Predicate Theirs) {
  bool First = any_of(C.First.Held, Theirs);
  bool Second = any_of(C.Second.Held, Theirs);
  if (any_of(C.HeldAcross, Theirs))
    return "which the reader holds too";
  if (First && Second)
    return "which the reader drops in between";
  if (First || Second)
    return std::string("which the reader holds at the ") +
           (First ? "first" : "second") + " read only";
  return "which the reader does not hold";
}

static std::string declaredLock(const Candidate &C, const PlaceFact &Place) {
  if (Place.Lock.empty())
    return "";
  return ", holding " + quote(Place.Lock) + ", " +
         readerHolds(C, [&](const LockEvidence &L) {
           return excludes(L) && isLockOf(L, C, Place.Lock);
         });
}

static std::string writerLock(const Candidate &C, const WriteEvidence &Writer,
                              const RuleContext &Context) {
  if (Writer.Initialising)
    return ", before the object is published";
  // Of several locks, the one that is meant to protect the place.
  bool Declared = Context.Place && !Context.Place->Lock.empty();
  auto Lock = find_if(Writer.Held, [&](const LockEvidence &L) {
    return excludes(L) && Declared &&
           StringRef(L.Lock).contains(Context.Place->Lock);
  });
  if (Lock == Writer.Held.end())
    Lock = find_if(Writer.Held, excludes);
  // A function that relies on its caller's lock holds none that can be seen.
  if (Lock == Writer.Held.end())
    return Context.Place ? declaredLock(C, *Context.Place) : "";
  return ", holding " + quote(lockName(*Lock)) + ", " +
         readerHolds(C, [&](const LockEvidence &L) {
           return excludes(L) && excludesWriter(L, C, *Lock);
         });
}

static void addWriters(Finding &F, const RuleContext &Context) {
  static constexpr unsigned Shown = 3;
  const Candidate &C = F.What;
  std::vector<WriteEvidence> Writers = Context.Writers.vec();
  bool Late = any_of(Writers, [](const auto &W) { return !W.Initialising; });
  bool Declared = Context.Place && !Context.Place->WrittenBy.empty();

  // Writes before publication are no evidence; they are shown if there is
  // nothing else, so that their nature can be seen.
  if (Late || Declared)
    erase_if(Writers, [](const WriteEvidence &W) { return W.Initialising; });
  auto Key = [&](const WriteEvidence &W) {
    bool Named = Declared && is_contained(Context.Place->WrittenBy, W.Function);
    return std::make_tuple(!Named, W.Function == C.Function,
                           StringRef(W.At.File), W.At.Line, W.At.Column);
  };
  llvm::sort(Writers,
             [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
  Writers.erase(std::unique(Writers.begin(), Writers.end(),
                            [](const auto &A, const auto &B) {
                              return A.Function == B.Function &&
                                     isSameLine(A.At, B.At);
                            }),
                Writers.end());
  if (Writers.size() > Shown)
    Writers.resize(Shown);
  for (const WriteEvidence &W : Writers)
    F.Notes.push_back(
        {W.At,
         "written here, by " + quote(W.Function) + writerLock(C, W, Context),
         NoteKind::Writer});
  if (Writers.empty() && Declared) {
    std::string By;
    for (const std::string &Function : Context.Place->WrittenBy)
      By += (By.empty() ? "" : ", ") + quote(Function);
    F.Notes.push_back(
        {C.Second.At,
         "written elsewhere, by " + By + declaredLock(C, *Context.Place),
         NoteKind::Writer});
  }
  F.Writers = std::move(Writers);
}

/// Who has seen the place change says more than any inference.
static void addSeen(std::vector<Note> &Notes, const Candidate &C,
                    const PlaceFact *Place) {
  if (!Place || Place->Seen.empty())
    return;
  std::string Text = "seen to change: " + Place->Seen.front();
  if (size_t More = Place->Seen.size() - 1)
    Text += "; and " + std::to_string(More) + " more";
  Notes.push_back({inOperation(C.Second), std::move(Text), NoteKind::Seen});
}

void reread::describe(Finding &F, const Outcome &O,
                      const RuleContext &Context) {
  const Candidate &C = F.What;
  F.Message = (placeName(C) + " is read again here; " + whatValuesDo(O) +
               whatMarkingsSay(C))
                  .str();
  F.Remedy = remedyFor(C, Context, F.ReadOnceWith);

  F.Notes.push_back(
      {inOperation(C.First), firstReadText(C), NoteKind::FirstRead});
  // There is nothing to say where the read's own line shows the use.
  if (O.First && O.First->At.valid() &&
      (!O.First->Sink.empty() ||
       !isSameLine(O.First->At, inOperation(C.First))))
    addUse(F.Notes, NoteKind::FirstUse, O.First);
  addWriters(F, Context);
  if (O.Second && O.Second->At.valid() &&
      !isSameLine(O.Second->At, inOperation(C.Second)))
    addUse(F.Notes, NoteKind::SecondUse, O.Second);
  addSeen(F.Notes, C, Context.Place);
  bool FirstShown = isOnlyShown(C.First) && !isOnlyShown(C.Second);
  F.Notes.push_back({inOperation(FirstShown ? C.First : C.Second), F.Remedy,
                     NoteKind::Remedy});
}
