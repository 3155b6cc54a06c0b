//===-- ChildProcess.cpp - a process that may fail without harm ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChildProcess.h"
#include "llvm/Support/ErrorHandling.h"
#include <malloc.h>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

namespace reread {

[[noreturn]] static void outOfMemory() { _exit(NoMemory); }

void becomeChild(const UnitLimits &Limits) {
  // The default action of SIGALRM ends the process, whatever it hangs in.
  alarm(Limits.Seconds);
#if !__has_feature(address_sanitizer) // its shadow is beyond every limit
  // Not the address space: libraries and reserved arenas take of that, too.
  rlimit Memory{rlim_t(Limits.Megabytes) << 20, rlim_t(Limits.Megabytes) << 20};
  setrlimit(RLIMIT_DATA, &Memory);
#endif
  rlimit NoCore{0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  std::set_new_handler(outOfMemory);
  llvm::install_bad_alloc_error_handler(
      [](void *, const char *, bool) { outOfMemory(); });
  // The unit's thread is the only one: memory in large steps saves it thousands
  // of system calls.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 16 << 20);
}

} // namespace reread
