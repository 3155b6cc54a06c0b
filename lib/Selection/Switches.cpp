//===-- Switches.cpp - which sources are to be checked -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Switches.h"
#include "reread/Yaml/YamlItem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

static constexpr StringLiteral FileName = ".reread.yaml";
static constexpr StringLiteral Schema = "docs/selection.md";

static constexpr Word<bool> YesAndNo[] = {{"yes", true}, {"no", false}};

static void readFiles(const YamlEntry &E, Mistakes &M, StringMap<bool> &Out) {
  if (E.Value.Kind != YamlValue::Mapping)
    return M.add(E.Value.At, E.Key,
                 "not a mapping; expected names of files with yes or no");
  for (const YamlEntry &F : E.Value.Entries) {
    if (sys::path::filename(F.Key) != F.Key)
      M.add(F.At, F.Key,
            "not in this directory; expected the name of a file beside");
    StringRef Text = M.textOf(F.Value, F.Key, F.At);
    if (Text != "yes" && Text != "no")
      M.add(F.Value.At, F.Key,
            "unknown value '" + Text + "'; expected yes or no");
    Out[F.Key] = Text == "yes";
  }
}

Expected<const Switches::Directory *> Switches::read(StringRef Path) {
  auto [It, New] = Known.try_emplace(Path);
  Directory &Here = It->second;
  SmallString<256> File(Path);
  sys::path::append(File, FileName);
  if (!New)
    return &Here;
  auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer) {
    if (Buffer.getError() == std::errc::no_such_file_or_directory)
      return &Here;
    return createStringError(Buffer.getError(),
                             "cannot read '" + File +
                                 "': " + Buffer.getError().message());
  }
  auto Root = parseYaml((*Buffer)->getBuffer(), File, Schema);
  if (!Root)
    return Root.takeError();
  Mistakes M(File);
  Item Settings(M, *Root, YamlTopLevel, {"check", "files"});
  if (Settings.find("check"))
    Here.Check = Settings.word("check", YesAndNo, true);
  if (const YamlEntry *E = Settings.find("files"))
    readFiles(*E, M, Here.Files);
  if (Error E = M.take())
    return std::move(E);
  return &Here;
}

Expected<bool> Switches::isOn(StringRef File) {
  StringRef Own = sys::path::parent_path(File);
  for (StringRef Path = Own; !Path.empty();
       Path = sys::path::parent_path(Path)) {
    auto Here = read(Path);
    if (!Here)
      return Here.takeError();
    if (Path == Own)
      if (auto It = (*Here)->Files.find(sys::path::filename(File));
          It != (*Here)->Files.end())
        return It->second;
    if ((*Here)->Check)
      return *(*Here)->Check;
  }
  return true;
}
