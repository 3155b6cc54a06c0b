//===-- Rank.cpp - one finding a place and operation, in order ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/Finding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <set>
#include <tuple>

using namespace reread;
using namespace llvm;

/// Units may be given one header by several spellings of its path.
static std::string cleanPath(StringRef File) {
  SmallString<128> Path(File);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static auto pointKey(const SourcePoint &P) {
  return std::make_tuple(StringRef(P.File), P.Line, P.Column);
}

/// The most serious first. What follows the group's name only makes the order
/// total, so that it does not depend on the order of the input.
static bool isMoreSerious(const Finding &A, const Finding &B) {
  auto Key = [](const Finding &F) {
    return std::make_tuple(F.Dismissed, F.Tier, F.Agreement.empty(),
                           unsigned(F.Effect), pointKey(F.What.Second.At),
                           pointKey(F.What.First.At), StringRef(F.What.Place),
                           StringRef(F.What.Function), StringRef(F.What.Object),
                           StringRef(F.Message), StringRef(F.Fingerprint));
  };
  return Key(A) < Key(B);
}

static bool isShownBefore(const Finding &A, const Finding &B) {
  auto Key = [](const Finding &F) {
    return std::make_tuple(F.Dismissed, F.Tier, pointKey(F.What.Second.At),
                           StringRef(F.What.Place));
  };
  return std::make_pair(Key(A), false) <
         std::make_pair(Key(B), isMoreSerious(A, B));
}

std::vector<Finding> reread::rank(std::vector<Finding> All) {
  llvm::sort(All, isMoreSerious);

  // A dismissed candidate says nothing against another pair of reads of the
  // same place, so each kind has its own best one a fingerprint or operation.
  std::set<std::tuple<std::string, std::string, std::string, std::string>> Seen;
  std::vector<Finding> Kept;
  for (Finding &F : All) {
    const Candidate &C = F.What;
    std::string File = cleanPath(C.FunctionAt.File);
    bool New = F.Dismissed
                   ? Seen.insert({F.Fingerprint, File, "", ""}).second
                   : Seen.insert({C.Function, File, C.Place, C.Object}).second;
    if (New)
      Kept.push_back(std::move(F));
  }
  llvm::sort(Kept, isShownBefore);
  return Kept;
}
