//===-- PatchText.cpp - a fix as a patch, and as YAML --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Remedy/PatchText.h"
#include "Source.h"
#include "reread/Findings/FileNames.h"
#include "reread/Tree/RunProgram.h"
#include "clang/Tooling/ReplacementsYaml.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/YAMLTraits.h"

using namespace llvm;
using namespace reread;

Expected<std::string> reread::patchText(const TriedFix &Tried, StringRef Root) {
  auto Diff = sys::findProgramByName("diff");
  if (!Diff)
    return uncertain("there is no diff; install the package 'diffutils'");
  std::string Text;
  for (const auto &[File, New] : Tried.Texts) {
    SmallString<128> Copy;
    int Open = -1;
    if (auto Failed = sys::fs::createTemporaryFile("reread", "c", Open, Copy))
      return uncertain("cannot write a temporary file: " + Failed.message());
    FileRemover Remove(Copy);
    {
      raw_fd_ostream OS(Open, /*shouldClose=*/true);
      OS << New;
    }
    std::string Name = nameBelow(File, Root).str();
    std::string Old = "--label=a/" + Name, Next = "--label=b/" + Name;
    // -p shows the function, as git does.
    auto Said = runProgram(*Diff, {"-u", "-p", Old, Next, File, Copy});
    if (!Said)
      return Said.takeError();
    if (Said->Status > 1)
      return uncertain("diff: " + Said->Err);
    Text += Said->Out;
  }
  return Text;
}

void reread::writeReplacements(const Fix &Change, StringRef MainFile,
                               raw_ostream &Out) {
  clang::tooling::TranslationUnitReplacements Unit;
  Unit.MainSourceFile = MainFile.str();
  for (const Edit &E : Change.Edits)
    Unit.Replacements.emplace_back(E.File, E.Offset, E.Length, E.Text);
  yaml::Output Yaml(Out);
  Yaml << Unit;
}
