//===-- PlaceReport.h - which places are racy, and why --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_REPORT_PLACEREPORT_H
#define REREAD_REPORT_PLACEREPORT_H

#include "reread/Facts/Facts.h"
#include "reread/Inference/Raciness.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

namespace reread {

/// One place of a program, and what its accesses say.
struct RacyPlace {
  uint32_t Place = 0;
  Evidence Grade = Evidence::C;
  PlaceUse Use;
};

/// The racy places of a program, by evidence, then by name.
std::vector<RacyPlace> racyPlaces(const Program &All);

/// A line each: place, evidence, writes, reads, the writers' lock.
void writePlaceTable(const Program &All, llvm::ArrayRef<RacyPlace> Places,
                     llvm::raw_ostream &OS);

/// Everything about one place.
void writePlace(const Program &All, uint32_t Place, llvm::raw_ostream &OS);

/// The place as a racy one of a facts file, with the lock that all writers hold
/// if Use has all of them; nothing if facts have no name for it.
std::optional<PlaceFact> factOf(const Program &All, uint32_t Place,
                                const PlaceUse *Use);

/// A facts file with these places. The comment has a '#' and an end a line.
void writePlaceFacts(llvm::ArrayRef<PlaceFact> Facts, llvm::StringRef Comment,
                     llvm::raw_ostream &OS);

/// A facts file (annotations/README.md) with the places of evidence A and
/// strong B. What it says of a lock is that all writers hold it.
void writePlaceFacts(const Program &All, llvm::ArrayRef<RacyPlace> Places,
                     llvm::raw_ostream &OS);

} // namespace reread

#endif // REREAD_REPORT_PLACEREPORT_H
