//===-- OverlayFolder.h - files with other texts -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_OVERLAYFOLDER_H
#define REREAD_TREE_OVERLAYFOLDER_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace reread {

/// Shows files with other texts than they have, from a temporary folder, which
/// goes with the object.
class OverlayFolder {
public:
  OverlayFolder() = default;
  /// Files are absolute names with their texts.
  static llvm::Expected<OverlayFolder>
  make(const std::map<std::string, std::string> &Files);
  OverlayFolder(OverlayFolder &&Other) { *this = std::move(Other); }
  OverlayFolder &operator=(OverlayFolder &&Other);
  ~OverlayFolder();

  /// For RunOptions::Overlay; empty if there are no files.
  const std::string &file() const { return Overlay; }

private:
  llvm::SmallString<128> Folder;
  std::string Overlay;
};

} // namespace reread

#endif // REREAD_TREE_OVERLAYFOLDER_H
