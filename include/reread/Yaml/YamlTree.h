//===-- YamlTree.h - a YAML text as a tree with positions ----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's YAML parser hands out nodes while it reads, and its mapping layer
// forgets where they stood. A mistake in such a file is often one of several
// keys together, so the whole text is kept, each value with its position.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_YAML_YAMLTREE_H
#define REREAD_YAML_YAMLTREE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace reread {

/// Counted from 1.
struct YamlPosition {
  unsigned Line = 1, Column = 1;
};

struct YamlEntry;

struct YamlValue {
  enum ValueKind { Nothing, Text, List, Mapping } Kind = Nothing;
  YamlPosition At;
  std::string Scalar;             ///< of a Text
  std::vector<YamlValue> Items;   ///< of a List
  std::vector<YamlEntry> Entries; ///< of a Mapping; no key stands twice
};

struct YamlEntry {
  std::string Key;
  YamlPosition At; ///< of the key
  YamlValue Value;
};

/// The error for one mistake, "FILE:LINE:COLUMN: error: 'KEY': WHAT", always
/// one line.
llvm::Error yamlMistake(llvm::StringRef File, YamlPosition At,
                        llvm::StringRef Key, const llvm::Twine &What);

/// What mistakes outside any key are attributed to.
constexpr llvm::StringLiteral YamlTopLevel = "top level";

/// Parses one document. File stands for the text in messages, and Schema is the
/// page that shows what was expected.
llvm::Expected<YamlValue>
parseYaml(llvm::StringRef Text, llvm::StringRef File,
          llvm::StringRef Schema = "annotations/README.md");

} // namespace reread

#endif // REREAD_YAML_YAMLTREE_H
