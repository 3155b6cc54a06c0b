//===-- FileNames.h - names of files below a folder -------------*- C++ -*-===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_FILENAMES_H
#define REREAD_FINDINGS_FILENAMES_H

#include "llvm/ADT/StringRef.h"

namespace reread {

/// Whether Path is Directory or below it; both are absolute, without dots and
/// without a slash at the end.
bool isBelow(llvm::StringRef Path, llvm::StringRef Directory);

/// How a file is named in what users see and keep: relative to Root if it is
/// below it, and else as it is. No Root: as it is.
llvm::StringRef nameBelow(llvm::StringRef File, llvm::StringRef Root);

} // namespace reread

#endif // REREAD_FINDINGS_FILENAMES_H
