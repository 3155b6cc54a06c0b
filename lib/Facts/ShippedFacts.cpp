//===-- ShippedFacts.cpp - the sets of facts that come with reread -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Facts/FactsFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

using namespace llvm;
using namespace reread;

namespace {

/// The facts files of a directory, sorted; empty if it is no set.
std::vector<std::string> filesOfSet(const Twine &Dir) {
  std::vector<std::string> Files;
  std::error_code Failed;
  for (sys::fs::directory_iterator I(Dir, Failed), End; I != End && !Failed;
       I.increment(Failed))
    if (sys::path::extension(I->path()) == ".yaml")
      Files.push_back(I->path());
  sort(Files);
  return Files;
}

std::vector<std::string> shippedSets(StringRef Dir) {
  std::vector<std::string> Sets;
  std::error_code Failed;
  for (sys::fs::directory_iterator I(Dir, Failed), End; I != End && !Failed;
       I.increment(Failed))
    if (!filesOfSet(I->path()).empty())
      Sets.push_back(sys::path::filename(I->path()).str());
  sort(Sets);
  return Sets;
}

} // namespace

std::string reread::shippedFactsDir() {
  Dl_info Module;
  if (!dladdr(reinterpret_cast<void *>(&shippedFactsDir), &Module) ||
      !Module.dli_fname)
    return "";
  // A program started through a link lives where the link points to. glibc
  // gives a program's name as it was called, which may not lead to the file: a
  // name that was looked up in PATH may be that of another file here.
  bool WasLookedUp = !StringRef(Module.dli_fname).contains('/');
  SmallString<256> Path;
  if ((WasLookedUp || sys::fs::real_path(Module.dli_fname, Path)) &&
      sys::fs::real_path("/proc/self/exe", Path))
    return "";
  for (StringRef Up = sys::path::parent_path(Path); !Up.empty();
       Up = sys::path::parent_path(Up)) {
    SmallString<256> Dir(Up);
    sys::path::append(Dir, "share", "reread", "annotations");
    if (sys::fs::is_directory(Dir))
      return Dir.str().str();
  }
  return "";
}

/// A file wins over a set, but a directory does not: "linux" is what people
/// call their kernel tree.
static bool isFile(StringRef FileOrSet) {
  return sys::fs::exists(FileOrSet) && !sys::fs::is_directory(FileOrSet);
}

std::vector<std::string> reread::filesOfFacts(StringRef FileOrSet) {
  if (isFile(FileOrSet))
    return {FileOrSet.str()};
  std::string Dir = shippedFactsDir();
  if (!is_contained(shippedSets(Dir), FileOrSet))
    return {};
  return filesOfSet(Dir + "/" + FileOrSet);
}

Error reread::addFacts(StringRef FileOrSet, Facts &Out) {
  if (isFile(FileOrSet))
    return readFactsFile(FileOrSet, Out);

  std::string Dir = shippedFactsDir();
  std::vector<std::string> Sets = shippedSets(Dir);
  if (!is_contained(Sets, FileOrSet))
    return createStringError(
        inconvertibleErrorCode(),
        "'" + FileOrSet + "' is neither a facts file nor a shipped set; " +
            (Sets.empty() ? "no shipped sets were found beside the program"
                          : "the sets are: " + join(Sets, ", ")));

  SmallString<256> Set(Dir);
  sys::path::append(Set, FileOrSet);
  Facts Whole = Out;
  for (const std::string &File : filesOfSet(Set))
    if (Error E = readFactsFile(File, Whole, /*Shipped=*/true))
      return E;
  Out = std::move(Whole);
  return Error::success();
}
