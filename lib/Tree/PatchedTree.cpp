//===-- PatchedTree.cpp - a tree with a change, and without it -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/PatchedTree.h"
#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

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
  std::map<std::string, std::string> Files;
  for (const auto &[Name, Text] : Other)
    Files[absolutePath(Name, Root)] = Text;
  auto Overlay = OverlayFolder::make(Files);
  if (!Overlay)
    return Overlay.takeError();
  Tree.Overlay = std::move(*Overlay);
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

std::string reread::findBase(const Patch &Change, StringRef Directory) {
  StringRef Best = Directory;
  size_t Most = 0;
  for (StringRef Base = Directory; !Base.empty();
       Base = sys::path::parent_path(Base)) {
    size_t Count = count_if(Change.files(), [&](const PatchedFile &F) {
      return any_of(ArrayRef<StringRef>{F.Old, F.New}, [&](StringRef Name) {
        return !Name.empty() &&
               sys::fs::is_regular_file(absolutePath(Name, Base));
      });
    });
    if (Count > Most) {
      Best = Base;
      Most = Count;
    }
  }
  return Best.str();
}
