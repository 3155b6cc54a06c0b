//===-- WholeFile.cpp - a file that is there as a whole or not -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WholeFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace reread {

static Error cannotWrite(StringRef Path, std::error_code Why) {
  return createStringError(Why,
                           "cannot write '" + Path + "': " + Why.message());
}

Error writeWhole(StringRef Path, StringRef Text) {
  auto File = sys::fs::TempFile::create(Path + ".%%%%%%%%" + TemporarySuffix,
                                        sys::fs::all_read | sys::fs::all_write);
  if (!File)
    return cannotWrite(Path, errorToErrorCode(File.takeError()));
  raw_fd_ostream OS(File->FD, /*shouldClose=*/false);
  OS << Text;
  OS.flush();
  std::error_code Failed = OS.error();
  OS.clear_error();
  if (!Failed)
    Failed = errorToErrorCode(File->keep(Path));
  else
    consumeError(File->discard());
  return Failed ? cannotWrite(Path, Failed) : Error::success();
}

Error writeIfNew(StringRef Path, StringRef Text) {
  auto Old = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                   /*RequiresNullTerminator=*/false);
  if (Old && (*Old)->getBuffer() == Text)
    return Error::success();
  return writeWhole(Path, Text);
}

} // namespace reread
