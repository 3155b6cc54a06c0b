//===-- FileNames.cpp - names of files below a folder --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Findings/FileNames.h"

using namespace llvm;

bool reread::isBelow(StringRef Path, StringRef Directory) {
  if (Directory == "/")
    return Path.starts_with("/");
  return Path.consume_front(Directory) &&
         (Path.empty() || Path.starts_with("/"));
}

StringRef reread::nameBelow(StringRef File, StringRef Root) {
  if (Root.empty() || File == Root || !isBelow(File, Root))
    return File;
  File.consume_front(Root);
  File.consume_front("/");
  return File;
}
