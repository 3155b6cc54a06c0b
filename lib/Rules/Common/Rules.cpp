//===-- Rules.cpp - the list of all rules --------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"

using namespace reread;

llvm::ArrayRef<Rule> reread::allRules() {
  static const Rule All[] = {
#define RULE(FILE, NAME) {NAME, judge##FILE},
#include "../Rules.def"
  };
  return All;
}
