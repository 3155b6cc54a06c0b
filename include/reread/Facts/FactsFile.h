//===-- FactsFile.h - facts from YAML files and the command line ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The schema is documented in annotations/README.md.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FACTS_FACTSFILE_H
#define REREAD_FACTS_FACTSFILE_H

#include "reread/Facts/Facts.h"
#include "llvm/Support/Error.h"

namespace reread {

/// Reads one YAML facts file into Out. On a mistake the error's text is
/// "FILE:LINE:COLUMN: error: 'KEY': what is wrong; what was expected", and
/// Out is unchanged.
llvm::Error readFactsFile(llvm::StringRef Path, Facts &Out,
                          bool Shipped = false);

/// Same, from memory; Name stands for the file in messages.
llvm::Error readFactsText(llvm::StringRef Text, llvm::StringRef Name,
                          Facts &Out, bool Shipped = false);

/// Adds the facts of a `--facts` argument: an existing file, or the name of
/// a shipped set (a directory of annotations/, all of whose *.yaml are read in
/// the order of their names). Fails with one line that names the argument
/// and lists the sets.
llvm::Error addFacts(llvm::StringRef FileOrSet, Facts &Out);

/// The files that addFacts() reads; none if it fails.
std::vector<std::string> filesOfFacts(llvm::StringRef FileOrSet);

/// Adds the fact of a `--racy` argument: STRUCT.FIELD, GLOBAL or '*TYPE'.
/// Fails if it has none of these forms.
llvm::Error addRacy(llvm::StringRef Place, Facts &Out);

/// The directory of the shipped sets: share/reread/annotations, found upwards
/// from the module (program or plugin) that contains this function. Empty if
/// there is none.
std::string shippedFactsDir();

} // namespace reread

#endif // REREAD_FACTS_FACTSFILE_H
