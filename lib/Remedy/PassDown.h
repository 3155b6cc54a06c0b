//===-- PassDown.h - a value that becomes a parameter --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REMEDY_PASSDOWN_H
#define REREAD_LIB_REMEDY_PASSDOWN_H

#include "Source.h"

namespace reread {

/// The last name of the place.
llvm::StringRef fieldOf(const Candidate &C);

/// The call in a function's text, or null.
const clang::CallExpr *findCallOf(const Source &S,
                                  const clang::FunctionDecl *Caller,
                                  const ViaEvidence &Via);

/// Whether the site only takes the value.
bool isLoad(const Source &S, const ReadSite &Site);

/// Gives the callee of the second read the value as a parameter: Call hands
/// over Out.Local, and all other calls in the unit what they read.
llvm::Error passDown(const Source &S, const Finding &F,
                     const clang::CallExpr *Call, Fix &Out);

} // namespace reread

#endif // REREAD_LIB_REMEDY_PASSDOWN_H
