//===-- KernelTree.h - a kernel source becomes a compile database --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_KERNELTREE_H
#define REREAD_TREE_KERNELTREE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace reread {

struct KernelRequest {
  std::string Source;               ///< unpacked tree; never written to
  std::string Build;                ///< folder for everything that make writes
  std::string Config = "defconfig"; ///< a make target, or a file
  std::vector<std::pair<std::string, std::string>> Set; ///< symbol, value
  unsigned Jobs = 1;
  /// Called with what is about to be done.
  std::function<void(llvm::StringRef Step)> OnStep;
};

struct KernelDatabase {
  std::string Path; ///< of compile_commands.json
  size_t Units = 0;
  size_t Missing = 0; ///< left out: their sources are not generated yet
};

/// Configures the tree, lets make generate the headers, and writes down the
/// compile commands that make would run. An error's text may have several
/// lines: the last ones that make printed, then what was wrong.
llvm::Expected<KernelDatabase> prepareKernel(const KernelRequest &Request);

/// Checks SYMBOL=VALUE and splits it; a CONFIG_ before SYMBOL is dropped.
llvm::Expected<std::pair<std::string, std::string>>
parseConfigSetting(llvm::StringRef Setting);

/// The line of a .config that gives a symbol a value: n is "is not set", and
/// what is neither y, m nor a number is a string.
std::string configLine(llvm::StringRef Symbol, llvm::StringRef Value);

/// The symbol's value in the text of a .config, without quotes; n if it has
/// none.
std::string configValue(llvm::StringRef Config, llvm::StringRef Symbol);

} // namespace reread

#endif // REREAD_TREE_KERNELTREE_H
