//===-- Followers.h - where a function is in a newer version -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Backports.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_BACKPORTS_FOLLOWERS_H
#define REREAD_LIB_BACKPORTS_FOLLOWERS_H

#include "ProgramIndex.h"
#include "reread/Backports/Backports.h"

namespace reread {

struct Follower {
  uint32_t Function = 0; ///< of the newer program
  FollowedBy How = FollowedBy::Name;
};

class Followers {
public:
  Followers(const ProgramIndex &Older, const ProgramIndex &Newer)
      : Older(Older), Newer(Newer) {}

  std::optional<Follower> of(uint32_t Function);

private:
  std::optional<Follower> find(uint32_t Function) const;
  std::optional<uint32_t> byBehaviour(uint32_t Function) const;
  std::vector<uint32_t> unknownNear(uint32_t Function) const;

  const ProgramIndex &Older, &Newer;
  llvm::DenseMap<uint32_t, std::optional<Follower>> Known;
};

} // namespace reread

#endif // REREAD_LIB_BACKPORTS_FOLLOWERS_H
