//===-- Touched.cpp - whether a change touches a finding -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Touched.h"
#include "reread/Findings/FileNames.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace reread;

static bool isChanged(const SourcePoint &At, const ChangedLines &Changed,
                      StringRef Root) {
  auto It = Changed.Added.find(nameBelow(At.File, Root));
  return It != Changed.Added.end() && It->second.count(At.Line);
}

static bool isChanged(StringRef Function, const ChangedLines &Changed) {
  size_t Scope = Function.rfind("::");
  if (Scope != StringRef::npos)
    Function = Function.substr(Scope + 2);
  return !Function.empty() && Changed.Functions.contains(Function);
}

bool reread::isTouched(const Finding &F, const ChangedLines &Changed,
                       StringRef Root) {
  return any_of(ArrayRef{&F.What.First, &F.What.Second},
                [&](const ReadEvidence *Read) {
                  return isChanged(Read->At, Changed, Root) ||
                         any_of(Read->Via,
                                [&](const ViaEvidence &V) {
                                  return isChanged(V.Call, Changed, Root) ||
                                         isChanged(V.Function, Changed);
                                }) ||
                         any_of(Read->Uses, [&](const UseEvidence &U) {
                           return isChanged(U.At, Changed, Root) ||
                                  isChanged(U.Via, Changed);
                         });
                });
}
