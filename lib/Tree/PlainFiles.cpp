//===-- PlainFiles.cpp - no devices, no pipes -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlainFiles.h"
#include <string>

using namespace llvm;

namespace {
enum class Refused { NotRegular = 1, TooLarge };

class RefusedCategory : public std::error_category {
public:
  const char *name() const noexcept override { return "reread.files"; }
  std::string message(int Value) const override {
    return Value == int(Refused::TooLarge) ? "it is too large"
                                           : "it is no regular file";
  }
};

class PlainFileSystem : public vfs::ProxyFileSystem {
public:
  PlainFileSystem(IntrusiveRefCntPtr<vfs::FileSystem> Files, uint64_t MaxSize)
      : ProxyFileSystem(std::move(Files)), MaxSize(MaxSize) {}

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    static const RefusedCategory Category;
    // Before it is opened: that alone blocks where a pipe has no writer.
    if (auto Status = getUnderlyingFS().status(Path)) {
      if (Status->isDirectory())
        return make_error_code(std::errc::is_a_directory);
      if (!Status->isRegularFile() && Path.str() != "/dev/null")
        return std::error_code(int(Refused::NotRegular), Category);
      if (Status->getSize() > MaxSize)
        return std::error_code(int(Refused::TooLarge), Category);
    }
    return getUnderlyingFS().openFileForRead(Path);
  }

private:
  uint64_t MaxSize;
};
} // namespace

IntrusiveRefCntPtr<vfs::FileSystem>
reread::plainFiles(IntrusiveRefCntPtr<vfs::FileSystem> Files,
                   uint64_t MaxSize) {
  return makeIntrusiveRefCnt<PlainFileSystem>(std::move(Files), MaxSize);
}
