//===-- Words.h - how reports call what the data types say ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Report. The words are those of DESIGN.md, section 1: machines
// read them too, so they do not change with the wording of messages.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REPORT_WORDS_H
#define REREAD_LIB_REPORT_WORDS_H

#include "reread/Confirm/Verdict.h"
#include "reread/Flow/Candidate.h"
#include "reread/Rules/Rule.h"
#include "llvm/ADT/StringRef.h"

namespace reread {

inline llvm::StringRef wordFor(Marking Mark) {
  return Mark == Marking::Marked ? "marked" : "plain";
}

inline llvm::StringRef wordFor(Evidence Grade) {
  switch (Grade) {
  case Evidence::A:
    return "A";
  case Evidence::StrongB:
    return "B+";
  case Evidence::B:
    return "B";
  case Evidence::C:
    break;
  }
  return "C";
}

inline llvm::StringRef wordFor(VerdictKind Kind) {
  switch (Kind) {
  case VerdictKind::Confirmed:
    return "confirmed";
  case VerdictKind::Refuted:
    return "refuted";
  case VerdictKind::Unknown:
    break;
  }
  return "unknown";
}

inline llvm::StringRef wordFor(UseKind Kind) {
  switch (Kind) {
  case UseKind::Test:
    return "Test";
  case UseKind::Deref:
    return "Deref";
  case UseKind::Index:
    return "Index";
  case UseKind::Divisor:
    return "Divisor";
  case UseKind::Shift:
    return "Shift";
  case UseKind::Length:
    return "Length";
  case UseKind::LoopBound:
    return "LoopBound";
  case UseKind::Store:
    return "Store";
  case UseKind::Argument:
    return "Arg";
  case UseKind::Asm:
    return "Asm";
  case UseKind::Return:
    return "Return";
  case UseKind::Compare:
    return "Compare";
  case UseKind::Expected:
    return "Expected";
  case UseKind::Diagnostic:
    return "Diagnostic";
  }
  return "";
}

} // namespace reread

#endif // REREAD_LIB_REPORT_WORDS_H
