//===-- YamlItem.h - one mapping with known keys -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks keys up in a mapping and checks the forms of their values. Mistakes
// are collected beside, so that the schema reads like the schema.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_YAML_YAMLITEM_H
#define REREAD_YAML_YAMLITEM_H

#include "reread/Yaml/YamlTree.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <string>
#include <vector>

namespace reread {

/// "a, b or c".
std::string oneOf(llvm::ArrayRef<llvm::StringRef> All);

/// The mistakes of one file. The first one is kept: later ones often follow
/// from it.
class Mistakes {
public:
  explicit Mistakes(llvm::StringRef File) : File(File) {}
  ~Mistakes() { llvm::consumeError(std::move(First)); }

  void add(YamlPosition At, llvm::StringRef Key, const llvm::Twine &What);
  llvm::Error take() { return std::move(First); }

  /// The text of a value. At stands for a value that is not there.
  llvm::StringRef textOf(const YamlValue &V, llvm::StringRef Key,
                         YamlPosition At);

  const std::string File;

private:
  llvm::Error First = llvm::Error::success();
  bool Any = false;
};

/// A word of the schema for a value of an enumeration.
template <typename T> struct Word {
  llvm::StringLiteral Text;
  T Value;
};

/// Whether a text has some form, as in Names.h.
using NameTest = bool (*)(llvm::StringRef);

class Item {
public:
  /// V is an item of the list List; Keys are all keys that it may have.
  Item(Mistakes &M, const YamlValue &V, llvm::StringRef List,
       llvm::ArrayRef<llvm::StringRef> Keys);

  YamlPosition at() const { return V.At; }

  /// The entry of a key, or null.
  const YamlEntry *find(llvm::StringRef Key) const;

  /// The key's text, or "" if it is not there.
  std::string text(llvm::StringRef Key);

  /// The same; the text must have a form, which Form tells to people.
  std::string name(llvm::StringRef Key, NameTest Test, llvm::StringRef Form);

  /// A number from 0 to 127.
  unsigned number(llvm::StringRef Key, unsigned Default);

  /// A number, or `this`, which is -1.
  int argument(llvm::StringRef Key, int Default);

  /// One of several words.
  template <typename T, size_t N>
  T word(llvm::StringRef Key, const Word<T> (&Words)[N], T Default) {
    llvm::SmallVector<llvm::StringRef, N> All;
    for (const Word<T> &W : Words)
      All.push_back(W.Text);
    size_t Index = indexOf(Key, All);
    return Index < N ? Words[Index].Value : Default;
  }

  /// A list of names of some form. It must not be empty, and no name may stand
  /// twice.
  std::vector<const YamlValue *> names(llvm::StringRef Key, NameTest Test,
                                       llvm::StringRef Form);

  /// The key must be there. Why follows "expected".
  void require(llvm::StringRef Key, const llvm::Twine &Why);

  /// The key must not be there unless Allowed. Where follows "expected only".
  void restrict(llvm::StringRef Key, bool Allowed, const llvm::Twine &Where);

  /// Exactly one of the keys must be there.
  void requireOne(llvm::ArrayRef<llvm::StringRef> Keys);

private:
  size_t indexOf(llvm::StringRef Key, llvm::ArrayRef<llvm::StringRef> Words);
  void add(YamlPosition At, llvm::StringRef Key, const llvm::Twine &What) {
    M.add(At, Key, What);
  }

  Mistakes &M;
  const YamlValue &V;
  llvm::StringRef List;
};

} // namespace reread

#endif // REREAD_YAML_YAMLITEM_H
