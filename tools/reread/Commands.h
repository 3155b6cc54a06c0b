//===-- Commands.h - the commands of reread ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_COMMANDS_H
#define REREAD_TOOLS_COMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

/// Exit statuses (DESIGN.md, section 7).
enum Status : int { Nothing = 0, Found = 1, CouldNotRun = 2 };

// Each takes the words after its own name and returns the exit status.
int checkCommand(llvm::ArrayRef<std::string> Words);
int ccCommand(llvm::ArrayRef<std::string> Words);
int kernelCommand(llvm::ArrayRef<std::string> Words);
int explainCommand(llvm::ArrayRef<std::string> Words);
int factsCommand(llvm::ArrayRef<std::string> Words);
int importKcsanCommand(llvm::ArrayRef<std::string> Words);
int backportsCommand(llvm::ArrayRef<std::string> Words);
int baselineCommand(llvm::ArrayRef<std::string> Words);
int doctorCommand(llvm::ArrayRef<std::string> Words);
int fixCommand(llvm::ArrayRef<std::string> Words);
int mergeCommand(llvm::ArrayRef<std::string> Words);
int mapCommand(llvm::ArrayRef<std::string> Words);

/// Prints "reread: error: MESSAGE" and returns CouldNotRun. Lines before a
/// message's last one are printed before it, as they are.
int fail(llvm::Error E);
int fail(const llvm::Twine &Message);

#endif // REREAD_TOOLS_COMMANDS_H
