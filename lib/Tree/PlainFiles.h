//===-- PlainFiles.h - no devices, no pipes -------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PLAINFILES_H
#define REREAD_TREE_PLAINFILES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace reread {

/// Opens regular files up to a size, and nothing else: a pipe would block, and
/// a device has no end. /dev/null, which builds use for an empty file, is taken
/// for one.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
plainFiles(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
           uint64_t MaxSize);

} // namespace reread

#endif // REREAD_TREE_PLAINFILES_H
