//===-- Merge.h - the evidence of all units, together --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_MERGE_H
#define REREAD_FINDINGS_MERGE_H

#include "reread/Findings/Finding.h"
#include "reread/Findings/Silences.h"
#include "reread/Flow/UnitAnalysis.h"
#include "reread/Inference/Raciness.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace reread {

struct MergeOptions {
  bool InferTypes = true; ///< atomic and volatile places
  /// What the units' accesses show: they are taken for the whole program.
  bool InferTree = false;
  bool PageTables = false;   ///< report page-table getters too
  bool KeepDismissed = true; ///< among what takeFindings() gives
  /// If it is set, only these are kept of the dismissed, and they are kept
  /// where a more serious one speaks for them. A whole tree's do not fit in
  /// memory.
  std::function<bool(const Finding &)> Wanted;
  /// Below tier 1 too, findings that a more serious one speaks for.
  bool KeepOthers = false;
  std::vector<std::string> WithoutRules; ///< names of rules not to ask
  /// What somebody else knows of a place, by PlaceRecord::id(): how sure it is
  /// that it changes under a reader who holds none of its writers' locks.
  std::function<std::optional<Evidence>(llvm::StringRef Place)> Learnt;
};

/// Two reads of a place that nothing makes racy; numbers of the Program.
struct QuietPair {
  uint32_t Function = 0, Place = 0;
  bool operator<(const QuietPair &O) const {
    return std::tie(Function, Place) < std::tie(O.Function, O.Place);
  }
  bool operator==(const QuietPair &O) const {
    return Function == O.Function && Place == O.Place;
  }
};

/// The same number for an open pair and what is offered to it.
uint64_t meetingKey(const UnitResult &Unit, const OpenPair &O);
uint64_t meetingKey(const UnitResult &Unit, const OfferedRead &R);

/// First learns what every unit tells about the program, then judges every
/// unit's candidates: in the same order, which decides which of several equal
/// candidates is kept. What a header says is said by every unit that includes
/// it and is kept once, so that memory grows with the tree and not with its
/// units times its headers.
class Merge {
public:
  explicit Merge(MergeOptions Options) : Options(std::move(Options)) {}

  void learn(const UnitRecords &Unit) { All.add(Unit); }
  /// To be called once, after the last unit.
  void conclude() { All.finish(Options.InferTree); }

  /// Takes what a unit's functions read for their callers. To be called for all
  /// units, before the first one is judged.
  void offer(UnitResult &&Unit);

  /// Judges the candidates of a unit that was analysed with Known, and the open
  /// pairs that meet an offered read. Unit is its number among all.
  void judge(UnitResult &&Result, const Facts &Known, size_t Unit = 0);

  /// Some unit that was judged has the name: see Presence.h.
  bool isDeclared(llvm::StringRef What) const {
    return Declared.contains(What);
  }

  /// Attributes that ask for silence, and hide no finding.
  std::vector<SourcePoint> idleSilences() const { return Silent.idle(); }

  /// What was learnt. Nothing can be judged any more.
  Program takeProgram() { return std::move(All); }
  /// All judged candidates, dismissed ones too.
  std::vector<Finding> takeFindings() { return std::move(Findings); }
  /// The candidates that were not judged, sorted, each function and place once.
  std::vector<QuietPair> takeQuiet();

private:
  std::shared_ptr<const PlaceUse> usesOf(uint32_t Place);
  std::vector<UnitCandidate> join(const UnitResult &Unit,
                                  const OpenPair &Open) const;
  void judge(UnitCandidate &&C, const UnitResult &Result, const Facts &Known,
             size_t Unit);
  void keep(Finding &&F);

  struct Offer {
    ReadEvidence Read;
    Between SinceEntry;
    std::vector<std::string> Drops; ///< FunctionRecord::Drops
  };

  MergeOptions Options;
  Program All;
  llvm::DenseMap<uint64_t, std::vector<Offer>> Offers;
  llvm::StringSet<> Seen, Declared;
  Silences Silent;
  llvm::DenseMap<uint32_t, std::shared_ptr<const PlaceUse>> Uses;
  std::vector<Finding> Findings;
  /// Of an operation, the finding that speaks for it: an index into Findings.
  std::map<OperationKey, size_t> Speakers;
  std::vector<QuietPair> Quiet;
};

} // namespace reread

#endif // REREAD_FINDINGS_MERGE_H
