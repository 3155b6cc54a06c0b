//===-- PackedFile.h - one value in a file of a work folder --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The text begins with a digest of the rest, so that what is damaged, or of
// another version of reread, is not read as something else.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PACKEDFILE_H
#define REREAD_TREE_PACKEDFILE_H

#include "Packing.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"
#include <string>

namespace reread {

/// 32 hexadecimal digits.
inline std::string digestOf(llvm::StringRef Text) {
  llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return llvm::utohexstr(Hash.high64, true, 16) +
         llvm::utohexstr(Hash.low64, true, 16);
}

constexpr llvm::StringLiteral PackedMagic = "reread2\n";

template <class... T> Bytes packed(const T &...X) {
  Bytes Text;
  Packer Pack(Packer::Inline);
  Pack.begin(Text);
  Pack(X...);
  return Text;
}

/// What is to be in the file.
template <class... T> std::string packedFile(const T &...X) {
  Bytes Text = packed(X...);
  return (PackedMagic + digestOf(Text) + Text).str();
}

/// Fails, with what is wrong in one line, if the file is not there or not what
/// packedFile() gave for values of these types.
template <class... T> llvm::Error readPacked(llvm::StringRef Path, T &...X) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError(),
                                   "cannot read '" + Path +
                                       "': " + Buffer.getError().message());
  llvm::StringRef Text = (*Buffer)->getBuffer();
  constexpr size_t DigestSize = 32;
  bool Good = Text.consume_front(PackedMagic) && Text.size() > DigestSize &&
              Text.take_front(DigestSize) == digestOf(Text.substr(DigestSize));
  if (Good) {
    Unpacker In(Text.substr(DigestSize));
    In(X...);
    Good = !In.bad();
  }
  if (Good)
    return llvm::Error::success();
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      "'" + Path + "' is damaged, or of another version of reread");
}

} // namespace reread

#endif // REREAD_TREE_PACKEDFILE_H
