//===-- kcsan.cpp - kernel logs with reports of KCSAN ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"
#include "reread/Import/KcsanLog.h"

using namespace llvm;
using namespace reread;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  for (const RaceReport &Report : readKcsanLog(textOf(Data, Size)))
    for (const RaceAccess &Access : Report.Accesses) {
      (void)Access.where();
      (void)Access.files();
    }
  return 0;
}
