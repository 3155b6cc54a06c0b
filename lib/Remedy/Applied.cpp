//===-- Applied.cpp - files with their edits -----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Remedy/Fix.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace reread;

Expected<std::map<std::string, std::string>>
reread::applied(const Fix &Change) {
  std::map<std::string, std::string> Texts;
  const Edit *Last = nullptr;
  // From the end, so that offsets stay what they are.
  for (auto I = Change.Edits.rbegin(); I != Change.Edits.rend(); ++I) {
    if (Last && Last->File == I->File && I->Offset + I->Length > Last->Offset)
      return createStringError(inconvertibleErrorCode(),
                               "two edits of '" + I->File + "' overlap");
    Last = &*I;
    auto [At, New] = Texts.try_emplace(I->File);
    if (New) {
      auto Buffer = MemoryBuffer::getFile(I->File);
      if (!Buffer)
        return createStringError(Buffer.getError(),
                                 "cannot read '" + I->File +
                                     "': " + Buffer.getError().message());
      At->second = (*Buffer)->getBuffer().str();
    }
    At->second.replace(I->Offset, I->Length, I->Text);
  }
  return Texts;
}
