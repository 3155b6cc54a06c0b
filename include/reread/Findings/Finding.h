//===-- Finding.h - what reread reports ----------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_FINDING_H
#define REREAD_FINDINGS_FINDING_H

#include "reread/Confirm/Verdict.h"
#include "reread/Flow/Candidate.h"
#include "reread/Rules/Rule.h"
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace reread {

struct PlaceUse;

/// What happens if the two values differ (DESIGN.md, section 5).
enum class Consequence { High, Middle, Low };

/// What one rule said about one candidate.
struct RuleAnswer {
  std::string Rule;
  Answer::Effect What;
  std::string Reason;
};

enum class NoteKind {
  FirstRead,
  FirstUse,
  Writer,
  SecondUse,
  Seen,
  Remedy,
  Verdict
};

/// One step of the explanation, in the order in which it is shown.
struct Note {
  SourcePoint At;
  std::string Text;
  NoteKind Kind;
};

/// Whether an earlier run had it.
enum class Standing { NotCompared, New, Persisting };

/// A judged candidate. Dismissed ones are kept so that `explain` can tell why.
struct Finding {
  Candidate What;
  Evidence Grade = Evidence::C;
  std::optional<PlaceFact> Fact; ///< what was declared about the place
  /// What the accesses in all units say of it; null if nobody has looked.
  std::shared_ptr<const PlaceUse> Use;
  /// Numbers in the Program that it was judged with, if that has them.
  std::optional<uint32_t> PlaceNumber, FunctionNumber;
  Consequence Effect = Consequence::Low;
  unsigned Tier = 3;
  /// Lowered by one tier: others of its place say the same, and better.
  bool Crowded = false;
  bool Dismissed = false;
  reread::Standing Standing = Standing::NotCompared;
  /// The uses that say what happens if the values differ.
  std::optional<UseEvidence> FirstUse, SecondUse;
  size_t Unit = 0; ///< that it was judged in: see Merge::judge()
  /// What the path-sensitive engine says to it.
  Verdict Confirmation;
  std::vector<RuleAnswer> Answers;
  std::vector<WriteEvidence> Writers; ///< at most three, as shown
  std::string Agreement; ///< the group that gets two snapshots; empty: none
  std::string SinkFirst, SinkSecond; ///< of that group
  std::string Fingerprint;           ///< 16 hex digits, no line numbers in it
  std::string Message;               ///< one sentence, no full stop
  std::string Remedy;
  /// If the remedy is to read once: the macro or function of one argument that
  /// the read needs; empty: none.
  std::optional<std::string> ReadOnceWith;
  std::vector<Note> Notes; ///< first read, its use, writers, remedy
};

/// Judges one candidate: asks the rules, sets consequence and tier, and writes
/// message, notes, remedy and fingerprint.
Finding judge(const Candidate &C, const RuleContext &Context);

/// Both reads stand in the operation's own text, and neither is marked: of
/// these, more than of any others, kernels come to read once.
bool isPlainPair(const Candidate &C);

/// The order of findings: tier; what somebody has declared before what is
/// inferred, and of that plain pairs by certaintyOf() their places; then file,
/// line, column, place.
bool isListedBefore(const Finding &A, const Finding &B);

/// Function, file, place and object: one finding is shown of those that have
/// them in common.
using OperationKey =
    std::tuple<std::string, std::string, std::string, std::string>;
OperationKey operationKey(const Finding &F);

/// By tier, agreement and consequence, and then by where it stands: total.
bool isMoreSerious(const Finding &A, const Finding &B);

/// Of findings about the same place in the same operation keeps the most
/// serious one, and sorts by isListedBefore(). The result
/// does not depend on the order of All. Findings of one header function that
/// several units saw are one, and so are those of two helpers that read for
/// several operations. Of an inferred place not more than three stay in tier 1.
/// Others gets what a more serious one speaks for, the most serious first.
std::vector<Finding> rank(std::vector<Finding> All,
                          std::vector<Finding> *Others = nullptr);

} // namespace reread

#endif // REREAD_FINDINGS_FINDING_H
