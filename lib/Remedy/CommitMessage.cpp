//===-- CommitMessage.cpp - what to say about a fix ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Remedy/PatchText.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/RunProgram.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace reread;

/// What git prints, or nothing: no message needs it.
static std::string git(StringRef Root, ArrayRef<StringRef> Words) {
  auto Git = sys::findProgramByName("git");
  if (!Git)
    return "";
  SmallVector<StringRef, 16> All = {"-C", Root};
  append_range(All, Words);
  auto Said = runProgram(*Git, All);
  if (!Said) {
    consumeError(Said.takeError());
    return "";
  }
  return Said->Status ? "" : Said->Out;
}

/// What most subjects about the file have before their first colon.
static std::string subjectPrefix(StringRef File, StringRef Root) {
  StringMap<unsigned> Counts;
  std::string Log =
      git(Root, {"log", "-n", "50", "--no-merges", "--format=%s", "--", File});
  std::string Best;
  unsigned Most = 1; // one commit is no manner
  for (StringRef Line : split(Log, '\n')) {
    auto [Prefix, Rest] = Line.split(": ");
    if (!Rest.empty() && ++Counts[Prefix] > Most) {
      Most = Counts[Prefix];
      Best = Prefix.str();
    }
  }
  return Best.empty() ? File.str() : Best;
}

namespace {
struct Commit {
  std::string Hash;
  uint64_t Time = 0;
};
} // namespace

static Commit lastChange(const SourcePoint &At, StringRef Root) {
  std::string Range = utostr(At.Line) + "," + utostr(At.Line);
  std::string Said =
      git(Root, {"blame", "--porcelain", "-L", Range, "--", At.File});
  Commit Result;
  Result.Hash = StringRef(Said).split(' ').first.str();
  for (StringRef Line : split(Said, '\n')) {
    if (Line.consume_front("committer-time "))
      Line.getAsInteger(10, Result.Time);
    // A shallow history ends somewhere, and what is not committed is nobody's.
    if (Line == "boundary")
      return {};
  }
  return StringRef(Result.Hash).trim('0').empty() ? Commit() : Result;
}

/// The later one of the two reads has made them two, as far as git can tell.
static std::string fixes(const Finding &F, StringRef Root) {
  Commit First = lastChange(F.What.First.At, Root);
  Commit Second = lastChange(F.What.Second.At, Root);
  if (First.Hash.empty() || Second.Hash.empty())
    return "";
  const Commit &Later = First.Time > Second.Time ? First : Second;
  std::string Subject =
      git(Root, {"log", "-n", "1", "--format=%s", Later.Hash});
  return "Fixes: " + Later.Hash.substr(0, 12) + " (\"" +
         StringRef(Subject).trim().str() + "\")\n";
}

static std::string place(const SourcePoint &At) {
  return At.File + ":" + std::to_string(At.Line);
}

static std::string readText(const ReadEvidence &Read) {
  std::string Text = "at " + place(Read.At);
  if (!Read.Via.empty())
    Text += ", in " + Read.Function + "()";
  return Text + (Read.Mark == Marking::Plain ? ", plain" : ", marked");
}

/// Paragraphs of lines that a mail shows.
static std::string wrapped(StringRef Text) {
  std::string Out, Line;
  for (StringRef Word : split(Text, ' ')) {
    if (!Line.empty() && Line.size() + 1 + Word.size() > 75) {
      Out += Line + "\n";
      Line.clear();
    }
    Line += (Line.empty() ? "" : " ") + Word.str();
  }
  return Out + Line + "\n";
}

static std::string raceText(const Finding &F) {
  if (F.Writers.empty())
    return "[Who writes it meanwhile, and under which lock?]";
  const WriteEvidence &W = F.Writers.front();
  std::string Text = W.Function + "() (" + place(W.At) + ") writes it";
  if (!W.Held.empty())
    Text +=
        " under '" + W.Held.front().Lock + "', which the reader does not hold";
  return Text + ". If it runs on another CPU between the two reads, the values "
                "differ.";
}

static std::string changeText(const Finding &F, const Fix &Change) {
  std::string Text = "Read it once";
  if (!Change.Marker.empty())
    Text += ", with " + Change.Marker + "(),";
  Text += Change.Callee.empty()
              ? " into a local, and use that."
              : " and pass the value to " + Change.Callee + "()";
  if (Change.Calls > 1)
    Text +=
        ", whose " + std::to_string(Change.Calls - 1) +
        (Change.Calls == 2 ? " other caller reads" : " other callers read") +
        " for themselves";
  return Text + (Change.Callee.empty() ? "" : ".");
}

std::string reread::commitMessage(const Finding &F, const Fix &Change,
                                  StringRef Root, StringRef Version) {
  const Candidate &C = F.What;
  std::string File = C.FunctionAt.File;
  std::string Consequence = StringRef(F.Message).split("; ").second.str();
  std::string Object = C.Object.empty() ? "" : " of '" + C.Object + "'";
  std::string Text = "Subject: [PATCH] " + subjectPrefix(File, Root) +
                     ": read " + C.Field + " once in " + C.Function + "()\n\n";
  Text += wrapped(C.Function + "() reads '" + C.Field + "'" + Object +
                  " twice: first " + readText(C.First) + "; then " +
                  readText(C.Second) + ". " + raceText(F)) +
          "\n";
  if (!Consequence.empty())
    Text += wrapped("What follows: " + Consequence +
                    ". [How is it reached, and what does a user notice?]") +
            "\n";
  Text += wrapped(changeText(F, Change)) + "\n";
  Text += wrapped("Found by reread " + Version.str() +
                  ", a static analyser (finding " + F.Fingerprint +
                  "). Nobody has seen the values differ at run time. [How was "
                  "it tested?]") +
          "\n";
  Text += fixes(F, Root);
  return Text + "Signed-off-by: [name and address]\n";
}
