//===-- Provenance.h - which snapshots a value was computed from ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source is a read of the function under analysis, or one of its parameters,
// whose snapshots the callers know. Sets of sources are numbers into a table,
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
#include <vector>

namespace reread {

/// Even: a read, odd: a parameter.
using Source = uint32_t;
inline Source readSource(uint32_t Read) { return Read * 2; }
inline Source paramSource(uint32_t Index) { return Index * 2 + 1; }
inline bool isParam(Source S) { return S & 1; }

using Prov = uint32_t; ///< 0 is the empty set

class ProvenanceTable {
public:
  static constexpr unsigned MaxSources = 24;

  ProvenanceTable() { Sets.emplace_back(); }

  llvm::ArrayRef<Source> operator[](Prov P) const { return Sets[P]; }

  Prov single(Source S) { return intern({S}); }

  Prov join(Prov A, Prov B) {
    if (A == B || !B)
      return A;
    if (!A)
      return B;
    auto [It, New] = Joins.try_emplace({std::min(A, B), std::max(A, B)}, 0);
    if (!New)
      return It->second;
    std::vector<Source> Union;
    std::set_union(Sets[A].begin(), Sets[A].end(), Sets[B].begin(),
                   Sets[B].end(), std::back_inserter(Union));
    if (Union.size() > MaxSources)
      Union.erase(Union.begin(), Union.end() - MaxSources);
    Prov P = intern(std::move(Union));
    return Joins[{std::min(A, B), std::max(A, B)}] = P;
  }

private:
  Prov intern(std::vector<Source> Set) {
    auto [It, New] = Index.try_emplace(Set, Sets.size());
    if (New)
      Sets.push_back(std::move(Set));
    return It->second;
  }

  std::vector<std::vector<Source>> Sets;
  std::map<std::vector<Source>, Prov> Index;
  llvm::DenseMap<std::pair<Prov, Prov>, Prov> Joins;
};

} // namespace reread

#endif // REREAD_LIB_FLOW_PROVENANCE_H
