//===-- OverlayFolder.cpp - files with other texts -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/OverlayFolder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace reread;
namespace fs = llvm::sys::fs;

static Error cannotWrite(std::error_code Why) {
  return createStringError(Why,
                           "cannot write a temporary folder: " + Why.message());
}

static std::error_code writeText(StringRef Path, StringRef Text) {
  std::error_code Failed;
  raw_fd_ostream OS(Path, Failed);
  if (Failed)
    return Failed;
  OS << Text;
  OS.close();
  Failed = OS.error();
  OS.clear_error();
  return Failed;
}

Expected<OverlayFolder>
OverlayFolder::make(const std::map<std::string, std::string> &Files) {
  OverlayFolder Result;
  SmallString<128> &Folder = Result.Folder;
  if (Files.empty())
    return std::move(Result);
  if (auto Failed = fs::createUniqueDirectory("reread-overlay", Folder))
    return cannotWrite(Failed);
  vfs::YAMLVFSWriter Writer;
  Writer.setUseExternalNames(false);
  unsigned Number = 0;
  for (const auto &[Name, Text] : Files) {
    SmallString<128> Copy(Folder);
    sys::path::append(Copy, std::to_string(Number++));
    if (auto Failed = writeText(Copy, Text))
      return cannotWrite(Failed);
    Writer.addFileMapping(Name, Copy);
  }
  std::string Text;
  raw_string_ostream OS(Text);
  Writer.write(OS);
  SmallString<128> Path(Folder);
  sys::path::append(Path, "overlay.yaml");
  if (auto Failed = writeText(Path, Text))
    return cannotWrite(Failed);
  Result.Overlay = std::string(Path);
  return std::move(Result);
}

OverlayFolder &OverlayFolder::operator=(OverlayFolder &&Other) {
  std::swap(Folder, Other.Folder);
  std::swap(Overlay, Other.Overlay);
  return *this;
}

OverlayFolder::~OverlayFolder() {
  if (!Folder.empty())
    fs::remove_directories(Folder);
}
