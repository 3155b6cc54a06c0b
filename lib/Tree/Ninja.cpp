//===-- Ninja.cpp - Ninja maps the units of a work folder ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ninja.h"
#include "WholeFile.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/Interrupt.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

Expected<std::string> findNinja() {
  auto Path = sys::findProgramByName("ninja");
  if (!Path)
    return error("analysing a tree needs 'ninja'; install the Debian package "
                 "ninja-build");
  return absolutePath(*Path);
}

/// A word of a command in build.ninja: quoted for the shell, then for Ninja.
static std::string quoted(StringRef Word) {
  std::string Result = "'";
  for (char C : Word)
    Result += C == '\'' ? "'\\''" : C == '$' ? "$$" : std::string(1, C);
  return Result + "'";
}

Error writeBuildFile(StringRef Folder, StringRef Up, ArrayRef<std::string> Keys,
                     const UnitLimits &Limits) {
  std::string Text;
  raw_string_ostream OS(Text);
  // What is there is up to date: what is not, WorkFolder has dropped. So a unit
  // depends on nothing, and not on the command either (a generator's outputs).
  OS << "# Written anew by every 'reread check'.\n"
        "ninja_required_version = 1.8\n"
        "rule map\n"
        "  command = exec "
     << quoted(sys::fs::getMainExecutable(nullptr, nullptr))
     << " map --unit-timeout " << Limits.Seconds << " --unit-memory "
     << Limits.Megabytes << ' ' << Up
     << " $key\n"
        "  description = $key\n"
        "  generator = 1\n";
  for (const std::string &Key : Keys)
    OS << "build " << Up << "/units/" << Key << ".shard: map\n  key = " << Key
       << '\n';
  return writeIfNew((Folder + "/build.ninja").str(), Text);
}

namespace {
/// Ninja's output, taken apart into its own lines about progress and the first
/// line that tells what is wrong.
class NinjaOutput {
public:
  /// What every line of progress begins with.
  static constexpr char Status[] = "@%f/%t@ ";

  explicit NinjaOutput(const std::function<void(const MapProgress &)> &OnDone)
      : OnDone(OnDone) {}

  void add(StringRef Text) {
    Rest += Text;
    size_t End;
    while ((End = Rest.find('\n')) != std::string::npos) {
      line(StringRef(Rest).take_front(End));
      Rest.erase(0, End + 1);
    }
  }

  std::string Problem;

private:
  void line(StringRef Line) {
    StringRef Numbers = Line;
    size_t Done, Total;
    if (Numbers.consume_front("@") && !Numbers.consumeInteger(10, Done) &&
        Numbers.consume_front("/") && !Numbers.consumeInteger(10, Total) &&
        Numbers.starts_with("@")) {
      if (OnDone)
        OnDone({Done, Total});
      return;
    }
    // A job's own words tell more than what Ninja says of it afterwards.
    bool OfJob = Line.consume_front("reread: error: ");
    bool OfNinja = Line.consume_front("ninja: error: ") ||
                   Line.consume_front("ninja: fatal: ") ||
                   Line.consume_front("ninja: build stopped: ");
    if ((OfJob || OfNinja) && Problem.empty())
      Problem = Line.str();
  }

  const std::function<void(const MapProgress &)> &OnDone;
  std::string Rest;
};
} // namespace

[[noreturn]] static void becomeNinja(StringRef Ninja, StringRef Folder,
                                     unsigned Jobs, int Output) {
  // A Ninja whose reread was killed would go on beside that of the next run.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  int Null = ::open("/dev/null", O_RDONLY);
  dup2(Null, 0);
  dup2(Output, 1);
  dup2(Output, 2);
  setenv("NINJA_STATUS", NinjaOutput::Status, 1);
  unsetenv("CLICOLOR_FORCE");
  // Each unit needs tens of megabytes at once: in large pages, where the system
  // gives them to who asks, that is 180,000 faults instead of 650,000 on 48
  // units.
  setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1", /*overwrite=*/0);
  std::string Number = std::to_string(Jobs), Path = Ninja.str();
  if (chdir(Folder.str().c_str()) == 0)
    execl(Path.c_str(), "ninja", "-j", Number.c_str(), nullptr);
  _exit(127);
}

Error runNinja(StringRef Ninja, StringRef Folder, unsigned Jobs,
               const std::function<void(const MapProgress &)> &OnDone) {
  if (interruptedBy())
    return interrupted();
  int Pipe[2];
  if (pipe2(Pipe, O_CLOEXEC))
    return errorCodeToError({errno, std::generic_category()});
  pid_t Parent = getpid(), Child = fork();
  if (Child == 0 && getppid() == Parent)
    becomeNinja(Ninja, Folder, Jobs, Pipe[1]);
  if (Child == 0)
    _exit(127);
  ::close(Pipe[1]);
  if (Child < 0) {
    ::close(Pipe[0]);
    return error("cannot start '" + Ninja + "'");
  }

  NinjaOutput Output(OnDone);
  char Buffer[4096];
  for (bool Told = false;;) {
    // A terminal interrupts Ninja, too; `kill` does not.
    if (interruptedBy() && !Told)
      Told = kill(Child, SIGINT) == 0;
    // The time is for a signal that comes just before the wait.
    pollfd Ready{Pipe[0], POLLIN, 0};
    if (poll(&Ready, 1, /*milliseconds=*/500) <= 0)
      continue;
    ssize_t Got = ::read(Pipe[0], Buffer, sizeof(Buffer));
    if (Got > 0)
      Output.add(StringRef(Buffer, Got));
    else if (Got == 0 || errno != EINTR)
      break;
  }
  ::close(Pipe[0]);
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  if (interruptedBy())
    return interrupted();
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == 0)
    return Error::success();
  if (Output.Problem.empty())
    return error("'" + Ninja + "' failed in '" + Folder + "'");
  return error(Output.Problem + "; the next run goes on from here");
}

} // namespace reread
