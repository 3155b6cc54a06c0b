//===-- SetAtStartup.cpp - a global that is written once, at boot ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Common/Evidence.h"
#include "llvm/ADT/STLExtras.h"

using namespace reread;

std::optional<Answer> reread::judgeSetAtStartup(const Candidate &C,
                                                const RuleContext &Context) {
  auto IsEarly = [](const WriteEvidence &W) { return W.Initialising; };
  // A global without any writer is written in a way that does not show.
  if (!C.WritersKnown || Context.Writers.empty() ||
      !llvm::all_of(Context.Writers, IsEarly))
    return std::nullopt;
  return dismiss("all who can write it do so while the system starts");
}
