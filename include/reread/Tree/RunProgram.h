//===-- RunProgram.h - what another program prints -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_RUNPROGRAM_H
#define REREAD_TREE_RUNPROGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace reread {

struct ProgramResult {
  int Status = 0;
  std::string Out, Err;
};

/// Runs a program without input. Fails only if it cannot be started.
llvm::Expected<ProgramResult> runProgram(llvm::StringRef Path,
                                         llvm::ArrayRef<llvm::StringRef> Words);

} // namespace reread

#endif // REREAD_TREE_RUNPROGRAM_H
