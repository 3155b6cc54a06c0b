//===-- GitDiff.cpp - what has changed since a revision ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/GitDiff.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

static Error refuse(const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), Why);
}

/// Runs git, and returns what it prints; the error is the last line of what it
/// says.
static Expected<std::string> runGit(ArrayRef<StringRef> Words) {
  auto Git = sys::findProgramByName("git");
  if (!Git)
    return refuse("there is no git; install the package 'git', or give the "
                  "patch on stdin with --diff -");
  SmallString<128> Out, Err;
  if (sys::fs::createTemporaryFile("reread-git", "out", Out))
    return refuse("cannot write a temporary file");
  FileRemover RemoveOut(Out);
  if (sys::fs::createTemporaryFile("reread-git", "err", Err))
    return refuse("cannot write a temporary file");
  FileRemover RemoveErr(Err);
  SmallVector<StringRef, 16> Command = {*Git};
  append_range(Command, Words);
  std::string Why;
  int Status = sys::ExecuteAndWait(
      *Git, Command, std::nullopt,
      {StringRef(""), StringRef(Out), StringRef(Err)}, 0, 0, &Why);
  auto Read = [](StringRef File) {
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  };
  if (!Status)
    return Read(Out);
  std::string Said = Why.empty() ? Read(Err) : Why;
  return refuse(StringRef(Said).trim().rsplit('\n').second.empty()
                    ? StringRef(Said).trim()
                    : StringRef(Said).trim().rsplit('\n').second);
}

Expected<std::string> reread::gitDiff(StringRef Revision, StringRef Directory) {
  if (Revision.starts_with("-") || Revision.contains(".."))
    return refuse("'--diff' wants one revision of git, or - for a patch on "
                  "stdin, not '" +
                  Revision + "'");
  std::string Commit = (Revision + "^{commit}").str();
  auto Known =
      runGit({"-C", Directory, "rev-parse", "--verify", "--quiet", Commit});
  if (!Known) {
    std::string Why = toString(Known.takeError());
    return refuse(Why.empty() ? "git knows no revision '" + Revision +
                                    "' in '" + Directory + "'"
                              : "git: " + Twine(Why));
  }
  auto Text =
      runGit({"-C", Directory, "-c", "core.quotePath=false", "diff",
              "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/",
              "--dst-prefix=b/", "-M", "-U0", "--relative", Revision, "--"});
  if (!Text)
    return refuse("git: " + toString(Text.takeError()));
  return Text;
}
