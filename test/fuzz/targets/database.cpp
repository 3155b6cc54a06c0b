//===-- database.cpp - compile databases, and their commands --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"
#include "reread/Tree/CommandLine.h"

using namespace llvm;
using namespace reread;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  auto Database = CompileDatabase::load(MemoryFile(textOf(Data, Size)).path());
  if (!Database) {
    consumeError(Database.takeError());
    return 0;
  }
  for (const CompileUnit &Unit : Database->units()) {
    analysisCommand(Unit);
    definesMacro(Unit, "__KERNEL__");
    isCPlusPlus(Unit);
    unitsOfCommand(Unit.Command, Unit.Directory);
  }
  return 0;
}
