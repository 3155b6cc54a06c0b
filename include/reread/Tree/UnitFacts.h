//===-- UnitFacts.h - which facts count for which unit -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_UNITFACTS_H
#define REREAD_TREE_UNITFACTS_H

#include "reread/Facts/Facts.h"
#include "reread/Tree/CompileDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <vector>

namespace reread {

/// What the command line says about facts.
struct FactsChoice {
  std::vector<std::string> Facts; ///< files, shipped sets, `auto`; empty: auto
  std::vector<std::string> Racy;  ///< places
};

/// The sets and files that count for a unit, in the order in which they are
/// added: later facts win.
std::vector<std::string> factsNames(const FactsChoice &Choice,
                                    const CompileUnit &Unit);

/// The facts of every unit of a tree. Units with the same sets share them.
class UnitFacts {
public:
  /// Reads every set once, or says in one line what is wrong.
  static llvm::Expected<UnitFacts> load(const FactsChoice &Choice,
                                        llvm::ArrayRef<CompileUnit> Units);

  /// Adds the facts of one more unit.
  llvm::Error add(const std::vector<std::string> &Names,
                  llvm::ArrayRef<std::string> Racy);

  const Facts &of(size_t Unit) const { return *ByUnit[Unit]; }
  std::vector<const Facts *> sets() const {
    std::vector<const Facts *> Out;
    for (const auto &Set : Sets)
      Out.push_back(Set.second.get());
    return Out;
  }

private:
  /// By the names of the sets, in the order in which they are added.
  std::map<std::vector<std::string>, std::unique_ptr<Facts>> Sets;
  std::vector<const Facts *> ByUnit;
};

} // namespace reread

#endif // REREAD_TREE_UNITFACTS_H
