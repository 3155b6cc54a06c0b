//===-- Confirmation.cpp - verdicts for the findings of a tree -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Confirmation.h"
#include "ChildProcess.h"
#include "FindingFields.h"
#include "Packing.h"
#include "SavedVerdicts.h"
#include "SourceNames.h"
#include "reread/Tree/Interrupt.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Threading.h"
#include <csignal>
#include <cstdio>
#include <map>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

//===-- One unit ----------------------------------------------------------===//

/// In a child: asks, and leaves the answers in the file.
[[noreturn]] static void runChild(const UnitToConfirm &Unit,
                                  ArrayRef<Question> Questions,
                                  ConfirmOptions Options,
                                  const UnitLimits &Limits, FILE *To) {
  becomeChild(Limits);
  RunOptions Run = Unit.Run;
  Run.FreeMemory = false;
  Run.OnFile = nullptr;
  std::vector<Verdict> Said;
  SourceNames Names(Unit.Unit.Directory, Run.Root);
  Options.FileName = [&](StringRef Name) { return Names.shown(Name); };
  std::string Error =
      visitUnit(Unit.Unit, Run, [&](clang::CompilerInstance &CI) {
        Said = confirm(CI.getASTContext(), CI.getPreprocessor(), *Unit.Known,
                       Questions, Options);
      });
  if (!Error.empty()) {
    Said.assign(Questions.size(), Verdict());
    for (Verdict &V : Said)
      V.Reason = "the unit cannot be parsed any more";
  }
  Bytes Text;
  Packer Pack(Packer::Inline);
  Pack.begin(Text);
  Pack(Said);
  bool Done =
      fwrite(Text.data(), 1, Text.size(), To) == Text.size() && fflush(To) == 0;
  _exit(Done ? Written : NotWritten);
}

static std::string whatEnded(int Status, const UnitLimits &Limits) {
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == NoMemory)
    return "its unit needed more than " + std::to_string(Limits.Megabytes) +
           " MB";
  if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGALRM)
    return "its unit took longer than " + std::to_string(Limits.Seconds) + " s";
  return "the engine crashed";
}

/// What a child has left, or why there is nothing.
static std::vector<Verdict> answersOf(int Status, FILE *From, size_t Count,
                                      const UnitLimits &Limits) {
  std::vector<Verdict> Said;
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == Written) {
    Bytes Text;
    char Buffer[4096];
    rewind(From);
    while (size_t Size = fread(Buffer, 1, sizeof(Buffer), From))
      Text.append(Buffer, Buffer + Size);
    Unpacker In(Text.str());
    In(Said);
    if (!In.bad() && Said.size() == Count)
      return Said;
  }
  Said.assign(Count, Verdict());
  for (Verdict &V : Said)
    V.Reason = whatEnded(Status, Limits);
  return Said;
}

//===-- All of them -------------------------------------------------------===//

namespace {
struct Job {
  std::vector<Finding *> About;
  std::vector<Question> Questions;
  std::vector<std::string> Keys; ///< for SavedVerdicts; empty: not to be saved
  FILE *File = nullptr;
};

class Pool {
public:
  Pool(const ConfirmOptions &Options, const UnitLimits &Limits,
       SavedVerdicts &Saved)
      : Options(Options), Limits(Limits), Saved(Saved) {}
  ~Pool() {
    // Only after an interruption is anything left.
    for (auto &[Child, J] : Running) {
      kill(Child, SIGKILL);
      while (waitpid(Child, nullptr, 0) < 0 && errno == EINTR)
        ;
      fclose(J.File);
    }
  }

  size_t size() const { return Running.size(); }

  Error start(Job J, const UnitToConfirm &Unit) {
    J.File = tmpfile();
    pid_t Parent = getpid(), Child = J.File ? fork() : -1;
    if (Child < 0)
      return createStringError(std::error_code(errno, std::generic_category()),
                               "cannot start a process for '" + Unit.Unit.File +
                                   "'");
    if (Child == 0) {
      // It must not outlive a parent that was killed.
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != Parent)
        _exit(NotWritten);
      runChild(Unit, J.Questions, Options, Limits, J.File);
    }
    Running.emplace(Child, std::move(J));
    return Error::success();
  }

  Error finishOne() {
    int Status = 0;
    pid_t Child;
    while ((Child = waitpid(-1, &Status, 0)) < 0 && errno == EINTR)
      if (interruptedBy())
        return interrupted();
    auto It = Running.find(Child);
    if (It == Running.end())
      return Error::success();
    Job J = std::move(It->second);
    Running.erase(It);
    auto Said = answersOf(Status, J.File, J.About.size(), Limits);
    fclose(J.File);
    for (auto [F, Key, V] : zip_equal(J.About, J.Keys, Said)) {
      if (!Key.empty())
        Saved.add(Key, V);
      settle(*F, std::move(V));
    }
    return interruptedBy() ? interrupted() : Error::success();
  }

private:
  const ConfirmOptions &Options;
  const UnitLimits &Limits;
  SavedVerdicts &Saved;
  std::map<pid_t, Job> Running;
};
} // namespace

/// What is left to ask of a unit.
static Job jobOf(const UnitToConfirm &Unit, ArrayRef<Finding *> About,
                 const ConfirmOptions &Options, SavedVerdicts &Saved) {
  Job J;
  for (Finding *F : About) {
    Question Q = questionAbout(*F);
    std::string Key;
    if (!Unit.State.empty()) {
      Key = SavedVerdicts::keyOf(Unit.State, Q, Options);
      if (auto Said = Saved.find(Key)) {
        settle(*F, std::move(*Said));
        continue;
      }
    }
    J.About.push_back(F);
    J.Questions.push_back(std::move(Q));
    J.Keys.push_back(std::move(Key));
  }
  return J;
}

Error settleFindings(ArrayRef<Finding *> Findings,
                     const ConfirmOptions &Options, unsigned Jobs,
                     const UnitLimits &Limits, SavedVerdicts &Saved,
                     function_ref<Expected<UnitToConfirm>(size_t)> Of) {
  std::map<size_t, std::vector<Finding *>> ByUnit;
  for (Finding *F : Findings)
    ByUnit[F->Unit].push_back(F);
  unsigned Most = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  Pool Children(Options, Limits, Saved);
  for (auto &[Number, About] : ByUnit) {
    auto Unit = Of(Number);
    if (!Unit)
      return Unit.takeError();
    Job J = jobOf(*Unit, About, Options, Saved);
    if (J.About.empty())
      continue;
    while (Children.size() >= Most)
      if (Error E = Children.finishOne())
        return E;
    if (Error E = Children.start(std::move(J), *Unit))
      return E;
  }
  while (Children.size())
    if (Error E = Children.finishOne())
      return E;
  return Error::success();
}

} // namespace reread
