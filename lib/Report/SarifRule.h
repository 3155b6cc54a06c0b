//===-- SarifRule.h - reread.DoubleRead as a rule of SARIF ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Report.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REPORT_SARIFRULE_H
#define REREAD_LIB_REPORT_SARIFRULE_H

#include "llvm/Support/JSON.h"

namespace reread {

/// Writes the reportingDescriptor, as one value.
void writeSarifRule(llvm::json::OStream &Json);

} // namespace reread

#endif // REREAD_LIB_REPORT_SARIFRULE_H
