//===-- UnitConfirmation.h - the path-sensitive engine over one unit -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_CONFIRM_UNITCONFIRMATION_H
#define REREAD_CONFIRM_UNITCONFIRMATION_H

#include "reread/Confirm/Verdict.h"
#include "reread/Facts/Facts.h"
#include "reread/Flow/Candidate.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace reread {

/// A candidate, and the uses that it is about: all of a kind count as one.
struct Question {
  Candidate What;
  std::vector<UseEvidence> FirstUses, SecondUses;
};

struct ConfirmOptions {
  unsigned Budget = 30000; ///< steps of the engine for a candidate
  /// Places that may change at any time besides those of the questions.
  std::vector<std::string> Racy;
  /// How the candidates call a file that the compiler knows by this name.
  std::function<std::string(llvm::StringRef)> FileName;
};

/// Asks Clang's path-sensitive engine about each candidate, and about nothing
/// else. Tells each verdict as soon as it is there, in the questions' order, so
/// that a crash costs one. The bodies of the unit are as before when it
/// returns.
void confirm(clang::ASTContext &Context, clang::Preprocessor &PP,
             const Facts &Known, llvm::ArrayRef<Question> Questions,
             const ConfirmOptions &Options,
             llvm::function_ref<void(Verdict)> Tell);

} // namespace reread

#endif // REREAD_CONFIRM_UNITCONFIRMATION_H
