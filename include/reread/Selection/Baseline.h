//===-- Baseline.h - the findings of an earlier run ----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SELECTION_BASELINE_H
#define REREAD_SELECTION_BASELINE_H

#include "reread/Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace reread {

/// What is kept of a finding: enough to know it again, and to tell what it was.
struct KnownFinding {
  std::string Fingerprint;
  std::string Kin; ///< see kinOf()
  unsigned Tier = 3;
  std::string File; ///< of the operation
  std::string Function, Place, Message;
};

/// What findings have in common that differ in names of locals, or in what
/// becomes of the values: operation, place, the fields from the object to it,
/// and the functions entered on the way to each read.
std::string kinOf(const Candidate &C);

struct Baseline {
  unsigned Tier = 3;     ///< it has the findings of tiers 1 to this
  bool Inferred = false; ///< from all accesses of its units
  std::vector<KnownFinding> Findings;

  /// Files below Root are named relative to it.
  static Baseline of(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root);

  /// Reads what write() wrote. The error is "FILE:LINE: error: WHAT".
  static llvm::Expected<Baseline> load(llvm::StringRef Path);
  /// One finding a line, sorted, without line numbers: a version of it differs
  /// from the next one only where findings do.
  void write(llvm::raw_ostream &Out) const;

  /// Sets the standing of each of the Findings, and returns those of the
  /// baseline that are not among them. One known finding stands for one
  /// finding; it is taken for the finding with its fingerprint, in its file if
  /// there are several, or else for one of its kin.
  std::vector<KnownFinding> compare(std::vector<Finding> &Findings,
                                    llvm::StringRef Root) const;
};

} // namespace reread

#endif // REREAD_SELECTION_BASELINE_H
