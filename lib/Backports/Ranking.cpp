//===-- Ranking.cpp - what a double read that has changed is worth -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ranking.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace llvm;
using namespace reread;

static constexpr StringLiteral DisjointBits = "disjoint-bits",
                               LockHeld = "lock-held";

bool reread::mayBeContradicted(const Finding &F) {
  return F.Dismissed && all_of(F.Answers, [](const RuleAnswer &A) {
           return A.What != Answer::Dismiss || A.Rule == DisjointBits ||
                  A.Rule == LockHeld;
         });
}

/// The function marks a read in its own text, and there is no other.
static bool isOnlyOwnRead(const NewerVersion &N) {
  return N.marked() && N.At.size() == 1 && N.At.front().Via.empty();
}

bool reread::contradicts(const NewerVersion &N, const Finding &F) {
  const Candidate &C = F.What;
  bool Plain =
      C.First.Mark == Marking::Plain || C.Second.Mark == Marking::Plain;
  if (N.Reads != NewerReads::Once || !isOnlyOwnRead(N) || !Plain)
    return false;
  auto StillHeld = [&](const LockEvidence &L) {
    return !L.Class.empty() && any_of(N.At.front().Held, [&](const auto &Now) {
      return Now.Class == L.Class;
    });
  };
  return all_of(F.Answers, [&](const RuleAnswer &A) {
    return A.What != Answer::Dismiss || A.Rule != LockHeld ||
           any_of(C.HeldAcross, StillHeld);
  });
}

/// How deep in callees a read of the operation stands. Accessors call each
/// other two deep; a deeper read is about something else.
static constexpr size_t Accessor = 2;

/// At least one read in the operation's own text, the other not far from it.
static bool isOwnPair(const Candidate &C) {
  size_t First = C.First.Via.size(), Second = C.Second.Via.size();
  return std::min(First, Second) == 0 && std::max(First, Second) <= Accessor;
}

/// One and the same callee reads in both versions: what is marked there, is so
/// for all its callers.
static bool readsThroughSame(const NewerVersion &N, const Candidate &C) {
  const std::vector<std::string> &Now = N.At.front().Via;
  return any_of(ArrayRef{&C.First, &C.Second}, [&](const ReadEvidence *Read) {
    return !Now.empty() && !Read->Via.empty() &&
           Read->Via.back().Function == Now.back();
  });
}

BackportRank reread::rankOf(const NewerVersion &N, const Finding &F,
                            const PairIndex::Pairs *Pairs) {
  if (N.Reads == NewerReads::Again || N.Reads == NewerReads::NoFunction)
    return BackportRank::Open;
  const Candidate &C = F.What;
  bool Plain[] = {C.First.Mark == Marking::Plain,
                  C.Second.Mark == Marking::Plain};
  if (N.At.empty())
    return BackportRank::Changed;
  // Who had marked every read has not learnt anything about the place since,
  // unless callees read it again that had been read into a local.
  if (!(Plain[0] || Plain[1] || (Pairs && Pairs->Plain)))
    return N.Reads == NewerReads::Once && C.First.Via.empty() &&
                   !C.Second.Via.empty() && isOwnPair(C) && isOnlyOwnRead(N)
               ? BackportRank::Eased
               : BackportRank::Changed;
  // A mark that both versions have tells only of a place that is racy.
  bool Racy = F.Fact || (N.Grade && *N.Grade != Evidence::C);
  if (Plain[0] != Plain[1] && !Racy)
    return BackportRank::Changed;
  bool AllOwn = C.First.Via.empty() && C.Second.Via.empty();
  size_t Depth = N.At.front().Via.size();
  switch (N.Reads) {
  case NewerReads::Once:
    if (N.marked() && Depth <= Accessor && isOwnPair(C) &&
        !readsThroughSame(N, C))
      return N.Place.empty() ? BackportRank::Fixed : BackportRank::Eased;
    break;
  case NewerReads::Excused:
    if (N.marked() && Depth == 0 && AllOwn && Plain[0] && Plain[1] &&
        N.Place.empty())
      return BackportRank::Fixed;
    break;
  case NewerReads::Less:
    if (AllOwn && Plain[0] && Plain[1] && N.MarksAnew)
      return BackportRank::Eased;
    break;
  default:
    break;
  }
  return BackportRank::Changed;
}

bool reread::isShownBefore(const Backport &A, const Backport &B) {
  auto Key = [](const Backport &X) {
    const Candidate &C = X.Older.What;
    const SourcePoint &At = C.Second.At;
    return std::make_tuple(X.Rank, !isPlainPair(C), -X.Newer.Certainty,
                           X.Older.Tier, StringRef(At.File), At.Line, At.Column,
                           StringRef(C.Place), StringRef(C.Function),
                           StringRef(C.Object), StringRef(X.Older.Message));
  };
  return Key(A) < Key(B);
}
