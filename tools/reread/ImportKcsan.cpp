//===-- ImportKcsan.cpp - `reread import-kcsan`: races become facts -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "reread/Import/RacePlaces.h"
#include "reread/Report/PlaceReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace reread;

/// A log of a day of fuzzing is smaller.
static constexpr uint64_t MaxLogBytes = 256u << 20;

static Expected<std::vector<RaceReport>> readLog(const std::string &Path) {
  auto Refuse = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(),
                             "cannot read '" + Path + "': " + Why);
  };
  uint64_t Size = 0;
  if (auto EC = sys::fs::file_size(Path, Size))
    return Refuse(EC.message());
  if (Size > MaxLogBytes)
    return Refuse("it is larger than " + Twine(MaxLogBytes >> 20) +
                  " MB; split it");
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return Refuse(Buffer.getError().message());
  std::vector<RaceReport> Reports = readKcsanLog((*Buffer)->getBuffer());
  if (Reports.empty())
    return createStringError(inconvertibleErrorCode(),
                             "no KCSAN report in '" + Path + "'");
  bool Located = any_of(Reports, [](const RaceReport &R) {
    return any_of(R.Accesses,
                  [](const RaceAccess &A) { return !A.files().empty(); });
  });
  if (!Located)
    return createStringError(
        inconvertibleErrorCode(),
        "the reports in '" + Path +
            "' have addresses instead of files and lines; decode them with "
            "the kernel's scripts/decode_stacktrace.sh first");
  return Reports;
}

/// Learns from the units that the reports name.
static Expected<TreeResult> learnUnits(const Arguments &Given,
                                       ArrayRef<RaceReport> Reports,
                                       AnalysisArguments &Options) {
  auto All = chooseUnits(Given, {}, Options);
  if (!All)
    return All.takeError();
  StringSet<> Files;
  for (const RaceReport &Report : Reports)
    for (const RaceAccess &A : Report.Accesses)
      for (const std::string &File : A.files())
        Files.insert(File);
  std::vector<CompileUnit> Units;
  copy_if(*All, std::back_inserter(Units), [&](const CompileUnit &Unit) {
    std::string Name = shownName(Unit, Options.Tree.Run);
    return any_of(Files,
                  [&](const auto &F) { return commonEnd(Name, F.first()); });
  });
  if (Units.empty())
    return createStringError(inconvertibleErrorCode(),
                             "the database has none of the reports' files");
  // The folder of the whole tree is not for a few of its units.
  Options.Tree.Whole = false;
  Options.Work.clear();
  return analyze(Units, Options);
}

static Expected<TreeResult> learn(const Arguments &Given,
                                  ArrayRef<RaceReport> Reports,
                                  AnalysisArguments &Options) {
  if (Options.Work.empty())
    return learnUnits(Given, Reports, Options);
  auto Folder = WorkFolder::openToRead(Options.Work);
  if (!Folder)
    return Folder.takeError();
  auto Result = learnTree(**Folder, Options.Tree);
  if (Result)
    report(*Result, Options);
  return Result;
}

/// What was found out about one place, as a fact.
static std::optional<PlaceFact> factOf(const RacePlace &P, const Program &All,
                                       bool WholeTree) {
  // Other units may write it without the lock that these hold.
  PlaceUse Use;
  if (WholeTree)
    Use = usesOf(All, P.Place);
  std::optional<PlaceFact> Fact =
      factOf(All, P.Place, WholeTree ? &Use : nullptr);
  if (!Fact)
    return Fact;
  Fact->WrittenBy = P.WrittenBy;
  for (const RacePlace::Pair &Pair : P.Pairs)
    Fact->Seen.push_back("KCSAN: " + Pair.Functions + ", " +
                         std::to_string(Pair.Reports) +
                         (Pair.Reports == 1 ? " report" : " reports"));
  return Fact;
}

static void warn(const Twine &Log, const RacePlaces::Failure &F) {
  errs() << Log << ':' << F.Line << ": warning: '" << F.Functions
         << "' is not resolved: " << F.Why;
  if (F.Reports > 1)
    errs() << " (" << F.Reports << " reports)";
  errs() << '\n';
}

/// Static variables of one name are one fact, as the parts of a variable are.
static void addFact(std::vector<PlaceFact> &Facts, PlaceFact New) {
  auto Same = find_if(Facts, [&](const PlaceFact &F) {
    return !F.Global.empty() && F.Global == New.Global;
  });
  if (Same == Facts.end())
    return Facts.push_back(std::move(New));
  for (auto List : {&PlaceFact::Seen, &PlaceFact::WrittenBy})
    for (std::string &Text : New.*List)
      if (!is_contained((*Same).*List, Text))
        ((*Same).*List).push_back(std::move(Text));
}

/// Writes the facts, and says which reports have none; the status.
static int write(RacePlaces Found, size_t Reports, const std::string &Log,
                 const Program &All, bool WholeTree) {
  std::vector<PlaceFact> Facts;
  size_t Lost = 0;
  for (const RacePlace &P : Found.Places)
    if (auto Fact = factOf(P, All, WholeTree))
      addFact(Facts, std::move(*Fact));
    else
      for (const RacePlace::Pair &Pair : P.Pairs)
        Found.Failures.push_back({P.Line, Pair.Functions,
                                  "a facts file has no name for '" +
                                      All.placeId(P.Place).str() + "'",
                                  Pair.Reports});
  for (const RacePlaces::Failure &F : Found.Failures) {
    warn(Log, F);
    Lost += F.Reports;
  }
  if (Lost)
    errs() << "reread: " << Lost << " of " << Reports
           << (Reports == 1 ? " report" : " reports")
           << " could not be resolved\n";
  if (Facts.empty())
    return fail("no place is known of any report in '" + Log + "'");
  writePlaceFacts(Facts,
                  "# Places that were seen to change. Made by 'reread "
                  "import-kcsan'.\n",
                  outs());
  return Nothing;
}

int importKcsanCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  OptionTable Table("import-kcsan", "[OPTION]... LOG",
                    "Turns the KCSAN reports of a kernel's log into a facts "
                    "file, on stdout. Status: 0 it\nhas a place, 2 it has "
                    "none, or it could not run.");
  Table.text("-p", "BUILD", Options.Database,
             "compile_commands.json, or a directory with one: the units that "
             "the reports name are analysed");
  Table.text("--overlay", "FILE", Options.Overlay,
             "clang's -ivfsoverlay, for every unit");
  Table.number("-j", "N", Options.Tree.Map.Jobs, 1, 1024,
               "jobs; default: as many as the machine has threads");
  Table.text("--work", "DIR", Options.Work,
             "instead of -p: what 'reread check --work DIR' knows of the tree");
  addLimitsTo(Table, Options.Tree.Map.Limits);
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Given->Dashes || Given->Positional.size() != 1)
    return fail("one log at a time; see 'reread import-kcsan --help'");
  if (!Options.Work.empty() && !Options.Database.empty())
    return fail("-p and --work exclude each other");
  const std::string &Log = Given->Positional.front();
  auto Reports = readLog(Log);
  if (!Reports)
    return fail(Reports.takeError());
  auto Result = learn(*Given, *Reports, Options);
  if (!Result)
    return fail(Result.takeError());
  return write(placesOf(*Reports, Result->Learnt, Options.Tree.Run.Root),
               Reports->size(), Log, Result->Learnt, !Options.Work.empty());
}
