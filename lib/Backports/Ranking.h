//===-- Ranking.h - what a double read that has changed is worth ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Backports.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_BACKPORTS_RANKING_H
#define REREAD_LIB_BACKPORTS_RANKING_H

#include "NewerReading.h"

namespace reread {

/// Dismissed only by rules whose reasons one read of a newer version can
/// contradict.
bool mayBeContradicted(const Finding &F);

/// Whether the newer version's only read contradicts every rule that dismissed
/// the pair.
bool contradicts(const NewerVersion &N, const Finding &F);

/// Pairs are those that the older version reports of the operation and place,
/// or null.
BackportRank rankOf(const NewerVersion &N, const Finding &F,
                    const PairIndex::Pairs *Pairs);

/// By rank; then plain reads in the operation's own text before others, and by
/// certainty; then as findings are.
bool isShownBefore(const Backport &A, const Backport &B);

} // namespace reread

#endif // REREAD_LIB_BACKPORTS_RANKING_H
