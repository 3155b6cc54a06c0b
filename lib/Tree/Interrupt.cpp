//===-- Interrupt.cpp - Ctrl-C while something must be put away ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Interrupt.h"

using namespace llvm;

namespace reread {

static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t Noted;

int interruptedBy() { return Noted; }

Error interrupted() {
  return createStringError(std::make_error_code(std::errc::interrupted),
                           "interrupted");
}

InterruptGuard::InterruptGuard() {
  for (unsigned I = 0; I != 3; ++I) {
    struct sigaction New = {};
    New.sa_handler = [](int Signal) { Noted = Signal; };
    // No SA_RESTART: whoever waits must wake up.
    sigaction(Signals[I], nullptr, &Old[I]);
    // nohup and shells in the background have it ignored.
    if (Old[I].sa_handler != SIG_IGN)
      sigaction(Signals[I], &New, nullptr);
  }
}

InterruptGuard::~InterruptGuard() {
  for (unsigned I = 0; I != 3; ++I)
    sigaction(Signals[I], &Old[I], nullptr);
}

} // namespace reread
