//===-- Fingerprint.cpp - a finding's name that survives edits ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What goes in: the checker, place, operation, object, the functions entered on
// the way to each read, and what each value is used for: its sink's name, or
// the kind of its decisive use. What stays out, so that unrelated edits keep
// the fingerprint: files, lines and columns; how the reads are marked, since
// marking two reads does not make them one; tier and rules, which may learn.
//
//===----------------------------------------------------------------------===//

#include "Judgement.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace reread;

static void add(std::string &Text, llvm::StringRef Part) {
  for (char C : Part)
    if (!llvm::isSpace(C))
      Text += C;
  Text += '\n';
}

static void add(std::string &Text, const ReadEvidence &Read,
                const UseEvidence *Use) {
  for (const ViaEvidence &V : Read.Via)
    add(Text, V.Function);
  add(Text, "");
  if (!Use)
    add(Text, "unused");
  else if (!Use->Sink.empty())
    add(Text, Use->Sink);
  else
    add(Text, std::to_string(static_cast<unsigned>(Use->Kind)));
}

std::string reread::fingerprintOf(const Candidate &C, const Outcome &O) {
  std::string Text;
  add(Text, "reread.DoubleRead");
  add(Text, C.Place);
  add(Text, C.Function);
  add(Text, C.Object);
  add(Text, C.First, O.First);
  add(Text, C.Second, O.Second);
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true,
                         /*Width=*/16);
}
