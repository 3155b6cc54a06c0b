//===-- Output.h - where a command writes its report ---------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_OUTPUT_H
#define REREAD_TOOLS_OUTPUT_H

#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

/// Says before hours of work, not after, that the result cannot be written.
llvm::Error checkWritable(llvm::StringRef Path);

/// Has the report written to the file, or to stdout if Path is empty. A file is
/// replaced when all is written.
llvm::Error writeReport(llvm::StringRef Path,
                        llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// The sources as the units were shown them.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
sourcesOf(const reread::RunOptions &Run);

#endif // REREAD_TOOLS_OUTPUT_H
