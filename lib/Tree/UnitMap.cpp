//===-- UnitMap.cpp - one planned unit becomes a shard -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/UnitMap.h"
#include "ChildProcess.h"
#include "WholeFile.h"
#include "reread/Support/Compat.h"
#include "reread/Tree/Plan.h"
#include "reread/Tree/Shard.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <atomic>
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

namespace {
/// The names of the files that the child has read so far. In memory that both
/// share, so that the parent has them whatever becomes of the child.
class FileNames {
public:
  FileNames() {
    void *At = mmap(nullptr, Size, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    Memory = At == MAP_FAILED ? nullptr : static_cast<Block *>(At);
  }
  ~FileNames() {
    if (Memory)
      munmap(Memory, Size);
  }
  FileNames(const FileNames &) = delete;

  void clear() {
    if (Memory)
      Memory->Used = 0;
  }
  /// An empty name stands for a file that is not there.
  void add(StringRef Name) {
    size_t Used = Memory ? Memory->Used.load() : Room;
    // Of what has no room, nothing can be said.
    if (Used + Name.size() + 1 > Room)
      return;
    memcpy(Memory->Text + Used, Name.data(), Name.size());
    Memory->Text[Used + Name.size()] = '\n';
    Memory->Used = Used + Name.size() + 1;
  }
  SmallVector<StringRef, 0> names() const {
    SmallVector<StringRef, 0> Result;
    if (Memory)
      StringRef(Memory->Text, Memory->Used).split(Result, '\n');
    if (!Result.empty())
      Result.pop_back(); // what follows the last newline
    return Result;
  }

private:
  static constexpr size_t Size = 16u << 20;
  static constexpr size_t Room = Size - 64;
  struct Block {
    std::atomic<size_t> Used;
    char Text[];
  };
  Block *Memory;
};
} // namespace

/// What the child does. It has its parent's memory, so it ends without what its
/// parent's end will do.
[[noreturn]] static void runChild(PlannedUnit &Planned, const Facts &Known,
                                  StringRef ShardPath, const UnitLimits &Limits,
                                  FileNames &Files) {
  becomeChild(Limits);
  CrashRecoveryContext::Enable();
  Planned.Run.FreeMemory = false;
  Planned.Run.OnFile = [&](StringRef Name) { Files.add(Name); };
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

//===-- Dependencies ------------------------------------------------------===//

/// A name as Ninja reads it in a Makefile.
static void writeName(raw_ostream &OS, StringRef Name) {
  for (char C : Name) {
    if (C == ' ' || C == '#')
      OS << '\\';
    if (C == '$')
      OS << '$';
    OS << C;
  }
}

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

/// Whether Ninja can be told of a file: it gives up all units over one that it
/// cannot ask about (a loop of links, a name too long), and has no way to write
/// a newline.
static bool canBeNamed(StringRef Name) {
  sys::fs::file_status Status;
  std::error_code Failed = sys::fs::status(Name, Status);
  return !Name.contains('\n') &&
         (!Failed || Failed == std::errc::no_such_file_or_directory ||
          Failed == std::errc::not_a_directory);
}

static Error writeFileList(StringRef Folder, StringRef Key,
                           const PlannedUnit &Planned, const FileNames &Files) {
  const CompileUnit &Unit = Planned.Unit;
  std::string Missing = unitFile(Folder, Key, "missing");
  std::vector<std::string> Names{Unit.File};
  for (StringRef Word : Unit.Command)
    if (Word.consume_front("@"))
      Names.push_back(absolutePath(Word, Unit.Directory));
  if (!Planned.Run.Overlay.empty())
    Names.push_back(Planned.Run.Overlay);
  StringMap<std::string> Behind = filesBehind(Planned.Run.Overlay);
  for (StringRef Name : Files.names()) {
    // A file that is never there has the unit mapped every time: nothing else
    // would tell when the missing one appears.
    Names.push_back(Name.empty() ? Missing : Name.str());
    if (auto It = Behind.find(Name); It != Behind.end())
      Names.push_back(It->second);
  }
  std::string Text;
  raw_string_ostream OS(Text);
  OS << Key << ".shard:";
  StringSet<> Seen;
  for (StringRef Name : Names)
    if (Seen.insert(Name).second) {
      if (!canBeNamed(Name))
        Name = Missing;
      OS << " \\\n ";
      writeName(OS, Name);
    }
  OS << '\n';
  return writeWhole(unitFile(Folder, Key, "d"), Text);
}

//===-- Units -------------------------------------------------------------===//

static Error mapUnit(StringRef Folder, StringRef Key, const UnitLimits &Limits,
                     FileNames &Files) {
  auto Planned = PlannedUnit::load(unitFile(Folder, Key, "unit"));
  if (!Planned)
    return Planned.takeError();
  UnitFacts Known;
  if (Error E = Known.add(Planned->Facts, Planned->Racy))
    return E;
  Files.clear();
  std::string ShardPath = unitFile(Folder, Key, "shard");
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
    runChild(*Planned, Known.of(0), ShardPath, Limits, Files);
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
  return writeFileList(Folder, Key, *Planned, Files);
}

Error mapUnits(StringRef Folder, ArrayRef<std::string> Keys,
               const UnitLimits &Limits) {
  FileNames Files;
  for (const std::string &Key : Keys)
    if (Error E = mapUnit(Folder, Key, Limits, Files))
      return E;
  return Error::success();
}

} // namespace reread
