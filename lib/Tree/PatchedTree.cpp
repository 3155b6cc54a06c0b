//===-- PatchedTree.cpp - a tree with a change, and without it -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/PatchedTree.h"
#include "reread/Tree/CompileDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
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

Error PatchedTree::write(const std::map<std::string, std::string> &Files,
                         StringRef Root) {
  if (Files.empty())
    return Error::success();
  if (auto Failed = fs::createUniqueDirectory("reread-diff", Folder))
    return cannotWrite(Failed);
  vfs::YAMLVFSWriter Writer;
  Writer.setUseExternalNames(false);
  unsigned Number = 0;
  for (const auto &[Name, Text] : Files) {
    SmallString<128> Copy(Folder);
    sys::path::append(Copy, std::to_string(Number++));
    if (auto Failed = writeText(Copy, Text))
      return cannotWrite(Failed);
    Writer.addFileMapping(absolutePath(Name, Root), Copy);
  }
  std::string Text;
  raw_string_ostream OS(Text);
  Writer.write(OS);
  SmallString<128> Path(Folder);
  sys::path::append(Path, "overlay.yaml");
  if (auto Failed = writeText(Path, Text))
    return cannotWrite(Failed);
  Overlay = std::string(Path);
  return Error::success();
}

Expected<PatchedTree> PatchedTree::make(const Patch &Change, StringRef Root) {
  auto Read = [&](StringRef Name) -> std::optional<std::string> {
    std::string Path = absolutePath(Name, Root);
    // A pipe would block.
    if (!sys::fs::is_regular_file(Path))
      return std::nullopt;
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return std::nullopt;
    return (*Buffer)->getBuffer().str();
  };
  auto Applied = Change.isApplied(Read);
  if (!Applied)
    return Applied.takeError();
  PatchedTree Tree;
  Tree.Applied = *Applied;
  auto Other = Change.otherSide(/*Forward=*/!*Applied, Read);
  if (Error E = Tree.write(Other, Root))
    return std::move(E);
  Tree.Changed =
      Change.changedLines([&](StringRef Name) -> std::optional<std::string> {
        if (Tree.Applied)
          return Read(Name);
        auto It = Other.find(Name.str());
        if (It == Other.end())
          return std::nullopt;
        return It->second;
      });
  return std::move(Tree);
}

PatchedTree::PatchedTree(PatchedTree &&Other)
    : Applied(Other.Applied), Folder(Other.Folder),
      Overlay(std::move(Other.Overlay)), Changed(std::move(Other.Changed)) {
  Other.Folder.clear();
}

PatchedTree::~PatchedTree() {
  if (!Folder.empty())
    fs::remove_directories(Folder);
}
