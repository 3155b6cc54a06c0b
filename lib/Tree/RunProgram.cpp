//===-- RunProgram.cpp - what another program prints ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/RunProgram.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;

Expected<reread::ProgramResult> reread::runProgram(StringRef Path,
                                                   ArrayRef<StringRef> Words) {
  SmallString<128> Files[2];
  for (SmallString<128> &File : Files)
    if (auto Failed = sys::fs::createTemporaryFile("reread", "txt", File))
      return createStringError(Failed, "cannot write a temporary file: " +
                                           Failed.message());
  FileRemover RemoveOut(Files[0]), RemoveErr(Files[1]);
  SmallVector<StringRef, 16> Command = {Path};
  append_range(Command, Words);
  ProgramResult Result;
  std::string Why;
  Result.Status = sys::ExecuteAndWait(
      Path, Command, std::nullopt,
      {StringRef(""), StringRef(Files[0]), StringRef(Files[1])}, 0, 0, &Why);
  if (Result.Status < 0)
    return createStringError(inconvertibleErrorCode(), Why);
  std::string *Texts[2] = {&Result.Out, &Result.Err};
  for (unsigned I : {0, 1})
    if (auto Buffer = MemoryBuffer::getFile(Files[I], /*IsText=*/true))
      *Texts[I] = (*Buffer)->getBuffer().str();
  return Result;
}
