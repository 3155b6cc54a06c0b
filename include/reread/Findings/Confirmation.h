//===-- Confirmation.h - findings and the path-sensitive engine ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_CONFIRMATION_H
#define REREAD_FINDINGS_CONFIRMATION_H

#include "reread/Confirm/UnitConfirmation.h"
#include "reread/Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <vector>

namespace reread {

/// Which findings are confirmed.
enum class ConfirmWhat { Off, Tier1, All };

struct ConfirmChoice {
  ConfirmWhat What = ConfirmWhat::Off;
  unsigned Budget = ConfirmOptions().Budget;
  /// Of the findings that What means, those to confirm; null: all.
  std::function<bool(const Finding &)> Wanted;
};

bool isToConfirm(const Finding &F, const ConfirmChoice &Choice);

/// Whether a path carries both values to the uses that the finding tells of, or
/// to others of their kind.
Question questionAbout(const Finding &F);

/// Takes a verdict over: what is refuted is dismissed, and what stays unknown
/// is lowered by a tier unless it breaks an agreement.
void settle(Finding &F, Verdict Said);

/// Has findings settled.
using Settle = llvm::function_ref<llvm::Error(llvm::ArrayRef<Finding *>)>;

/// Has the findings settled that Choice means. What is refuted makes room for
/// the next of the same operation and place among Others, as rank() left them,
/// and is given back. The findings stay sorted.
llvm::Expected<std::vector<Finding>>
confirmFindings(std::vector<Finding> &Findings, std::vector<Finding> Others,
                const ConfirmChoice &Choice, Settle All);

} // namespace reread

#endif // REREAD_FINDINGS_CONFIRMATION_H
