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

private:
  struct Walk;
  void collect(uint32_t Function, Walk &W) const;
  bool readsAgain(uint32_t Function, llvm::ArrayRef<uint32_t> Places,
                  llvm::StringRef Object, const PairIndex::Pairs *Known,
                  std::string &Excuse) const;

  const ProgramIndex &Index;
  const PairIndex &Pairs;
};

} // namespace reread

#endif // REREAD_LIB_BACKPORTS_NEWERREADING_H
