//===-- PluginPath.cpp - where the plugin is -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PluginPath.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

Expected<std::string> pluginPath() {
  std::string Program = sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&pluginPath));
  StringRef Prefix =
      sys::path::parent_path(sys::path::parent_path(StringRef(Program)));
  for (StringRef Directory :
       {"lib", REREAD_LIBDIR "/reread", "lib/reread", REREAD_LIBDIR}) {
    SmallString<256> Plugin(Prefix);
    sys::path::append(Plugin, Directory, "RereadPlugin.so");
    if (sys::fs::exists(Plugin))
      return std::string(Plugin);
  }
  return createStringError(inconvertibleErrorCode(),
                           "RereadPlugin.so is neither in " + Prefix +
                               "/lib nor in " REREAD_LIBDIR
                               "/reread beside it");
}
