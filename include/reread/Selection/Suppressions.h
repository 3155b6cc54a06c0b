//===-- Suppressions.h - findings that somebody has looked at ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SELECTION_SUPPRESSIONS_H
#define REREAD_SELECTION_SUPPRESSIONS_H

#include "reread/Findings/Finding.h"
#include "reread/Yaml/YamlTree.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// One item of a list of suppressions; docs/selection.md has the keys.
struct Suppression {
  std::string Fingerprint;           ///< or else:
  std::string Place, Function, File; ///< the latter two: empty for any
  std::string Reason;
  std::string Until; ///< the last day, as YYYY-MM-DD; empty: no end
  std::string List;  ///< the file that has it
  YamlPosition At;

  /// What it is about: "with the fingerprint 'x'", say.
  std::string subject(llvm::StringRef Verb) const;
};

class Suppressions {
public:
  /// Adds the items of a list. On a mistake the error is one line, as for
  /// facts files.
  llvm::Error read(llvm::StringRef Path);

  /// The one that hides a finding, by the day Today; null: none does. Files
  /// count from Root. Items that would are noted, whether they have ended or
  /// not.
  const Suppression *find(const Finding &F, llvm::StringRef Root,
                          llvm::StringRef Today);

  /// A line, as of a compiler, for each item that has ended and hid something
  /// until then, and if All has been looked at for each that hides nothing.
  std::vector<std::string> complaints(bool All, llvm::StringRef Today) const;

  bool empty() const { return Items.empty(); }

private:
  struct Counted {
    Suppression What;
    size_t Count = 0;
  };
  std::vector<Counted> Items;
};

/// The day in UTC, as YYYY-MM-DD.
std::string today();

} // namespace reread

#endif // REREAD_SELECTION_SUPPRESSIONS_H
