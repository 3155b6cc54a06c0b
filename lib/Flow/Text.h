//===-- Text.h - what leaves the engine is text ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names of places, locks and function pointers that mean the same in every
// unit.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_FLOW_TEXT_H
#define REREAD_LIB_FLOW_TEXT_H

#include "Engine.h"

namespace reread {

SourcePoint pointOf(clang::ASTContext &Context, clang::SourceLocation L);

/// Candidate::Place of a place's memory.
std::string placeName(UnitEngine &Unit, Sym Place);

/// The lock at the address Lock, in the terms of F.
LockEvidence lockOf(UnitEngine &Unit, const clang::FunctionDecl *F, Sym Lock,
                    LockKind Kind);

/// FunctionRecord::Name of the pointer that a field or variable holds.
std::string pointerName(const clang::ValueDecl *D);

} // namespace reread

#endif // REREAD_LIB_FLOW_TEXT_H
