//===-- NewerReading.h - how often a newer version reads a place ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Backports.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_BACKPORTS_NEWERREADING_H
#define REREAD_LIB_BACKPORTS_NEWERREADING_H

#include "ProgramIndex.h"
#include "reread/Backports/Backports.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <set>

namespace reread {

/// The double reads of one version, by function and place.
class PairIndex {
public:
  explicit PairIndex(const Version &V);

  struct Pairs {
    llvm::StringSet<> Objects;         ///< of reported and dismissed ones
    std::vector<std::string> Reported; ///< objects of those that are
    std::string Rule;                  ///< that dismissed one
    bool Quiet = false;                ///< there is one that nothing makes racy
    bool Plain = false; ///< a read of a reported one is not marked
    /// Where the function's own text reads, or calls who does, for a pair that
    /// is reported: lines and columns.
    std::set<std::pair<unsigned, unsigned>> Sites, OwnSites; ///< all; reads
  };
  /// Null if there are none.
  const Pairs *find(uint32_t Function, uint32_t Place) const;

private:
  std::map<std::pair<uint32_t, uint32_t>, Pairs> All;
};

class NewerReading {
public:
  NewerReading(const ProgramIndex &Index, const PairIndex &Pairs)
      : Index(Index), Pairs(Pairs) {}

  /// Says how the function reads one of the places, of the object that the
  /// older version calls Object; Known are its pairs, or null.
  void read(uint32_t Function, llvm::ArrayRef<uint32_t> Places,
            llvm::StringRef Object, const PairIndex::Pairs *Known,
            NewerVersion &Out) const;

  /// Places of the same struct that the function reads, and that its older
  /// version does not or that it marks, and whose names are longer or shorter
  /// ones: what the field is called now, or another name of the same memory.
  std::vector<uint32_t> renamed(uint32_t Function, const ProgramIndex &Older,
                                uint32_t OlderFunction,
                                llvm::StringRef OlderPlace) const;

  /// Whether the function's own text or an accessor that its older version did
  /// not call has a marked read among those found.
  bool marksAnew(const NewerVersion &N, const ProgramIndex &Older,
                 uint32_t OlderFunction) const;

private:
  bool readsAgain(uint32_t Function, llvm::ArrayRef<uint32_t> Places,
                  llvm::StringRef Object, const PairIndex::Pairs *Known,
                  std::string &Excuse) const;
  bool readsLess(uint32_t Function, llvm::ArrayRef<uint32_t> Places,
                 const PairIndex::Pairs *Known, bool Marked) const;

  const ProgramIndex &Index;
  const PairIndex &Pairs;
};

} // namespace reread

#endif // REREAD_LIB_BACKPORTS_NEWERREADING_H
