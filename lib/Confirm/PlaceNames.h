//===-- PlaceNames.h - which memory a place means ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_PLACENAMES_H
#define REREAD_LIB_CONFIRM_PLACENAMES_H

#include "clang/AST/Decl.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/MemRegion.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace reread {

/// Compares memory with Candidate::Place.
class PlaceNames {
public:
  /// The region is the place, a part of it, or a part of that name of a holder.
  bool isPlace(const clang::ento::MemRegion *R, llvm::StringRef Place) {
    return anyName(R, [&](llvm::StringRef Name) { return Name == Place; });
  }

  /// Whether one of its names is as wanted.
  bool anyName(const clang::ento::MemRegion *R,
               llvm::function_ref<bool(llvm::StringRef)> Wanted);

  /// Fields and variables can be told by their names; other places are known
  /// only by where they are read.
  static bool isNamed(llvm::StringRef Place) {
    return !Place.starts_with("*") && !Place.ends_with("()");
  }

private:
  llvm::StringRef nameOf(const clang::ValueDecl *D);

  llvm::DenseMap<const clang::ValueDecl *, std::string> Names;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_PLACENAMES_H
