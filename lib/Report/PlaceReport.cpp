//===-- PlaceReport.cpp - which places are racy, and why ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Report/PlaceReport.h"
#include "Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace reread {

static std::string locksOf(const Program &All, const LockSet &Locks) {
  std::string Text;
  for (uint32_t Number : Locks)
    Text += (Text.empty() ? "" : ", ") + All.lock(Number).Lock;
  return Text;
}

std::vector<RacyPlace> racyPlaces(const Program &All) {
  std::vector<RacyPlace> Out;
  for (uint32_t I = 0; I != All.places(); ++I) {
    RacyPlace P{I, Evidence::C, usesOf(All, I)};
    auto Grade = gradeOf(P.Use);
    // Whoever always holds the writers' lock reads nothing racy.
    if (!Grade || !P.Use.ReadsOutside)
      continue;
    P.Grade = *Grade;
    Out.push_back(std::move(P));
  }
  llvm::sort(Out, [&](const RacyPlace &A, const RacyPlace &B) {
    return std::make_tuple(A.Grade, All.placeId(A.Place)) <
           std::make_tuple(B.Grade, All.placeId(B.Place));
  });
  return Out;
}

void writePlaceTable(const Program &All, ArrayRef<RacyPlace> Places,
                     raw_ostream &OS) {
  OS << "evidence  writes (marked)  reads (marked)  outside  place; lock of "
        "all writers\n";
  for (const RacyPlace &P : Places) {
    OS << formatv("{0,-8}  {1,15}  {2,14}  {3,7}  {4}", wordFor(P.Grade),
                  formatv("{0} ({1})", P.Use.Writes, P.Use.MarkedWrites).str(),
                  formatv("{0} ({1})", P.Use.Reads, P.Use.MarkedReads).str(),
                  P.Use.ReadsOutside, All.placeId(P.Place));
    if (!P.Use.WriterLocks.empty())
      OS << "; " << locksOf(All, P.Use.WriterLocks);
    OS << '\n';
  }
}

static void writeAccess(const WriteEvidence &W, raw_ostream &OS) {
  OS << "  " << W.At.File << ':' << W.At.Line << ':' << W.At.Column << ": '"
     << W.Function << "', " << (W.Mark == Marking::Marked ? "marked" : "plain");
  ListSeparator And(" and ");
  if (!W.Held.empty())
    OS << ", holding ";
  for (const LockEvidence &L : W.Held)
    OS << And << '\'' << (L.Lock.empty() ? L.Class : L.Lock) << '\''
       << (L.Seq      ? " (read section)"
           : L.Rcu    ? " (RCU)"
           : L.Shared ? " (shared)"
                      : "");
  OS << (W.Initialising ? "; nobody else knows the object then\n" : "\n");
}

void writePlace(const Program &All, uint32_t Place, raw_ostream &OS) {
  PlaceUse Use = usesOf(All, Place);
  auto Grade = gradeOf(Use);
  OS << All.placeId(Place) << ": ";
  if (Grade)
    OS << "evidence " << wordFor(*Grade) << '\n';
  else
    OS << (Use.Writes ? "no mark and no lock says that it is shared\n"
                      : "nobody writes it once its object is known\n");
  OS << "writes of known objects: " << Use.Writes << ", of which "
     << Use.MarkedWrites << " marked\n"
     << "lock of all these: "
     << (Use.WriterLocks.empty() ? "none" : locksOf(All, Use.WriterLocks))
     << '\n'
     << "reads: " << Use.Reads << ", of which " << Use.MarkedReads
     << " marked; " << Use.ReadsOutside << " without the writers' lock, of "
     << "which " << Use.LocklessMarkedReads << " marked\n";
  OS << "writers, one for each set of locks:\n";
  for (const WriteEvidence &W : Use.Writers)
    writeAccess(W, OS);
  if (!Use.Marks.empty())
    OS << "marked reads, some:\n";
  for (const WriteEvidence &W : Use.Marks)
    writeAccess(W, OS);
}

/// YAML's own form for any text.
static std::string quoted(StringRef Text) {
  std::string Out = "'";
  for (char C : Text)
    Out += C == '\'' ? "''" : std::string(1, C);
  return Out + "'";
}

/// The writers' lock as a fact can say it: a field of the same struct, or a
/// global.
static std::string lockFact(const Program &All, uint32_t Place,
                            const PlaceUse &Use) {
  if (Use.WriterLocks.size() != 1)
    return "";
  std::string Lock = All.lock(Use.WriterLocks.front()).Lock;
  auto [Owner, Field] = StringRef(Lock).split('.');
  if (Field.empty() || Owner == All.placeName(Place).split('.').first)
    return Field.empty() ? Lock : Field.str();
  return "";
}

static bool hasFactName(const Program &All, uint32_t Place) {
  StringRef Name = All.placeName(Place);
  auto [Struct, Field] = Name.split('.');
  // Not a pointee, an accessor, or the field of a struct that has no name.
  return !All.placeGlobal(Place).empty() ||
         !(Struct.empty() || Field.empty() ||
           Name.find_first_of("*()") != StringRef::npos);
}

std::optional<PlaceFact> factOf(const Program &All, uint32_t Place,
                                const PlaceUse *Use) {
  if (!hasFactName(All, Place))
    return std::nullopt;
  PlaceFact Fact;
  Fact.Global = All.placeGlobal(Place).str();
  if (Fact.Global.empty()) {
    auto [Struct, Field] = All.placeName(Place).split('.');
    Fact.Struct = Struct.str();
    Fact.Field = Field.str();
  }
  if (Use)
    Fact.Lock = lockFact(All, Place, *Use);
  return Fact;
}

static std::string quotedList(ArrayRef<std::string> Texts) {
  return "[" + join(map_range(Texts, quoted), ", ") + "]";
}

void writePlaceFacts(ArrayRef<PlaceFact> Facts, StringRef Comment,
                     raw_ostream &OS) {
  OS << Comment << "\nplaces:\n";
  StringSet<> Globals;
  for (const PlaceFact &Fact : Facts) {
    // The parts of a variable are one place.
    if (!Fact.Global.empty() && !Globals.insert(Fact.Global).second)
      continue;
    if (Fact.Global.empty())
      OS << "  - struct: " << quoted(Fact.Struct)
         << "\n    field: " << quoted(Fact.Field) << '\n';
    else
      OS << "  - global: " << quoted(Fact.Global) << '\n';
    if (!Fact.Lock.empty())
      OS << "    lock: " << quoted(Fact.Lock) << '\n';
    if (!Fact.WrittenBy.empty())
      OS << "    written-by: " << quotedList(Fact.WrittenBy) << '\n';
    if (!Fact.Note.empty())
      OS << "    note: " << quoted(Fact.Note) << '\n';
    if (!Fact.Seen.empty())
      OS << "    seen: " << quotedList(Fact.Seen) << '\n';
  }
}

void writePlaceFacts(const Program &All, ArrayRef<RacyPlace> Places,
                     raw_ostream &OS) {
  std::vector<PlaceFact> Facts;
  for (const RacyPlace &P : Places) {
    if (P.Grade != Evidence::A && P.Grade != Evidence::StrongB)
      continue;
    std::optional<PlaceFact> Fact = factOf(All, P.Place, &P.Use);
    if (!Fact)
      continue;
    Fact->Note = formatv("{0} of {1} writes and {2} of {3} reads are marked",
                         P.Use.MarkedWrites, P.Use.Writes, P.Use.MarkedReads,
                         P.Use.Reads)
                     .str();
    Facts.push_back(std::move(*Fact));
  }
  writePlaceFacts(Facts,
                  "# Places that a tree's own accesses show to be racy: read "
                  "by marking without the\n# writers' lock, and written with "
                  "marking. Made by 'reread facts --format yaml'.\n",
                  OS);
}

} // namespace reread
