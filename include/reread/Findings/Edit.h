//===-- Edit.h - a change of a source ------------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FINDINGS_EDIT_H
#define REREAD_FINDINGS_EDIT_H

#include <string>
#include <tuple>

namespace reread {

/// Bytes of a file that others take the place of.
struct Edit {
  std::string File; ///< absolute
  unsigned Offset = 0, Length = 0;
  std::string Text;

  bool operator<(const Edit &O) const {
    return std::tie(File, Offset, Length, Text) <
           std::tie(O.File, O.Offset, O.Length, O.Text);
  }
};

} // namespace reread

#endif // REREAD_FINDINGS_EDIT_H
