//===-- Evidence.h - what rules ask about a candidate ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Rules: questions that several rules, the tiers and the
// wording share, so that they cannot disagree about the answers.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_RULES_COMMON_EVIDENCE_H
#define REREAD_LIB_RULES_COMMON_EVIDENCE_H

#include "reread/Rules/Rule.h"

namespace reread {

#define RULE(FILE, NAME)                                                       \
  std::optional<Answer> judge##FILE(const Candidate &, const RuleContext &);
#include "../Rules.def"

inline Answer dismiss(std::string Reason) {
  return {Answer::Dismiss, std::move(Reason)};
}
inline Answer lower(std::string Reason) {
  return {Answer::Lower, std::move(Reason)};
}

//===-- Uses --------------------------------------------------------------===//

/// The value leaves the decision that it was read for: something is stored,
/// passed, addressed or sized with it.
bool isConsumer(UseKind Kind);

/// A wrong value here corrupts memory or traps: see docs/tiers.md.
bool isDangerous(UseKind Kind);

inline bool isSamePoint(const SourcePoint &A, const SourcePoint &B) {
  return A.File == B.File && A.Line == B.Line && A.Column == B.Column;
}

/// At one place in the text: one value or the other gets there.
bool isSameUse(const UseEvidence &A, const UseEvidence &B);

const UseEvidence *findUse(const ReadEvidence &Read, UseKind Kind);
const UseEvidence *findConsumer(const ReadEvidence &Read);
const UseEvidence *findDangerous(const ReadEvidence &Read);

/// Every use is a test, or shows the value to people. A snapshot without uses
/// is not tested.
bool isOnlyTested(const ReadEvidence &Read);
bool isOnlyShown(const ReadEvidence &Read);

/// Both values decide whether one and the same warning is given: a mixture of
/// them warns of what never was.
bool decideOneWarning(const Candidate &C);

/// The first snapshot only decided whether to go on, and what is done rests on
/// the second alone: it is tested too, or it is not used in a way that needs
/// the first test to hold for it.
bool decidesAnew(const Candidate &C);

/// The bits that the snapshot's uses look at; diagnostics do not count.
uint64_t bitsUsed(const ReadEvidence &Read);

/// Two sinks that must agree and get one snapshot each.
struct GroupHit {
  const GroupFact *Group = nullptr;
  const UseEvidence *First = nullptr, *Second = nullptr;
  explicit operator bool() const { return Group; }
};

GroupHit findGroupHit(const Candidate &C, const Facts &Known);

/// The kind of fact that holds for the place: the one that the caller bound to
/// it, or else the last one in Known with its name.
std::optional<PlaceKind> placeKind(const Candidate &C,
                                   const RuleContext &Context);

/// Where the read is in the text of the operation itself.
inline const SourcePoint &inOperation(const ReadEvidence &Read) {
  return Read.Via.empty() ? Read.At : Read.Via.front().Call;
}

//===-- Locks -------------------------------------------------------------===//

/// The lock keeps others out, at least writers.
inline bool excludes(const LockEvidence &Lock) {
  return !Lock.Seq && !Lock.Rcu;
}

/// The lock itself is meant, whether or not its address was passed.
inline std::string lockName(const LockEvidence &Lock) {
  return llvm::StringRef(Lock.Lock).ltrim('&').str();
}

/// Locks are compared by the parts of their paths that do not depend on what a
/// function calls its objects, and within the object that the place belongs to.
/// "mm" stands for the lock of mm if the place lies in mm.
bool isLockOf(const LockEvidence &Held, const Candidate &C,
              llvm::StringRef FactLock);
bool excludesWriter(const LockEvidence &Held, const Candidate &C,
                    const LockEvidence &Writer);

/// The lock among Held that keeps the writers from changing the place, as far
/// as their locks are known; while none is, any lock. Null: none does.
const LockEvidence *findStabiliser(llvm::ArrayRef<LockEvidence> Held,
                                   const Candidate &C,
                                   const RuleContext &Context);

} // namespace reread

#endif // REREAD_LIB_RULES_COMMON_EVIDENCE_H
