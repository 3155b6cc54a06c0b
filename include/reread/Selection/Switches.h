//===-- Switches.h - which sources are to be checked ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file .reread.yaml in a source tree switches its directory, all below it, or
// single files of it off and on again. docs/selection.md has its keys.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SELECTION_SWITCHES_H
#define REREAD_SELECTION_SWITCHES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace reread {

class Switches {
public:
  /// Whether a source, by its absolute name, is to be checked: what the
  /// .reread.yaml of its own directory says of it, or else the nearest one
  /// that says anything of its directory. Fails on a bad .reread.yaml.
  llvm::Expected<bool> isOn(llvm::StringRef File);

private:
  struct Directory {
    std::optional<bool> Check; ///< of its own
    llvm::StringMap<bool> Files;
  };

  llvm::Expected<const Directory *> read(llvm::StringRef Path);

  llvm::StringMap<Directory> Known;
};

} // namespace reread

#endif // REREAD_SELECTION_SWITCHES_H
