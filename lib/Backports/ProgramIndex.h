//===-- ProgramIndex.h - a program by names, and by its functions --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Backports. A Program knows places by the text of one version;
// here they have names that another version has too.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_BACKPORTS_PROGRAMINDEX_H
#define REREAD_LIB_BACKPORTS_PROGRAMINDEX_H

#include "reread/Inference/Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

namespace reread {

/// A place's id without the line that it is declared in.
llvm::StringRef placeKey(llvm::StringRef Id);

/// A function's linker name: its id without the file.
llvm::StringRef linkerName(llvm::StringRef Id);

/// Where the places of another version are in this one. Several numbers for
/// one place are static variables of different functions of one file.
class PlaceIndex {
public:
  explicit PlaceIndex(const Program &All);

  /// The same field, or the same global in the same file, or else the only
  /// one with its name.
  llvm::ArrayRef<uint32_t> find(llvm::StringRef Id) const;

private:
  llvm::StringMap<llvm::SmallVector<uint32_t, 1>> Keys, Names;
};

class ProgramIndex {
public:
  explicit ProgramIndex(const Program &All);

  struct Use {
    uint32_t Place, Number; ///< Program::accesses(Place)[Number]
  };

  const Program &All;

  /// What a function's own text accesses, by place.
  llvm::ArrayRef<Use> uses(uint32_t Function) const { return Uses[Function]; }

  /// Functions of this linker name that some unit defines.
  llvm::ArrayRef<uint32_t> named(llvm::StringRef LinkerName) const;
  llvm::ArrayRef<uint32_t> inFile(llvm::StringRef File) const;
  llvm::ArrayRef<uint32_t> callers(uint32_t Function) const {
    return Callers[Function];
  }
  /// Visits a function, and the callees whose bodies its unit shows, with the
  /// path of calls to each, the function first. Accessors call each other two
  /// or three deep; what lies deeper than that is left out, as it reads for
  /// another purpose.
  void
  walk(uint32_t Function,
       llvm::function_ref<void(llvm::ArrayRef<uint32_t> Path)> Visit) const;

  /// Whether From's unit shows the body of Callee.
  bool sees(uint32_t From, uint32_t Callee) const;

private:
  std::vector<std::vector<Use>> Uses;
  std::vector<llvm::SmallVector<uint32_t, 2>> Callers;
  llvm::StringMap<llvm::SmallVector<uint32_t, 1>> Names;
  llvm::StringMap<std::vector<uint32_t>> Files;
};

} // namespace reread

#endif // REREAD_LIB_BACKPORTS_PROGRAMINDEX_H
