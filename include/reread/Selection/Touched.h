//===-- Touched.h - whether a change touches a finding -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SELECTION_TOUCHED_H
#define REREAD_SELECTION_TOUCHED_H

#include "reread/Findings/Finding.h"
#include "reread/Selection/Patch.h"

namespace reread {

/// Whether a changed line is a read, a use, or a call on the way to one, or is
/// in a function that is called for one. Names of files count from Root.
bool isTouched(const Finding &F, const ChangedLines &Changed,
               llvm::StringRef Root);

} // namespace reread

#endif // REREAD_SELECTION_TOUCHED_H
