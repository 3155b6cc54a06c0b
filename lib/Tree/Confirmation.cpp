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
#include <optional>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

//===-- One unit ----------------------------------------------------------===//

/// In a child: asks, and leaves in the file that it has begun, then each answer
/// as it comes.
[[noreturn]] static void runChild(const UnitToConfirm &Unit,
                                  ArrayRef<Question> Questions,
                                  ConfirmOptions Options,
                                  const UnitLimits &Limits, FILE *To) {
  becomeChild(Limits);
  RunOptions Run = Unit.Run;
  Run.FreeMemory = false;
  Run.OnFile = nullptr;
  SourceNames Names(Unit.Unit.Directory, Run.Root);
  Options.FileName = [&](StringRef Name) { return Names.shown(Name); };
  Packer Pack(Packer::Inline);
  auto Leave = [&](const auto &What) {
    Bytes Text;
    Pack.begin(Text);
    Pack(What);
    if (fwrite(Text.data(), 1, Text.size(), To) != Text.size() || fflush(To))
      _exit(NotWritten);
  };
  std::string Error =
      visitUnit(Unit.Unit, Run, [&](clang::CompilerInstance &CI) {
        Leave(true);
        confirm(CI.getASTContext(), CI.getPreprocessor(), *Unit.Known,
                Questions, Options, Leave);
      });
  if (!Error.empty()) {
    Leave(true);
    Verdict Lost;
    Lost.Reason = "the unit cannot be parsed any more";
    for (size_t I = 0; I != Questions.size(); ++I)
      Leave(Lost);
  }
  _exit(Written);
}

static bool wasTooSlow(int Status) {
  return WIFSIGNALED(Status) && WTERMSIG(Status) == SIGALRM;
}

static std::string whatEnded(int Status, const UnitLimits &Limits) {
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == NoMemory)
    return "its unit needed more than " + std::to_string(Limits.Megabytes) +
           " MB";
  if (wasTooSlow(Status))
    return "its unit took longer than " + std::to_string(Limits.Seconds) + " s";
  return "the engine crashed";
}

/// What a child has left of Count answers; nothing if it has not begun.
static std::optional<std::vector<Verdict>> answersIn(FILE *From, size_t Count) {
  Bytes Text;
  char Buffer[4096];
  rewind(From);
  while (size_t Size = fread(Buffer, 1, sizeof(Buffer), From))
    Text.append(Buffer, Buffer + Size);
  Unpacker In(Text.str());
  bool Begun = false;
  In(Begun);
  if (In.bad() || !Begun)
    return std::nullopt;
  std::vector<Verdict> Said;
  while (Said.size() != Count) {
    Verdict V;
    In(V);
    if (In.bad())
      break;
    Said.push_back(std::move(V));
  }
  return Said;
}

//===-- All of them -------------------------------------------------------===//

namespace {
struct Job {
  UnitToConfirm Unit;
  std::vector<Finding *> About;
  std::vector<Question> Questions;
  std::vector<std::string> Keys; ///< for SavedVerdicts; empty: not to be saved
  FILE *File = nullptr;

  void dropFront(size_t Count) {
    About.erase(About.begin(), About.begin() + Count);
    Questions.erase(Questions.begin(), Questions.begin() + Count);
    Keys.erase(Keys.begin(), Keys.begin() + Count);
  }
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

  Error start(Job J) {
    J.File = tmpfile();
    pid_t Parent = getpid(), Child = J.File ? fork() : -1;
    if (Child < 0)
      return createStringError(std::error_code(errno, std::generic_category()),
                               "cannot start a process for '" +
                                   J.Unit.Unit.File + "'");
    if (Child == 0) {
      // It must not outlive a parent that was killed.
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != Parent)
        _exit(NotWritten);
      runChild(J.Unit, J.Questions, Options, Limits, J.File);
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
    auto Said = answersIn(J.File, J.About.size());
    fclose(J.File);
    size_t Count = Said ? Said->size() : 0;
    Verdict Lost;
    Lost.Reason = whatEnded(Status, Limits);
    // Who ended the process answers for itself alone, but the unit's time is up
    // for all.
    size_t Settled = Said && !wasTooSlow(Status) ? Count + 1 : J.About.size();
    for (size_t I = 0, E = std::min(Settled, J.About.size()); I != E; ++I) {
      Verdict &V = I < Count ? (*Said)[I] : Lost;
      if (!J.Keys[I].empty())
        Saved.add(J.Keys[I], V);
      settle(*J.About[I], V);
    }
    if (interruptedBy())
      return interrupted();
    if (Settled >= J.About.size())
      return Error::success();
    J.dropFront(Settled);
    return start(std::move(J));
  }

private:
  const ConfirmOptions &Options;
  const UnitLimits &Limits;
  SavedVerdicts &Saved;
  std::map<pid_t, Job> Running;
};
} // namespace

/// What is left to ask of a unit.
static Job jobOf(UnitToConfirm Unit, ArrayRef<Finding *> About,
                 const ConfirmOptions &Options, SavedVerdicts &Saved) {
  Job J{std::move(Unit), {}, {}, {}};
  for (Finding *F : About) {
    Question Q = questionAbout(*F);
    std::string Key;
    if (!J.Unit.State.empty()) {
      Key = SavedVerdicts::keyOf(J.Unit.State, Q, Options);
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
    Job J = jobOf(std::move(*Unit), About, Options, Saved);
    if (J.About.empty())
      continue;
    while (Children.size() >= Most)
      if (Error E = Children.finishOne())
        return E;
    if (Error E = Children.start(std::move(J)))
      return E;
  }
  while (Children.size())
    if (Error E = Children.finishOne())
      return E;
  return Error::success();
}

} // namespace reread
