//===-- Mentions.h - where files name a function -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REMEDY_MENTIONS_H
#define REREAD_LIB_REMEDY_MENTIONS_H

#include "reread/Remedy/Fix.h"
#include <string>
#include <vector>

namespace reread {

/// A name before a parenthesis.
struct Mention {
  unsigned Begin = 0, End = 0; ///< from the name to behind the ")"
  unsigned Line = 0;
  std::string Text;
};

/// Those of the callee of a change in which nothing changes: comments do not
/// count, what the preprocessor leaves out does.
std::vector<Mention> unchangedMentions(const std::string &File,
                                       const Fix &Change);

/// The files that may need a change with the callee: only the one that defines
/// it if that is no header, or else all sources and headers below Root.
std::vector<std::string>
filesThatMention(llvm::StringRef Name, llvm::StringRef Root, const Fix &Change);

} // namespace reread

#endif // REREAD_LIB_REMEDY_MENTIONS_H
