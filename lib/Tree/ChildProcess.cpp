//===-- ChildProcess.cpp - a process that may fail without harm ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChildProcess.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstdio>
#include <malloc.h>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

namespace reread {

[[noreturn]] static void outOfMemory() { _exit(NoMemory); }

/// What the parent had when it forked counts for the child, too, and is not the
/// unit's.
static rlim_t inheritedBytes() {
  // Pages: size, resident, shared, text, unused, data and stack (proc(5)).
  rlim_t Pages = 0;
  if (FILE *Statm = fopen("/proc/self/statm", "re")) {
    if (fscanf(Statm, "%*u %*u %*u %*u %*u %lu", &Pages) != 1)
      Pages = 0;
    fclose(Statm);
  }
  return Pages * rlim_t(sysconf(_SC_PAGESIZE));
}

void becomeChild(const UnitLimits &Limits) {
  // The default action of SIGALRM ends the process, whatever it hangs in.
  alarm(Limits.Seconds);
#if !__has_feature(address_sanitizer) // its shadow is beyond every limit
  // Not the address space: libraries and reserved arenas take of that, too.
  rlim_t Most = (rlim_t(Limits.Megabytes) << 20) + inheritedBytes();
  rlimit Memory{Most, Most};
  setrlimit(RLIMIT_DATA, &Memory);
#endif
  // What a crash means is for the parent to say, in its own words.
  for (int Signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP})
    signal(Signal, SIG_DFL);
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
