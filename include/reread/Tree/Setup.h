//===-- Setup.h - whether all is there that reread needs -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SETUP_H
#define REREAD_TREE_SETUP_H

#include "reread/Tree/UnitFacts.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

struct Diagnosis {
  enum Verdict { Fine, Absent, Wrong }; ///< Absent: and may be
  std::string What;                     ///< a word: "clang", "plugin"
  Verdict How = Wrong;
  std::string Text;   ///< what was found, or what is wrong
  std::string Remedy; ///< what to do about it; may be empty
};

struct SetupRequest {
  std::string Clang;    ///< a program; empty: the one that reread is built for
  std::string Database; ///< empty: none is looked at
  FactsChoice Known;
  llvm::Expected<std::string> *Plugin = nullptr; ///< its path, or why not
  std::string Version;                           ///< of reread
};

/// Looks at everything, in the order in which one thing needs another.
std::vector<Diagnosis> diagnose(const SetupRequest &Request);

} // namespace reread

#endif // REREAD_TREE_SETUP_H
