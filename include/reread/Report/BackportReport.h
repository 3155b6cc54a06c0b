//===-- BackportReport.h - both versions of a double read, side by side --===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REPORT_BACKPORTREPORT_H
#define REREAD_REPORT_BACKPORTREPORT_H

#include "reread/Backports/Backports.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace reread {

/// Where a version's sources are: names in reports are relative to Root.
struct VersionSources {
  llvm::StringRef Root;
  llvm::vfs::FileSystem &Files;
};

/// A warning at the older version's second read, the lines of all reads in both
/// versions, and notes on what the newer one does and knows.
void writeBackports(llvm::ArrayRef<Backport> All, const VersionSources &Older,
                    const VersionSources &Newer, llvm::raw_ostream &Out);

/// One JSON object a line: a finding's keys, `text` and `newer`.
void writeBackportLines(llvm::ArrayRef<Backport> All,
                        const VersionSources &Older,
                        const VersionSources &Newer, llvm::raw_ostream &Out);

} // namespace reread

#endif // REREAD_REPORT_BACKPORTREPORT_H
