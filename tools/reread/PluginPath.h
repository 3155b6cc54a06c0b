//===-- PluginPath.h - where the plugin is -------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_PLUGINPATH_H
#define REREAD_TOOLS_PLUGINPATH_H

#include "llvm/Support/Error.h"
#include <string>

/// The plugin in lib of the build tree, or in the library directory beside the
/// installed program.
llvm::Expected<std::string> pluginPath();

#endif // REREAD_TOOLS_PLUGINPATH_H
