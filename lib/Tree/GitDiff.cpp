//===-- GitDiff.cpp - what has changed since a revision ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/GitDiff.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/RunProgram.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace reread;

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
  auto Result = runProgram(*Git, Words);
  if (!Result)
    return Result.takeError();
  if (!Result->Status)
    return std::move(Result->Out);
  StringRef Said = StringRef(Result->Err).trim();
  return refuse(Said.substr(Said.rfind('\n') + 1));
}

Expected<GitChange> reread::gitDiff(StringRef Revision, StringRef Directory) {
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
  auto Up = runGit({"-C", Directory, "rev-parse", "--show-cdup"});
  if (!Up)
    return refuse("git: " + toString(Up.takeError()));
  auto Text =
      runGit({"-C", Directory, "-c", "core.quotePath=false", "diff",
              "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/",
              "--dst-prefix=b/", "-M", "-U0", "--no-relative", Revision, "--"});
  if (!Text)
    return refuse("git: " + toString(Text.takeError()));
  return GitChange{*Text, absolutePath(StringRef(*Up).rtrim('\n'), Directory)};
}
