//===-- Provenance.h - which snapshots a value was computed from ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source is a read of the function under analysis, or one of its parameters,
// whose snapshots the callers know, with the bits of it that the value shows.
// Sets of sources are numbers into a table,
// made once for equal contents; their size is bounded, which keeps the data
// flow linear: of a value that depends on more, the oldest sources are
// forgotten.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_PROVENANCE_H
#define REREAD_LIB_FLOW_PROVENANCE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <optional>
#include <vector>

namespace reread {

/// Even: a read, odd: a parameter.
using Source = uint32_t;
inline Source readSource(uint32_t Read) { return Read * 2; }
inline Source paramSource(uint32_t Index) { return Index * 2 + 1; }
inline bool isParam(Source S) { return S & 1; }

/// What a value was computed from, and with which of its bits.
struct Origin {
  Source From;
  uint64_t Mask;
  bool operator<(const Origin &O) const {
    return std::pair(From, Mask) < std::pair(O.From, O.Mask);
  }
};

using Prov = uint32_t; ///< 0 is the empty set

class ProvenanceTable {
public:
  static constexpr unsigned MaxSources = 24;

  ProvenanceTable() { Sets.emplace_back(); }

  llvm::ArrayRef<Origin> operator[](Prov P) const { return Sets[P]; }
  /// The only source, if there is just one and it is a read.
  std::optional<uint32_t> onlyRead(Prov P) const {
    if (Sets[P].size() != 1 || isParam(Sets[P][0].From))
      return std::nullopt;
    return Sets[P][0].From / 2;
  }

  Prov single(Source S, uint64_t Mask = ~0ull) { return intern({{S, Mask}}); }

  Prov join(Prov A, Prov B) {
    if (A == B || !B)
      return A;
    if (!A)
      return B;
    auto [It, New] = Joins.try_emplace({std::min(A, B), std::max(A, B)}, 0);
    if (!New)
      return It->second;
    std::vector<Origin> All, Union;
    std::merge(Sets[A].begin(), Sets[A].end(), Sets[B].begin(), Sets[B].end(),
               std::back_inserter(All));
    for (const Origin &O : All)
      if (!Union.empty() && Union.back().From == O.From)
        Union.back().Mask |= O.Mask;
      else
        Union.push_back(O);
    if (Union.size() > MaxSources)
      Union.erase(Union.begin(), Union.end() - MaxSources);
    Prov P = intern(std::move(Union));
    return Joins[{std::min(A, B), std::max(A, B)}] = P;
  }

  /// The same sources, of which no other bits show than these.
  Prov narrow(Prov P, uint64_t Mask) {
    if (!P || llvm::all_of(Sets[P], [&](const Origin &O) {
          return (O.Mask & Mask) == O.Mask;
        }))
      return P;
    std::vector<Origin> Set = Sets[P];
    for (Origin &O : Set)
      O.Mask &= Mask;
    return intern(std::move(Set));
  }

private:
  Prov intern(std::vector<Origin> Set) {
    auto [It, New] = Index.try_emplace(Set, Sets.size());
    if (New)
      Sets.push_back(std::move(Set));
    return It->second;
  }

  std::vector<std::vector<Origin>> Sets;
  std::map<std::vector<Origin>, Prov> Index;
  llvm::DenseMap<std::pair<Prov, Prov>, Prov> Joins;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_PROVENANCE_H
