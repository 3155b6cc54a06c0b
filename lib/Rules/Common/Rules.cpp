//===-- Rules.cpp - the list of all rules --------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "llvm/ADT/Twine.h"

using namespace reread;

llvm::ArrayRef<Rule> reread::allRules() {
  static const Rule All[] = {
#define RULE(FILE, NAME) {NAME, judge##FILE},
#include "../Rules.def"
  };
  return All;
}

llvm::Error reread::checkRuleName(llvm::StringRef Name) {
  std::string Names;
  for (const Rule &R : allRules()) {
    if (R.Name == Name)
      return llvm::Error::success();
    Names += (Names.empty() ? "" : ", ") + R.Name.str();
  }
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 "there is no rule '" + Name +
                                     "'; the rules are: " + Names);
}
