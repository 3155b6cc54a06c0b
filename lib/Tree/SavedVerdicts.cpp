//===-- SavedVerdicts.cpp - verdicts of an earlier run -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SavedVerdicts.h"
#include "FindingFields.h"
#include "PackedFile.h"
#include "WholeFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace reread {

SavedVerdicts::SavedVerdicts(StringRef Path) {
  std::vector<std::string> Keys;
  std::vector<Verdict> Verdicts;
  if (Error E = readPacked(Path, Keys, Verdicts)) {
    consumeError(std::move(E));
    return;
  }
  if (Keys.size() != Verdicts.size())
    return;
  for (auto [Key, Said] : zip_equal(Keys, Verdicts))
    Earlier[Key] = std::move(Said);
}

std::string SavedVerdicts::keyOf(StringRef State, const Question &About,
                                 const ConfirmOptions &Options) {
  return digestOf(packed(State.str(), About, Options.Budget, Options.Racy));
}

std::optional<Verdict> SavedVerdicts::find(StringRef Key) {
  auto It = Earlier.find(Key);
  if (It == Earlier.end())
    return std::nullopt;
  Used[Key] = It->second;
  return It->second;
}

Error SavedVerdicts::save(StringRef Path) const {
  std::vector<std::string> Keys;
  for (StringRef Key : Used.keys())
    Keys.push_back(Key.str());
  sort(Keys);
  std::vector<Verdict> Verdicts;
  for (const std::string &Key : Keys)
    Verdicts.push_back(Used.lookup(Key));
  return writeIfNew(Path, packedFile(Keys, Verdicts));
}

} // namespace reread
