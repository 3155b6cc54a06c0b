//===-- WorkFolder.h - where shards are made and kept --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plan.h tells what is in one. Only one run at a time may map all units of a
// folder, or the same part of them; different parts go side by side.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_WORKFOLDER_H
#define REREAD_TREE_WORKFOLDER_H

#include "reread/Tree/Plan.h"
#include "reread/Tree/Shard.h"
#include "reread/Tree/UnitMap.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace reread {

/// Part I of N, counted from 1.
struct PartOfUnits {
  unsigned Number = 1, Of = 1;
};

struct MapProgress {
  size_t Done = 0, Total = 0;
};

struct MapOptions {
  unsigned Jobs = 0; ///< 0: one for each hardware thread
  UnitLimits Limits;
  bool RetryLost = false; ///< map lost units again, though nothing changed
  /// Called after every unit, by one thread at a time, in any order of units.
  std::function<void(const MapProgress &)> OnProgress;
};

class WorkFolder {
public:
  /// Makes the folder if it is not there, and takes it for a run. A folder with
  /// other things in it is refused.
  static llvm::Expected<std::unique_ptr<WorkFolder>>
  open(llvm::StringRef Path, PartOfUnits Part = {});

  /// One that is removed at the end.
  static llvm::Expected<std::unique_ptr<WorkFolder>> temporary();

  /// One that is there, for reading.
  static llvm::Expected<std::unique_ptr<WorkFolder>>
  openToRead(llvm::StringRef Path);

  ~WorkFolder();
  WorkFolder(const WorkFolder &) = delete;

  const std::string &path() const { return Path; }
  PartOfUnits part() const { return Part; }

  /// Brings the shards of the folder's part of the units up to date. Units
  /// that are lost do not make it fail.
  llvm::Error map(const Plan &All, llvm::ArrayRef<PlannedUnit> Units,
                  const MapOptions &Options);

  /// The shard of a unit if it is whole and what was planned.
  llvm::Expected<Shard> shardOf(const Plan::Unit &Unit) const;

  /// Stands for all that is in it; nothing if it cannot be used.
  std::optional<std::string> checksumOf(const Plan::Unit &Unit) const;

  /// Has the unit mapped by the next map().
  void forget(const Plan::Unit &Unit) const;

private:
  WorkFolder() = default;
  std::string ninjaFolder() const;
  llvm::Error lock(llvm::StringRef File, bool Exclusive);
  void dropOutdated(const Plan::Unit &Unit, class FilesNow &Now,
                    const MapOptions &Options) const;

  std::string Path;
  PartOfUnits Part;
  bool Temporary = false;
  std::vector<int> Locks; ///< open files
};

/// Where the shards of a database's units are kept between runs, if nothing
/// else is asked for: below $XDG_CACHE_HOME or ~/.cache.
llvm::Expected<std::string> defaultWorkFolder(llvm::StringRef DatabasePath);

} // namespace reread

#endif // REREAD_TREE_WORKFOLDER_H
