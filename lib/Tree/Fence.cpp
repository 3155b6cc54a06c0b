//===-- Fence.cpp - a thread that can only read ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Commands are made harmless and so are invocations. This holds for what those
// two have not thought of, and for a parser that a source has led astray.
//
//===----------------------------------------------------------------------===//

#include "Fence.h"
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void reread::fenceThread() {
#if !__has_feature(address_sanitizer) // which runs a symboliser
  long Version = syscall(SYS_landlock_create_ruleset, nullptr, 0,
                         LANDLOCK_CREATE_RULESET_VERSION);
  if (Version < 1)
    return;
  constexpr unsigned long Truncate = 1u << 14; // not in the headers of 6.1
  landlock_ruleset_attr Forbidden{};
  Forbidden.handled_access_fs =
      LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
      LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
      LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
      LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
      LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
      LANDLOCK_ACCESS_FS_MAKE_SYM;
  if (Version >= 2)
    Forbidden.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
  if (Version >= 3)
    Forbidden.handled_access_fs |= Truncate;
  // Without any rule, nothing of this is allowed anywhere.
  int Rules =
      syscall(SYS_landlock_create_ruleset, &Forbidden, sizeof(Forbidden), 0);
  if (Rules < 0)
    return;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    syscall(SYS_landlock_restrict_self, Rules, 0);
  ::close(Rules);
#endif
}
