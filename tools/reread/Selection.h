//===-- Selection.h - which findings are shown ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_SELECTION_H
#define REREAD_TOOLS_SELECTION_H

#include "reread/Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <vector>

/// Takes out findings about functions of sources that are switched off, and
/// says on stderr how many they were. File names count from Root.
llvm::Error dropSwitchedOff(std::vector<reread::Finding> &Findings,
                            llvm::StringRef Root);

#endif // REREAD_TOOLS_SELECTION_H
