//===-- PatchText.h - a fix as a patch, and as YAML ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REMEDY_PATCHTEXT_H
#define REREAD_REMEDY_PATCHTEXT_H

#include "reread/Remedy/MakeFix.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace reread {

/// A unified diff with names relative to Root behind a/ and b/.
llvm::Expected<std::string> patchText(const TriedFix &Tried,
                                      llvm::StringRef Root);

/// What to say about a fix, as a message for git am with a subject. What only
/// its author knows stands in brackets. Root's git is asked for the manner of
/// subjects and for the commit that brought the second read.
std::string commitMessage(const Finding &F, const Fix &Change,
                          llvm::StringRef Root, llvm::StringRef Version);

/// For clang-apply-replacements.
void writeReplacements(const Fix &Change, llvm::StringRef MainFile,
                       llvm::raw_ostream &Out);

} // namespace reread

#endif // REREAD_REMEDY_PATCHTEXT_H
