//===-- Plugin.cpp - registers the checkers with the analyzer ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DoubleReadChecker.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

using namespace clang::ento;

#define REREAD_EXPORT extern "C" __attribute__((visibility("default")))

REREAD_EXPORT const char clang_analyzerAPIVersionString[] =
    CLANG_ANALYZER_API_VERSION_STRING;

REREAD_EXPORT void clang_registerCheckers(CheckerRegistry &Registry) {
  reread::registerDoubleRead(Registry);
}
