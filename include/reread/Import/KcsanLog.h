//===-- KcsanLog.h - KCSAN's reports in a kernel's log --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format is Documentation/dev-tools/kcsan.rst's. Around and between a
// report's lines a log has anything: time stamps, callers, levels, lines of
// other CPUs. Addresses become files and lines by scripts/decode_stacktrace.sh
// ("f (file.c:1)", innermost first where functions are inlined) or by
// syzkaller ("f file.h:1 [inline]", "g+0x1/0x2 file.c:3").
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_IMPORT_KCSANLOG_H
#define REREAD_IMPORT_KCSANLOG_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace reread {

/// A line of a stack.
struct RaceFrame {
  std::string Function; ///< without offset and compiler's suffix; or empty:
                        ///< inlined, and nobody says what
  std::string File;     ///< as the log has it; empty: addresses only
  unsigned Line = 0;
  bool Inlined = false;
};

struct RaceAccess {
  enum AccessKind {
    Read,
    Write,
    ReadWrite,
    Either, ///< of an assertion: it is no access, but looks at one
  } Kind = Read;
  unsigned Bytes = 0;
  std::vector<RaceFrame> Frames; ///< innermost first

  /// Where the access stands: the frames up to the first that is not inlined.
  llvm::ArrayRef<RaceFrame> where() const;
  /// The files of these, and the nearest that a compiler may be given.
  std::vector<std::string> files() const;
};

struct RaceReport {
  unsigned Line = 0;     ///< in the log
  std::string Functions; ///< "reader / writer", "reader / unknown origin"
  std::vector<RaceAccess> Accesses; ///< one or two
};

/// All reports of a log, in its order. What is no report, or is cut short, is
/// passed over, whatever it is.
std::vector<RaceReport> readKcsanLog(llvm::StringRef Text);

} // namespace reread

#endif // REREAD_IMPORT_KCSANLOG_H
