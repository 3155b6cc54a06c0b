//===-- Backports.h - double reads that a newer tree reads once ----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two versions of one program, compared function by function. The newer one
// says which places are racy, as its authors have had more time to learn; the
// older one says who reads them twice.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_BACKPORTS_BACKPORTS_H
#define REREAD_BACKPORTS_BACKPORTS_H

#include "reread/Findings/Merge.h"
#include "reread/Inference/Raciness.h"
#include "llvm/ADT/ArrayRef.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reread {

/// What was analysed of one version.
struct Version {
  const Program &All;
  llvm::ArrayRef<Finding> Judged; ///< dismissed ones too
  llvm::ArrayRef<QuietPair> Quiet = {};
};

/// What the newer version does with a place that the older one reads twice.
enum class NewerReads {
  Once,       ///< on no path twice
  Excused,    ///< again only where a rule accepts it
  Nowhere,    ///< not at all, nor do the callees whose text is seen
  Less,       ///< twice, but in fewer places of its text
  Again,      ///< twice
  NoFunction, ///< nothing has taken the function's place
};

/// How a function of the newer version was found.
enum class FollowedBy {
  Name,      ///< it has the same, in the same file if others cannot call it
  Move,      ///< it has the same in another file
  Behaviour, ///< it has another, and calls and accesses the same
};

struct NewerRead {
  SourcePoint At;
  std::string Function; ///< whose text has it
  std::vector<std::string>
      Via; ///< functions called on the way, outermost first
  std::vector<LockEvidence> Held;
  bool Marked = false;
};

struct NewerVersion {
  NewerReads Reads = NewerReads::NoFunction;
  FollowedBy How = FollowedBy::Name;
  std::string Function, File;    ///< if there is one
  std::string Place;             ///< if it has another name now
  std::vector<NewerRead> At;     ///< nearest to its own text first, then marked
  std::string Excuse;            ///< the rule, if Excused
  bool MarksAnew = false;        ///< a read, or calls an accessor that does
  std::optional<Evidence> Grade; ///< of the place, whoever reads it
  std::shared_ptr<const PlaceUse> Use; ///< null if no unit has the place
  /// How much of what other functions do to the place is marked: the share of
  /// their reads times that of all writes.
  double Certainty = 0;
  /// Whether it marks its own read, or leaves reading to an accessor who does.
  bool marked() const { return !At.empty() && At.front().Marked; }
};

/// What a Backport is worth. Learnt from fixes and from refactoring, read on
/// Linux 6.1 and 6.12: docs/precision.md.
enum class BackportRank {
  Fixed = 1, ///< it reads it once, with a mark that the older one lacks
  Eased,     ///< it marks the first of fewer reads, or one by another name
  Changed,   ///< it reads it less in another way: mostly refactoring
  Open,      ///< it reads it as often, or nobody knows
};

/// One double read of the older version, and what became of it. It may be
/// dismissed there by a rule that the newer version contradicts: with one
/// marked read for all bits, or with a mark under the lock that seemed to
/// suffice.
struct Backport {
  Finding Older;
  NewerVersion Newer;
  BackportRank Rank = BackportRank::Open;
};

/// What the newer version says of the older one's places, for
/// MergeOptions::Learnt. All must live as long as the result.
std::function<std::optional<Evidence>(llvm::StringRef Place)>
learntFrom(const Program &All);

/// Follows every double read of the older version, which has been judged by
/// what is learntFrom() the newer one: most serious first.
std::vector<Backport> findBackports(const Version &Older,
                                    llvm::ArrayRef<Finding> Ranked,
                                    const Version &Newer);

} // namespace reread

#endif // REREAD_BACKPORTS_BACKPORTS_H
