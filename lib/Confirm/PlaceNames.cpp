//===-- PlaceNames.cpp - which memory a place means ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlaceNames.h"
#include "reread/Facts/Vocabulary.h"

using namespace clang;
using namespace ento;

namespace reread {

llvm::StringRef PlaceNames::nameOf(const ValueDecl *D) {
  auto [It, New] = Names.try_emplace(D);
  if (New) {
    const auto *F = dyn_cast<FieldDecl>(D);
    It->second = F ? Vocabulary::structName(F) + "." + Vocabulary::fieldPath(F)
                   : D->getNameAsString();
  }
  return It->second;
}

bool PlaceNames::anyName(const MemRegion *R,
                         llvm::function_ref<bool(llvm::StringRef)> Wanted) {
  std::string Below; // what of the part is named from its holder
  while (R) {
    // An element or a base class has no name of its own.
    if (isa<ElementRegion, CXXBaseObjectRegion, CXXDerivedObjectRegion>(R)) {
      R = cast<SubRegion>(R)->getSuperRegion();
      continue;
    }
    const ValueDecl *D = nullptr;
    if (const auto *F = dyn_cast<FieldRegion>(R))
      D = F->getDecl();
    else if (const auto *V = dyn_cast<VarRegion>(R))
      D = V->getDecl();
    if (!D)
      return false;
    llvm::StringRef Name = nameOf(D);
    if (Wanted(Name) || (!Below.empty() && Wanted((Name + Below).str())))
      return true;
    const auto *F = dyn_cast<FieldRegion>(R);
    if (!F)
      return false;
    if (D->getIdentifier())
      Below = "." + D->getNameAsString() + Below;
    R = F->getSuperRegion();
  }
  return false;
}

} // namespace reread
