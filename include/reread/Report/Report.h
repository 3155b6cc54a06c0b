//===-- Report.h - findings for people and machines ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REPORT_REPORT_H
#define REREAD_REPORT_REPORT_H

#include "reread/Findings/Edit.h"
#include "reread/Findings/Finding.h"
#include "reread/Selection/Baseline.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace reread {

/// In the compiler's own format: "FILE:LINE:COLUMN: warning: MESSAGE
/// [reread.DoubleRead]", then a "note:" line for each step (DESIGN.md,
/// section 6). Colour if the stream has it.
void writeText(llvm::ArrayRef<Finding> Findings, llvm::raw_ostream &Out);

/// The text with its control characters as \xNN: the name of a file, say, may
/// have a newline or what a terminal obeys.
std::string oneLine(llvm::StringRef Text);

/// One JSON object a line; the keys are in DESIGN.md, section 7. Paths below
/// Root are written relative to it.
void writeJsonLines(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root,
                    llvm::raw_ostream &Out);

/// One line for each finding of a baseline that is fixed.
void writeFixedJsonLines(llvm::ArrayRef<KnownFinding> Fixed,
                         llvm::raw_ostream &Out);

/// One line of these; More adds keys at its end.
void writeJsonLine(
    const Finding &F, llvm::StringRef Root, llvm::raw_ostream &Out,
    llvm::function_ref<void(llvm::json::OStream &)> More = nullptr);

/// One SARIF 2.1.0 file: docs/formats.md says what is in it. Paths below Root
/// are relative to it; columns are turned into those of the text, which is read
/// from Sources. Version is the tool's. Fix is of every finding.
void writeSarif(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root,
                llvm::StringRef Version, llvm::vfs::FileSystem &Sources,
                llvm::raw_ostream &Out, const std::set<Edit> &Fix = {});

/// One HTML file for people: docs/formats.md says what is in it. It needs no
/// other file and no network. File names, Sources and Version as for SARIF.
void writeHtml(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root,
               llvm::StringRef Version, llvm::vfs::FileSystem &Sources,
               llvm::raw_ostream &Out);

/// Everything about one finding or dismissed candidate: both reads, all uses,
/// locks, writers, every rule's answer, and the CPU 0 / CPU 1 interleaving.
void writeExplanation(const Finding &F, llvm::raw_ostream &Out);

} // namespace reread

#endif // REREAD_REPORT_REPORT_H
