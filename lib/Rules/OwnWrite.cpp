//===-- OwnWrite.cpp - this thread writes the place in between ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"

using namespace reread;

std::optional<Answer> reread::judgeOwnWrite(const Candidate &C,
                                            const RuleContext &) {
  if (C.Mid.Written)
    return dismiss("this thread writes the place between the two reads, on "
                   "every path");
  // Whether a callee that changes the place has done so is seen in the place.
  // Who writes it in the text itself could go on with the value written.
  if (C.Mid.CalleeMayWrite && decidesAnew(C))
    return dismiss(
        "the first value is only tested, and a callee that may write "
        "the place is called before it is read again");
  return std::nullopt;
}
