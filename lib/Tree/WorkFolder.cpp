//===-- WorkFolder.cpp - where shards are made and kept ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/WorkFolder.h"
#include "Ninja.h"
#include "ReadFiles.h"
#include "WholeFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/xxhash.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace llvm;

namespace reread {

namespace fs = llvm::sys::fs;

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

static Error makeDirectory(const Twine &Path) {
  if (std::error_code EC = fs::create_directories(Path))
    return error("cannot make the folder '" + Path + "': " + EC.message());
  return Error::success();
}

/// Its own files, or none at all. Another run may make it now: the lock is the
/// first file in it, so where there is any, the lock is there too.
static bool isWorkFolder(StringRef Path) {
  std::error_code EC;
  fs::directory_iterator First(Path, EC);
  return (!EC && First == fs::directory_iterator()) ||
         fs::exists(Path + "/lock");
}

Error WorkFolder::lock(StringRef File, bool Exclusive) {
  // Ninja and its jobs inherit the lock: they, too, must be gone before the
  // next run begins.
  int FD = ::open(File.str().c_str(), O_RDWR | O_CREAT, 0666);
  if (FD < 0 && !Exclusive)
    FD = ::open(File.str().c_str(), O_RDONLY);
  if (FD < 0)
    return error("cannot write in the work folder '" + Path +
                 "': " + std::generic_category().message(errno));
  Locks.push_back(FD);
  if (flock(FD, (Exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
    return Error::success();
  if (errno == EWOULDBLOCK)
    return error("the work folder '" + Path +
                 "' is in use by another run of reread");
  return error("cannot lock '" + File +
               "': " + std::generic_category().message(errno));
}

Expected<std::unique_ptr<WorkFolder>> WorkFolder::open(StringRef Path,
                                                       PartOfUnits Part) {
  std::unique_ptr<WorkFolder> Result(new WorkFolder);
  Result->Path = absolutePath(Path);
  Result->Part = Part;
  if (fs::exists(Path) && !fs::is_directory(Path))
    return error("the work folder '" + Path + "' is a file");
  if (Error E = makeDirectory(Result->Path))
    return std::move(E);
  if (!isWorkFolder(Result->Path))
    return error("'" + Path + "' is not empty, and no work folder of reread");
  bool Alone = Part.Of == 1;
  if (Error E = Result->lock(Result->Path + "/lock", Alone))
    return std::move(E);
  if (Error E = makeDirectory(Result->Path + "/units"))
    return std::move(E);
  if (Alone)
    return Result;
  if (Error E = makeDirectory(Result->ninjaFolder()))
    return std::move(E);
  if (Error E = Result->lock(Result->ninjaFolder() + "/lock", true))
    return std::move(E);
  return Result;
}

Expected<std::unique_ptr<WorkFolder>> WorkFolder::temporary() {
  SmallString<128> Path;
  if (std::error_code EC = fs::createUniqueDirectory("reread", Path))
    return error("cannot make a folder for temporary files: " + EC.message());
  auto Result = open(Path);
  if (Result)
    (*Result)->Temporary = true;
  else
    fs::remove_directories(Path);
  return Result;
}

Expected<std::unique_ptr<WorkFolder>> WorkFolder::openToRead(StringRef Path) {
  if (!fs::is_directory(Path))
    return error("no such folder: '" + Path + "'");
  std::unique_ptr<WorkFolder> Result(new WorkFolder);
  Result->Path = absolutePath(Path);
  if (fs::exists(Result->Path + "/lock"))
    if (Error E = Result->lock(Result->Path + "/lock", false))
      return std::move(E);
  return Result;
}

WorkFolder::~WorkFolder() {
  if (Temporary)
    fs::remove_directories(Path);
  for (int FD : Locks)
    ::close(FD);
}

std::string WorkFolder::ninjaFolder() const {
  if (Part.Of == 1)
    return Path;
  return Path + "/shard-" + utostr(Part.Number) + "-of-" + utostr(Part.Of);
}

Expected<Shard> WorkFolder::shardOf(const Plan::Unit &Unit) const {
  auto Found = Shard::open(unitFile(Path, Unit.Key, "shard"));
  if (!Found)
    return Found.takeError();
  if (Found->head().Digest != Unit.Digest)
    return error("it is of another command, other facts or other options");
  return Found;
}

std::optional<std::string>
WorkFolder::checksumOf(const Plan::Unit &Unit) const {
  auto Found = shardOf(Unit);
  Error E = Found ? Found->verify() : Found.takeError();
  if (E) {
    consumeError(std::move(E));
    return std::nullopt;
  }
  return Found->checksum();
}

void WorkFolder::forget(const Plan::Unit &Unit) const {
  fs::remove(unitFile(Path, Unit.Key, "shard"));
}

void WorkFolder::dropOutdated(const Plan::Unit &Unit, FilesNow &Now,
                              const MapOptions &Options) const {
  auto Found = shardOf(Unit);
  if (Error E = Found ? Found->verify() : Found.takeError()) {
    consumeError(std::move(E));
    return forget(Unit);
  }
  const ShardHead &Head = Found->head();
  bool MoreTime =
      Head.Fate == UnitFate::OutOfTime && Head.Limit < Options.Limits.Seconds;
  bool MoreMemory = Head.Fate == UnitFate::OutOfMemory &&
                    Head.Limit < Options.Limits.Megabytes;
  bool Lost = Head.Fate != UnitFate::Analysed;
  if (MoreTime || MoreMemory || (Lost && Options.RetryLost) ||
      !Now.areAsIn(unitFile(Path, Unit.Key, "files")))
    forget(Unit);
}

/// What killed runs have left. Those of other parts may be at work.
static void removeTemporaries(StringRef Folder) {
  std::error_code EC;
  for (fs::directory_iterator I(Folder, EC), End; !EC && I != End;
       I.increment(EC))
    if (StringRef(I->path()).ends_with(TemporarySuffix))
      fs::remove(I->path());
}

Error WorkFolder::map(const Plan &All, ArrayRef<PlannedUnit> Units,
                      const MapOptions &Options) {
  auto Ninja = findNinja();
  if (!Ninja)
    return Ninja.takeError();
  bool Alone = Part.Of == 1;
  if (Alone)
    removeTemporaries(Path + "/units");
  std::vector<std::string> Keys;
  FilesNow Now;
  for (size_t I = Part.Number - 1; I < Units.size(); I += Part.Of) {
    const Plan::Unit &Unit = All.Units[I];
    Keys.push_back(Unit.Key);
    dropOutdated(Unit, Now, Options);
    if (Error E = writeIfNew(unitFile(Path, Unit.Key, "unit"), Units[I].text()))
      return E;
  }
  if (Error E = All.save(Path))
    return E;
  if (Error E = writeBuildFile(ninjaFolder(), Alone ? "." : "..", Keys,
                               Options.Limits))
    return E;
  return runNinja(*Ninja, ninjaFolder(),
                  hardware_concurrency(Options.Jobs).compute_thread_count(),
                  Options.OnProgress);
}

Expected<std::string> defaultWorkFolder(StringRef DatabasePath) {
  SmallString<256> Folder;
  if (!sys::path::cache_directory(Folder))
    return error("no home directory to keep results in; name a folder with "
                 "--work");
  std::string Full = absolutePath(DatabasePath);
  sys::path::append(Folder, "reread", utohexstr(xxh3_64bits(Full), true, 16));
  return std::string(Folder);
}

} // namespace reread
