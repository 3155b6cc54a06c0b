//===-- Interrupt.h - Ctrl-C while something must be put away ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_INTERRUPT_H
#define REREAD_TREE_INTERRUPT_H

#include "llvm/Support/Error.h"
#include <csignal>

namespace reread {

/// The signal that asked the process to end while an InterruptGuard lived, or
/// 0. The program is to end by it when all is put away.
int interruptedBy();

/// What a function returns that gives up for it.
llvm::Error interrupted();

/// While it lives, SIGINT, SIGTERM and SIGHUP are only noted.
class InterruptGuard {
public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard &) = delete;

private:
  struct sigaction Old[3];
};

} // namespace reread

#endif // REREAD_TREE_INTERRUPT_H
