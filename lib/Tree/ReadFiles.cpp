//===-- ReadFiles.cpp - what a unit was made of --------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadFiles.h"
#include "PackedFile.h"
#include "ShardFields.h"
#include "WholeFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/FileSystem.h"
#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>
#include <sys/mman.h>

using namespace llvm;

namespace reread {

void fields(auto &A, Of<ReadFile> auto &X) {
  auto &[Name, Bytes, Modified] = X;
  A(Name, Bytes, Modified);
}

ReadFile ReadFile::now(std::string Name) {
  ReadFile File{std::move(Name)};
  sys::fs::file_status Status;
  if (!File.Name.empty() && !sys::fs::status(File.Name, Status)) {
    File.Bytes = Status.getSize();
    File.Modified = Status.getLastModificationTime().time_since_epoch().count();
  }
  return File;
}

//===-- The log -----------------------------------------------------------===//

namespace {
constexpr size_t LogSize = 16u << 20;
/// Of one file. Its name follows.
struct Entry {
  int64_t Bytes, Modified;
  size_t NameSize;
};
} // namespace

struct ReadFileLog::Block {
  std::atomic<size_t> Used;
  std::atomic<bool> Full;
  char Text[];
};

ReadFileLog::ReadFileLog() {
  void *At = mmap(nullptr, LogSize, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  Memory = At == MAP_FAILED ? nullptr : static_cast<Block *>(At);
}

ReadFileLog::~ReadFileLog() {
  if (Memory)
    munmap(Memory, LogSize);
}

void ReadFileLog::clear() {
  if (!Memory)
    return;
  Memory->Used = 0;
  Memory->Full = false;
}

void ReadFileLog::add(const ReadFile &File) {
  if (!Memory)
    return;
  size_t Used = Memory->Used;
  Entry Head{File.Bytes, File.Modified, File.Name.size()};
  if (sizeof(Block) + Used + sizeof(Head) + Head.NameSize > LogSize) {
    Memory->Full = true;
    return;
  }
  memcpy(Memory->Text + Used, &Head, sizeof(Head));
  memcpy(Memory->Text + Used + sizeof(Head), File.Name.data(), Head.NameSize);
  Memory->Used = Used + sizeof(Head) + Head.NameSize;
}

/// The first file of a log; nothing if that is cut short.
static std::optional<ReadFile> takeFile(StringRef &Left) {
  Entry Head;
  if (Left.size() < sizeof(Head))
    return std::nullopt;
  memcpy(&Head, Left.data(), sizeof(Head));
  Left = Left.drop_front(sizeof(Head));
  if (Left.size() < Head.NameSize)
    return std::nullopt;
  ReadFile File{Left.take_front(Head.NameSize).str(), Head.Bytes,
                Head.Modified};
  Left = Left.drop_front(Head.NameSize);
  return File;
}

std::vector<ReadFile> ReadFileLog::files() const {
  std::vector<ReadFile> Result;
  StringRef Left;
  // A child that was led astray may have left anything there.
  if (Memory)
    Left = {Memory->Text,
            std::min<size_t>(Memory->Used, LogSize - sizeof(Block))};
  while (!Left.empty()) {
    std::optional<ReadFile> File = takeFile(Left);
    if (!File)
      break;
    Result.push_back(std::move(*File));
  }
  // What is not known counts as missing.
  if (!Memory || Memory->Full || !Left.empty())
    Result.emplace_back();
  return Result;
}

//===-- In a work folder --------------------------------------------------===//

Error saveReadFiles(StringRef Path, const std::vector<ReadFile> &Files) {
  Bytes Text = packed(Files);
  SmallVector<uint8_t, 0> Small;
  compression::zstd::compress(arrayRefFromStringRef(Text), Small,
                              compression::zstd::BestSpeedCompression);
  return writeWhole(
      Path, packedFile(uint64_t(Text.size()), toStringRef(Small).str()));
}

static bool load(StringRef Path, std::vector<ReadFile> &Files) {
  uint64_t Size = 0;
  std::string Small;
  if (Error E = readPacked(Path, Size, Small)) {
    consumeError(std::move(E));
    return false;
  }
  constexpr uint64_t Most = 2 * LogSize; // who writes it has no more
  SmallVector<uint8_t, 0> Text;
  if (Size > Most)
    return false;
  if (Error E = compression::zstd::decompress(arrayRefFromStringRef(Small),
                                              Text, Size)) {
    consumeError(std::move(E));
    return false;
  }
  Unpacker In(toStringRef(Text));
  In(Files);
  return !In.bad();
}

bool FilesNow::areAsIn(StringRef Path) {
  std::vector<ReadFile> Files;
  return load(Path, Files) && all_of(Files, [&](const ReadFile &Then) {
           if (Then.Name.empty())
             return false;
           auto [It, New] = Known.try_emplace(Then.Name);
           if (New)
             It->second = ReadFile::now(Then.Name);
           return It->second.Bytes == Then.Bytes &&
                  It->second.Modified == Then.Modified;
         });
}

} // namespace reread
