//===-- Input.h - what a fuzz target is given -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TEST_FUZZ_INPUT_H
#define REREAD_TEST_FUZZ_INPUT_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <sys/mman.h>
#include <unistd.h>

inline llvm::StringRef textOf(const uint8_t *Data, size_t Size) {
  return {reinterpret_cast<const char *>(Data), Size};
}

/// A file in memory, for what reads files by name.
class MemoryFile {
public:
  explicit MemoryFile(llvm::StringRef Text) : File(memfd_create("fuzz", 0)) {
    while (!Text.empty()) {
      ssize_t Written = write(File, Text.data(), Text.size());
      if (Written <= 0)
        break;
      Text = Text.drop_front(Written);
    }
  }
  MemoryFile(const MemoryFile &) = delete;
  ~MemoryFile() { close(File); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(File); }

private:
  int File;
};

#endif // REREAD_TEST_FUZZ_INPUT_H
