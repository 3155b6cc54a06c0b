//===-- facts.cpp - facts files -------------------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"
#include "reread/Facts/FactsFile.h"

using namespace llvm;
using namespace reread;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  Facts Known;
  consumeError(readFactsText(textOf(Data, Size), "facts.yaml", Known));
  return 0;
}
