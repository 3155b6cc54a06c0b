//===-- Output.cpp - where a command writes its report -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;
namespace fs = llvm::sys::fs;

Error checkWritable(StringRef Path) {
  if (Path.empty())
    return Error::success();
  auto Refuse = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(),
                             "cannot write '" + Path + "': " + Why);
  };
  if (fs::is_directory(Path))
    return Refuse("it is a directory");
  StringRef Parent = sys::path::parent_path(Path);
  if (Parent.empty())
    Parent = ".";
  if (!fs::is_directory(Parent))
    return Refuse("there is no directory '" + Parent + "'");
  if (fs::access(Parent, fs::AccessMode::Write))
    return Refuse("the directory '" + Parent + "' is not writable");
  return Error::success();
}

IntrusiveRefCntPtr<vfs::FileSystem> sourcesOf(const RunOptions &Run) {
  auto Real = vfs::getRealFileSystem();
  if (Run.Overlay.empty())
    return Real;
  auto Buffer = Real->getBufferForFile(Run.Overlay);
  if (!Buffer)
    return Real;
  // The units have said what is wrong with an overlay.
  auto Quiet = [](const SMDiagnostic &, void *) {};
  IntrusiveRefCntPtr<vfs::FileSystem> Over = vfs::getVFSFromYAML(
      std::move(*Buffer), Quiet, Run.Overlay, nullptr, Real);
  return Over ? Over : Real;
}

Error writeReport(StringRef Path, function_ref<void(raw_ostream &)> Write) {
  if (Path.empty()) {
    outs().enable_colors(outs().has_colors());
    Write(outs());
    return Error::success();
  }
  // A pipe or a terminal is written to; a file is replaced as a whole, behind
  // a link too.
  if (fs::exists(Path) && !fs::is_regular_file(Path)) {
    std::error_code EC;
    raw_fd_ostream OS(Path, EC);
    if (EC)
      return errorCodeToError(EC);
    Write(OS);
    return Error::success();
  }
  SmallString<256> Real;
  if (fs::real_path(Path, Real))
    Real = Path;
  return writeToOutput(Real, [&](raw_ostream &OS) {
    Write(OS);
    return Error::success();
  });
}
