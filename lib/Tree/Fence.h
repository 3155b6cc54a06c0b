//===-- Fence.h - a thread that can only read -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_FENCE_H
#define REREAD_TREE_FENCE_H

namespace reread {

/// From here on, the calling thread and what it starts can neither open a file
/// for writing, nor make, rename or remove one, nor run a program: the kernel
/// forbids it (Landlock), as far as it can. Nothing happens where it cannot.
void fenceThread();

} // namespace reread

#endif // REREAD_TREE_FENCE_H
