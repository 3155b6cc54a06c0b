//===-- sync_point.h - where a test may hold up a switch ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SWITCH_PATH_SYNC_POINT_H
#define SWITCH_PATH_SYNC_POINT_H

namespace switch_path {

struct Cpu;

enum class SyncPoint { BeforeLam, AfterLam, AfterCr3, AfterRecord };

// Only one program has the hook; in what is analysed and in the stress run
// nothing stands here.
#ifdef SWITCH_PATH_SYNC_POINTS
inline void (*sync_hook)(Cpu &, SyncPoint) = nullptr;

inline void sync_point(Cpu &cpu, SyncPoint Point) {
  if (sync_hook)
    sync_hook(cpu, Point);
}
#else
inline void sync_point(Cpu &, SyncPoint) {}
#endif

} // namespace switch_path

#endif // SWITCH_PATH_SYNC_POINT_H
