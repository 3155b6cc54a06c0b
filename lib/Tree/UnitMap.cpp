//===-- UnitMap.cpp - one planned unit becomes a shard -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/UnitMap.h"
#include "ChildProcess.h"
#include "ReadFiles.h"
#include "reread/Support/Compat.h"
#include "reread/Tree/Plan.h"
#include "reread/Tree/Shard.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

/// What the child does. It has its parent's memory, so it ends without what its
/// parent's end will do.
[[noreturn]] static void runChild(PlannedUnit &Planned, const Facts &Known,
                                  StringRef ShardPath, const UnitLimits &Limits,
                                  ReadFileLog &Files) {
  becomeChild(Limits);
  CrashRecoveryContext::Enable();
  Planned.Run.FreeMemory = false;
  Planned.Run.OnFile = [&](StringRef Name) {
    Files.add(ReadFile::now(Name.str()));
  };
  UnitOutcome Outcome = runUnit(Planned.Unit, Known, Planned.Run);
  // Who crashed may have left the allocator locked.
  if (Outcome.Fate == UnitFate::Crashed)
    _exit(Crashed);
  Error E = writeShard(ShardPath, Planned.Digest, Outcome);
  if (!E)
    _exit(Written);
  errs() << "reread: error: " << toString(std::move(E)) << '\n';
  _exit(NotWritten);
}

/// What the parent makes of the child's end; nothing if a shard is there.
static std::optional<UnitOutcome> outcomeOf(int Status, StringRef File,
                                            const UnitLimits &Limits,
                                            unsigned &Limit) {
  UnitOutcome Lost;
  Lost.File = File.str();
  auto Because = [&](UnitFate Fate, const Twine &What) {
    Lost.Fate = Fate;
    Lost.Error = (File + ": error: the analysis of this unit " + What).str();
    return Lost;
  };
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == Written)
    return std::nullopt;
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == NoMemory) {
    Limit = Limits.Megabytes;
    return Because(UnitFate::OutOfMemory,
                   "needed more than " + Twine(Limit) + " MB");
  }
  if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGALRM) {
    Limit = Limits.Seconds;
    return Because(UnitFate::OutOfTime,
                   "took longer than " + Twine(Limit) + " s");
  }
  constexpr int OfKillers[] = {SIGKILL, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2};
  if (WIFSIGNALED(Status) && is_contained(OfKillers, WTERMSIG(Status)))
    return Because(UnitFate::Killed,
                   "was killed by signal " + Twine(WTERMSIG(Status)));
  return Because(UnitFate::Crashed, "crashed");
}

//===-- What it reads
//------------------------------------------------------===//

/// Files behind an overlay, by the names that the compiler knows.
static StringMap<std::string> filesBehind(StringRef Overlay) {
  StringMap<std::string> Result;
  auto Buffer = MemoryBuffer::getFile(Overlay);
  if (!Buffer)
    return Result;
  for (const vfs::YAMLVFSEntry &Entry :
       compat::overlayEntries(std::move(*Buffer), Overlay))
    Result[Entry.VPath] = absolutePath(Entry.RPath);
  return Result;
}

/// Those that it is known to need before it begins.
static std::vector<ReadFile> filesOf(const PlannedUnit &Planned) {
  const CompileUnit &Unit = Planned.Unit;
  std::vector<ReadFile> Files{ReadFile::now(Unit.File)};
  for (StringRef Word : Unit.Command)
    if (Word.consume_front("@"))
      Files.push_back(ReadFile::now(absolutePath(Word, Unit.Directory)));
  if (!Planned.Run.Overlay.empty())
    Files.push_back(ReadFile::now(Planned.Run.Overlay));
  return Files;
}

/// Adds what the child has read.
static void addRead(std::vector<ReadFile> &Files, const PlannedUnit &Planned,
                    const ReadFileLog &Read) {
  StringMap<std::string> Behind = filesBehind(Planned.Run.Overlay);
  for (ReadFile &File : Read.files()) {
    if (auto It = Behind.find(File.Name); It != Behind.end())
      Files.push_back(ReadFile::now(It->second));
    Files.push_back(std::move(File));
  }
}

//===-- Units -------------------------------------------------------------===//

static Error mapUnit(StringRef Folder, StringRef Key, const UnitLimits &Limits,
                     ReadFileLog &Read) {
  auto Planned = PlannedUnit::load(unitFile(Folder, Key, "unit"));
  if (!Planned)
    return Planned.takeError();
  UnitFacts Known;
  if (Error E = Known.add(Planned->Facts, Planned->Racy))
    return E;
  Read.clear();
  std::string ShardPath = unitFile(Folder, Key, "shard");
  std::string ListPath = unitFile(Folder, Key, "files");
  // The old list must not be taken for the new shard's.
  sys::fs::remove(ListPath);
  std::vector<ReadFile> Files = filesOf(*Planned);
  pid_t Parent = getpid(), Child = fork();
  if (Child < 0)
    return createStringError(std::error_code(errno, std::generic_category()),
                             "cannot start a process for '" +
                                 Planned->Unit.File + "'");
  if (Child == 0) {
    // It must not outlive a parent that was killed.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Parent)
      _exit(NotWritten);
    runChild(*Planned, Known.of(0), ShardPath, Limits, Read);
  }
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  // Interrupted means not mapped; the rest has been said by the child.
  constexpr int OfUsers[] = {SIGINT, SIGTERM, SIGHUP};
  if ((WIFSIGNALED(Status) && is_contained(OfUsers, WTERMSIG(Status))) ||
      (WIFEXITED(Status) && WEXITSTATUS(Status) == NotWritten))
    return createStringError(inconvertibleErrorCode(),
                             "'" + Planned->Unit.File + "' was not mapped");
  unsigned Limit = 0;
  std::string File = shownName(Planned->Unit, Planned->Run);
  if (auto Lost = outcomeOf(Status, File, Limits, Limit))
    if (Error E = writeShard(ShardPath, Planned->Digest, *Lost, Limit))
      return E;
  addRead(Files, *Planned, Read);
  return saveReadFiles(ListPath, Files);
}

Error mapUnits(StringRef Folder, ArrayRef<std::string> Keys,
               const UnitLimits &Limits) {
  ReadFileLog Read;
  for (const std::string &Key : Keys)
    if (Error E = mapUnit(Folder, Key, Limits, Read))
      return E;
  return Error::success();
}

} // namespace reread
