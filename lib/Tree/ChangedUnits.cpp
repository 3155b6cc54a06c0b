//===-- ChangedUnits.cpp - the units that changed files concern ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/ChangedUnits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;
using namespace reread;

static constexpr size_t MostOfHeader = 16;

/// Whether an `#include` of the text may mean the file: each is the end of the
/// other's name, at a slash.
static bool namesHeader(StringRef Text, StringRef File) {
  StringRef Name = sys::path::filename(File);
  for (size_t At = Text.find(Name); At != StringRef::npos;
       At = Text.find(Name, At + 1)) {
    StringRef Before = Text.take_front(At);
    StringRef Line = Before.substr(Before.rfind('\n') + 1);
    StringRef After = Text.substr(At + Name.size());
    if (!Line.ltrim().starts_with("#") || !Line.contains("include") ||
        !(After.starts_with(">") || After.starts_with("\"")))
      continue;
    size_t Open = Line.find_first_of("<\"");
    if (Open == StringRef::npos)
      continue;
    StringRef Folder = Line.substr(Open + 1);
    while (Folder.consume_front("../"))
      ;
    if (Folder.empty() ||
        ("/" + sys::path::parent_path(File) + "/")
                .str()
                .find(("/" + Folder).str()) != std::string::npos)
      return true;
  }
  return false;
}

ChangedUnits reread::changedUnits(ArrayRef<CompileUnit> All,
                                  ArrayRef<std::string> Files, StringRef Root) {
  std::set<std::string> Changed;
  for (const std::string &File : Files)
    Changed.insert(absolutePath(File, Root));
  ChangedUnits Result;
  std::vector<bool> Chosen(All.size());
  std::set<std::string> Sources;
  for (size_t I = 0; I != All.size(); ++I)
    if (Changed.count(All[I].File)) {
      Chosen[I] = true;
      Sources.insert(All[I].File);
    }
  for (const std::string &File : Files)
    if (!Sources.count(absolutePath(File, Root)) &&
        sys::path::extension(File).starts_with(".h"))
      Result.Headers[File];
  for (size_t I = 0; I != All.size() && !Result.Headers.empty(); ++I) {
    if (!sys::fs::is_regular_file(All[I].File)) // a pipe would block
      continue;
    auto Buffer = MemoryBuffer::getFile(All[I].File, /*IsText=*/true);
    if (!Buffer)
      continue;
    for (auto &[Header, Count] : Result.Headers) {
      if (!namesHeader((*Buffer)->getBuffer(), Header))
        continue;
      ++Count.Including;
      Count.Chosen += Chosen[I] || Count.Chosen < MostOfHeader;
      Chosen[I] = Chosen[I] || Count.Chosen <= MostOfHeader;
    }
  }
  for (size_t I = 0; I != All.size(); ++I)
    if (Chosen[I])
      Result.Units.push_back(All[I]);
  return Result;
}
