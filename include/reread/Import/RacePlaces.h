//===-- RacePlaces.h - which places a log's races are about ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A report tells the file and line of its accesses, the tree's records tell
// which places are accessed there. Nothing is guessed: what fits several
// places is not resolved.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_IMPORT_RACEPLACES_H
#define REREAD_IMPORT_RACEPLACES_H

#include "reread/Import/KcsanLog.h"
#include "reread/Inference/Program.h"
#include <string>
#include <vector>

namespace reread {

/// How many components of a path at its end the two have in common, if one of
/// them is the other's end: a log's files are relative to where the kernel was
/// built, or absolute on another machine. 0: they are different files.
unsigned commonEnd(llvm::StringRef A, llvm::StringRef B);

/// One place, and the pairs of functions that raced about it.
struct RacePlace {
  struct Pair {
    std::string Functions;
    unsigned Reports = 0;
  };
  uint32_t Place = 0;
  unsigned Line = 0;                  ///< in the log, of the first report
  std::vector<Pair> Pairs;            ///< in the order of the log
  std::vector<std::string> WrittenBy; ///< functions that were seen writing it
};

struct RacePlaces {
  std::vector<RacePlace> Places; ///< in the order of the log
  struct Failure {
    unsigned Line = 0; ///< of the first such report
    std::string Functions, Why;
    unsigned Reports = 1;
  };
  std::vector<Failure> Failures; ///< in the order of the log
};

/// Root is where the relative names of the program's files begin.
RacePlaces placesOf(llvm::ArrayRef<RaceReport> Reports, const Program &All,
                    llvm::StringRef Root);

} // namespace reread

#endif // REREAD_IMPORT_RACEPLACES_H
