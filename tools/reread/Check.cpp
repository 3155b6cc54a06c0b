//===-- Check.cpp - `reread check`: findings in a tree -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "reread/Report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace reread;
namespace fs = llvm::sys::fs;

/// Says before hours of work, not after, that the result cannot be written.
static Error checkWritable(StringRef Path) {
  if (Path.empty())
    return Error::success();
  auto Refuse = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(),
                             "cannot write '" + Path + "': " + Why);
  };
  if (fs::is_directory(Path))
    return Refuse("it is a directory");
  StringRef Parent = sys::path::parent_path(Path);
  if (Parent.empty())
    Parent = ".";
  if (!fs::is_directory(Parent))
    return Refuse("there is no directory '" + Parent + "'");
  if (fs::access(Parent, fs::AccessMode::Write))
    return Refuse("the directory '" + Parent + "' is not writable");
  return Error::success();
}

/// The sources as the units were shown them.
static IntrusiveRefCntPtr<vfs::FileSystem> sourcesOf(const RunOptions &Run) {
  auto Real = vfs::getRealFileSystem();
  if (Run.Overlay.empty())
    return Real;
  auto Buffer = Real->getBufferForFile(Run.Overlay);
  if (!Buffer)
    return Real;
  // The units have said what is wrong with an overlay.
  auto Quiet = [](const SMDiagnostic &, void *) {};
  IntrusiveRefCntPtr<vfs::FileSystem> Over = vfs::getVFSFromYAML(
      std::move(*Buffer), Quiet, Run.Overlay, nullptr, Real);
  return Over ? Over : Real;
}

static Error writeFindings(ArrayRef<Finding> Findings,
                           ArrayRef<Finding> Dismissed, StringRef Format,
                           const RunOptions &Run, StringRef Path) {
  auto Write = [&](raw_ostream &OS) {
    if (Format == "jsonl") {
      writeJsonLines(Findings, Run.Root, OS);
      writeJsonLines(Dismissed, Run.Root, OS);
    } else if (Format == "sarif") {
      writeSarif(Findings, Run.Root, REREAD_VERSION, *sourcesOf(Run), OS);
    } else {
      writeText(Findings, OS);
    }
    return Error::success();
  };
  if (Path.empty()) {
    outs().enable_colors(outs().has_colors());
    return Write(outs());
  }
  // A pipe or a terminal is written to; a file is replaced as a whole, behind
  // a link too.
  if (fs::exists(Path) && !fs::is_regular_file(Path)) {
    std::error_code EC;
    raw_fd_ostream OS(Path, EC);
    return EC ? errorCodeToError(EC) : Write(OS);
  }
  SmallString<256> Real;
  if (fs::real_path(Path, Real))
    Real = Path;
  return writeToOutput(Real, Write);
}

int checkCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  std::string Format = "text", Out;
  bool WithDismissed = false;
  OptionTable Table("check", "[OPTION]... [SOURCE|DIR]... [-- FLAGS...]",
                    "Finds double reads in the units of a compile database, "
                    "or in SOURCEs\ncompiled with FLAGS. Status: 0 nothing "
                    "found, 1 findings, 2 it could not run.");
  Options.addTreeTo(Table);
  Options.addFactsTo(Table);
  Table.text("--format", "text|jsonl|sarif", Format, "default: text");
  Table.flag("--dismissed", WithDismissed,
             "with --format jsonl: dismissed candidates too, after the rest");
  Table.text("-o", "OUT", Out, "write findings to a file, not to stdout");

  auto Given = Table.parse(Words);
  if (!Given)
    return fail(Given.takeError());
  if (Given->Help) {
    Table.printHelp(outs());
    return Nothing;
  }
  if (Format != "text" && Format != "jsonl" && Format != "sarif")
    return fail("unknown format '" + Format +
                "'; there are text, jsonl and sarif");
  if (WithDismissed && Format != "jsonl")
    return fail("--dismissed needs --format jsonl");
  if (Error E = checkWritable(Out))
    return fail(std::move(E));

  auto Result = analyze(*Given, Given->Positional, Options);
  if (!Result)
    return fail(Result.takeError());
  std::vector<Finding> Shown = upToTier(*Result, Options.Tier);
  std::vector<Finding> Dismissed;
  if (WithDismissed)
    copy_if(Result->Judged, std::back_inserter(Dismissed),
            [](const Finding &F) { return F.Dismissed; });
  if (Error E = writeFindings(Shown, Dismissed, Format, Options.Tree.Run, Out))
    return fail("cannot write '" + Out + "': " + toString(std::move(E)));
  if (Options.Strict && !Result->Failures.empty())
    return CouldNotRun;
  return Shown.empty() ? Nothing : Found;
}
