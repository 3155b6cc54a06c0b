//===-- Words.h - how facts files call what facts can be ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FACTS_WORDS_H
#define REREAD_LIB_FACTS_WORDS_H

#include "reread/Facts/Facts.h"
#include "reread/Yaml/YamlItem.h"

namespace reread {

inline constexpr Word<PlaceKind> PlaceKinds[] = {
    {"racy", PlaceKind::Racy},
    {"stable", PlaceKind::Stable},
    {"monotone", PlaceKind::Monotone},
};

inline constexpr Word<FunctionRole> FunctionRoles[] = {
    {"lock", FunctionRole::Lock},
    {"trylock", FunctionRole::Trylock},
    {"unlock", FunctionRole::Unlock},
    {"assert-held", FunctionRole::AssertHeld},
    {"barrier", FunctionRole::Barrier},
    {"sleep", FunctionRole::Sleep},
    {"seq-begin", FunctionRole::SeqBegin},
    {"seq-retry", FunctionRole::SeqRetry},
    {"allocate", FunctionRole::Allocate},
    {"diagnostic", FunctionRole::Diagnostic},
    {"report", FunctionRole::Report},
    {"bit-test", FunctionRole::BitTest},
    {"load", FunctionRole::Load},
    {"store", FunctionRole::Store},
    {"read-modify-write", FunctionRole::ReadModifyWrite},
    {"cmpxchg", FunctionRole::Cmpxchg},
    {"length", FunctionRole::Length},
    {"current-task", FunctionRole::CurrentTask},
    {"per-cpu", FunctionRole::PerCpu},
    {"page-table-getter", FunctionRole::PageTableGetter},
    {"accessor", FunctionRole::Accessor},
    {"unlink", FunctionRole::Unlink},
    {"publish", FunctionRole::Publish},
    {"grace-period", FunctionRole::GracePeriod},
    {"opaque", FunctionRole::Opaque},
};

inline constexpr Word<LockKind> LockKinds[] = {
    {"exclusive", LockKind::Exclusive},
    {"shared", LockKind::Shared},
    {"rcu", LockKind::Rcu},
    {"seq", LockKind::Seq},
};

/// Whether success is zero.
inline constexpr Word<bool> Successes[] = {{"nonzero", false}, {"zero", true}};

inline constexpr Word<FieldRole> FieldRoles[] = {
    {"concurrent", FieldRole::Concurrent},
    {"written-through", FieldRole::WrittenThrough},
    {"locked", FieldRole::Locked},
};

inline constexpr Word<MacroRole> MacroRoles[] = {
    {"marked", MacroRole::Marked},
    {"intentional", MacroRole::Intentional},
    {"diagnostic", MacroRole::Diagnostic},
    {"exclusive", MacroRole::Exclusive},
    {"per-cpu", MacroRole::PerCpu},
    {"wait", MacroRole::Wait},
};

} // namespace reread

#endif // REREAD_LIB_FACTS_WORDS_H
