//===-- diff.cpp - patches, and what they make of a tree ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"
#include "reread/Selection/Patch.h"

using namespace llvm;
using namespace reread;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  // A tree whose only file is the input itself, under every name.
  std::string Text = textOf(Data, Size).str();
  auto Read = [&](StringRef) { return std::optional(Text); };
  auto Change = Patch::parse(Text, "patch");
  if (!Change) {
    consumeError(Change.takeError());
    return 0;
  }
  auto Applied = Change->isApplied(Read);
  if (Applied)
    Change->otherSide(!*Applied, Read);
  else
    consumeError(Applied.takeError());
  Change->changedLines(Read);
  return 0;
}
