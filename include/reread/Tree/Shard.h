//===-- Shard.h - what became of one unit, in a file ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A shard is written to a temporary name and renamed, and ends with a mark, its
// length and a checksum: one that was cut short never reads as whole. What
// is in it is MessagePack, in sections that are read apart, so that a merge
// decodes in each of its passes what that pass needs.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_SHARD_H
#define REREAD_TREE_SHARD_H

#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace reread {

/// What can be known of a shard without decoding the result.
struct ShardHead {
  std::string Tool;   ///< toolIdentity() of who wrote it
  std::string Digest; ///< of what the unit depends on besides its files
  UnitFate Fate = UnitFate::Unparsed;
  unsigned Limit = 0; ///< seconds or MB that the unit exceeded
  std::string File;   ///< UnitOutcome::File
  std::string Error;  ///< UnitOutcome::Error
};

/// The versions of reread and Clang, and the program itself: an analysis that
/// was built anew may find something else.
const std::string &toolIdentity();

/// Replaces the file by the outcome, or leaves it as it was.
llvm::Error writeShard(llvm::StringRef Path, llvm::StringRef Digest,
                       const UnitOutcome &Outcome, unsigned Limit = 0);

class Shard {
public:
  /// Reads the head, and checks the end mark and the length. The error is what
  /// is wrong with the file, without its name.
  static llvm::Expected<Shard> open(llvm::StringRef Path);

  const ShardHead &head() const { return Head; }

  /// Compares the checksum, which takes reading all of it.
  llvm::Error verify() const;

  /// The same for shards that are the same, byte for byte.
  std::string checksum() const;

  /// Decodes functions, places and the rest of the records.
  llvm::Error readRecords(UnitResult &Out) const;

  /// Decodes functions, places, facts, and the candidates that are not Known,
  /// which then are: what a header has, most units that include it have in
  /// the same words.
  /// Of the open pairs, those whose key is Wanted.
  llvm::Error readCandidates(UnitResult &Out, llvm::DenseSet<uint64_t> &Known,
                             const llvm::DenseSet<uint64_t> &Wanted) const;

  /// meetingKey() of all open pairs and all offered reads.
  llvm::Error readKeys(std::vector<uint64_t> &Open,
                       std::vector<uint64_t> &Offered) const;

  /// Decodes functions, places, and the offered reads whose key is Wanted.
  llvm::Error readOffered(UnitResult &Out,
                          const llvm::DenseSet<uint64_t> &Wanted) const;

private:
  llvm::Error unpack(unsigned Section,
                     llvm::SmallVectorImpl<uint8_t> &Out) const;
  llvm::Error readNames(std::vector<llvm::StringRef> &Strings,
                        llvm::SmallVectorImpl<uint8_t> &Text,
                        UnitResult &Out) const;

  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  ShardHead Head;
  struct Packed {
    uint64_t Size = 0; ///< unpacked
    llvm::StringRef Bytes;
  };
  std::vector<Packed> Sections;
};

} // namespace reread

#endif // REREAD_TREE_SHARD_H
