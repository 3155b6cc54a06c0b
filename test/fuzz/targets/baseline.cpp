//===-- baseline.cpp - baselines ------------------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Baseline.h"
#include "Input.h"

using namespace llvm;
using namespace reread;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  consumeError(
      Baseline::load(MemoryFile(textOf(Data, Size)).path()).takeError());
  return 0;
}
