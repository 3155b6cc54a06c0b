//===-- Backports.cpp - `reread backports`: what a newer tree has fixed --===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Backports/Backports.h"
#include "Analysis.h"
#include "Commands.h"
#include "Output.h"
#include "reread/Report/BackportReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
using namespace reread;

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

/// A folder that 'reread check --work' has filled.
static bool isFinishedWork(const std::string &Path) {
  return sys::fs::is_directory(Path + "/units") &&
         sys::fs::exists(Path + "/plan");
}

namespace {
/// One of the two trees, as the command line names it.
struct Tree {
  std::string Path;
  AnalysisArguments Options;
  std::vector<std::string> Paths; ///< those of the command line that it has
  TreeResult Result;

  Error analyse();
};
} // namespace

Error Tree::analyse() {
  if (isFinishedWork(Path)) {
    auto Folder = WorkFolder::openToRead(Path);
    if (!Folder)
      return Folder.takeError();
    auto Merged = mergeTree(**Folder, Options.Tree);
    if (!Merged)
      return Merged.takeError();
    if (!Options.Tree.Judge.InferTree)
      return error("the units of '" + Path +
                   "' were analysed without --infer: nothing can be learnt "
                   "from them; name the build folder instead");
    Result = std::move(*Merged);
    report(Result, Options);
    return Error::success();
  }
  Options.Database = Path;
  Options.Infer = true;
  auto Analysed = ::analyze(Arguments(), Paths, Options);
  if (!Analysed)
    return Analysed.takeError();
  Result = std::move(*Analysed);
  return Error::success();
}

/// Gives each tree those of the paths that it has: a file may be new, or gone.
static Error sharePaths(ArrayRef<std::string> Paths,
                        MutableArrayRef<Tree> Trees) {
  std::vector<bool> Known(Paths.size());
  for (Tree &T : Trees) {
    if (!Paths.empty() && isFinishedWork(T.Path))
      return error("'" + T.Path +
                   "' is a work folder, of which all units "
                   "count; name the build folder, or no SOURCE");
    if (Paths.empty())
      continue;
    auto Database = CompileDatabase::load(T.Path);
    if (!Database)
      return Database.takeError();
    Error Last = Error::success();
    for (size_t I = 0; I != Paths.size(); ++I) {
      auto Units = Database->choose(Paths[I]);
      consumeError(std::move(Last));
      Last = Units.takeError();
      if (Last)
        continue;
      Known[I] = true;
      T.Paths.push_back(Paths[I]);
    }
    if (T.Paths.empty())
      return Last;
    consumeError(std::move(Last));
  }
  for (size_t I = 0; I != Paths.size(); ++I)
    if (!Known[I])
      return error("no unit of either tree is, or is below, '" + Paths[I] +
                   "'");
  return Error::success();
}

static std::vector<Backport> compare(Tree &Older, Tree &Newer, unsigned Rank) {
  std::vector<Backport> All = findBackports(
      {Older.Result.Learnt, Older.Result.Judged, Older.Result.Quiet},
      Older.Result.Findings,
      {Newer.Result.Learnt, Newer.Result.Judged, Newer.Result.Quiet});
  erase_if(All, [&](const Backport &B) { return unsigned(B.Rank) > Rank; });
  return All;
}

static Error write(ArrayRef<Backport> All, const Tree &Older, const Tree &Newer,
                   StringRef Format, StringRef Out) {
  auto Before = sourcesOf(Older.Options.Tree.Run);
  auto After = sourcesOf(Newer.Options.Tree.Run);
  VersionSources Old{Older.Options.Tree.Run.Root, *Before};
  VersionSources New{Newer.Options.Tree.Run.Root, *After};
  return writeReport(Out, [&](raw_ostream &OS) {
    if (Format == "jsonl")
      writeBackportLines(All, Old, New, OS);
    else
      writeBackports(All, Old, New, OS);
  });
}

int backportsCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  std::string Format = "text", Out;
  unsigned Rank = 2;
  OptionTable Table("backports", "OLD NEW [OPTION]... [SOURCE|DIR]...",
                    "Shows what the tree of the build folder OLD reads twice "
                    "and that of NEW, a later\nversion, once. Work folders of "
                    "'reread check --work' will do for both. Status: 0\n"
                    "nothing found, 1 some, 2 it could not run.");
  Options.addUnitsTo(Table);
  Options.addGivenTo(Table);
  Options.addRulesTo(Table);
  Table.number("--rank", "N", Rank, 1, 4,
               "show ranks 1 to N: 1 fixed, 2 eased, 3 changed, mostly by "
               "refactoring, 4 open; default: 2");
  Table.flag("--strict", Options.Strict,
             "status 2 if a unit could not be analysed");
  Table.text("--format", "text|jsonl", Format, "default: text");
  Table.text("-o", "OUT", Out, "write to a file, not to stdout");
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Format != "text" && Format != "jsonl")
    return fail("unknown format '" + Format + "'; there are text and jsonl");
  if (Given->Dashes || Given->Positional.size() < 2)
    return fail("two build folders are needed, the older one first; see "
                "'reread backports --help'");
  if (Error E = checkWritable(Out))
    return fail(std::move(E));

  Tree Both[] = {{Given->Positional[0], Options, {}, {}},
                 {Given->Positional[1], Options, {}, {}}};
  auto &[Older, Newer] = Both;
  if (!Options.Work.empty()) {
    Older.Options.Work += "/older";
    Newer.Options.Work += "/newer";
  }
  if (Error E = sharePaths(ArrayRef(Given->Positional).drop_front(2), Both))
    return fail(std::move(E));
  // The newer one first: it says which places count in the older one.
  if (Error E = Newer.analyse())
    return fail(std::move(E));
  Older.Options.Tree.Judge.Learnt = learntFrom(Newer.Result.Learnt);
  if (Error E = Older.analyse())
    return fail(std::move(E));
  std::vector<Backport> All = compare(Older, Newer, Rank);
  if (Error E = write(All, Older, Newer, Format, Out))
    return fail("cannot write '" + Out + "': " + toString(std::move(E)));
  if (Options.Strict && Older.Result.lost() + Newer.Result.lost())
    return CouldNotRun;
  return All.empty() ? Nothing : Found;
}
