//===-- Selection.cpp - which findings are shown -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"
#include "reread/Selection/Switches.h"
#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace reread;

Error dropSwitchedOff(std::vector<Finding> &Findings, StringRef Root) {
  Switches Settings;
  Error Mistake = Error::success();
  size_t Before = Findings.size();
  erase_if(Findings, [&](const Finding &F) {
    if (Mistake)
      return false;
    auto On = Settings.isOn(absolutePath(F.What.FunctionAt.File, Root));
    if (On)
      return !*On;
    Mistake = joinErrors(std::move(Mistake), On.takeError());
    return false;
  });
  if (size_t Off = Before - Findings.size(); Off && !Mistake)
    errs() << "reread: " << Off
           << (Off == 1 ? " finding is in a source"
                        : " findings are in sources")
           << " that a .reread.yaml switches off\n";
  return Mistake;
}
