//===-- MakeFix.cpp - a fix that is known to hold ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Remedy/MakeFix.h"
#include "Mentions.h"
#include "Source.h"
#include "reread/Selection/Baseline.h"
#include "reread/Tree/OverlayFolder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

namespace {
class Maker {
public:
  Maker(const Finding &F, ArrayRef<CompileUnit> All, const TreeOptions &Options)
      : F(F), All(All), Options(Options) {}

  Error find(ArrayRef<CompileUnit> Units);
  Error addOtherCallers();
  Error tryOut();

  TriedFix Result;

private:
  Error inspect(const CompileUnit &Unit,
                function_ref<Error(clang::CompilerInstance &)> Look);
  Error completeFile(const std::string &File);
  Expected<TreeResult> analyse(StringRef Overlay) const;

  const Finding &F;
  ArrayRef<CompileUnit> All;
  const TreeOptions &Options;
  std::vector<CompileUnit> Inspected;
};
} // namespace

Error Maker::inspect(const CompileUnit &Unit,
                     function_ref<Error(clang::CompilerInstance &)> Look) {
  std::string Why;
  std::string Failed =
      visitUnit(Unit, Options.Run, [&](clang::CompilerInstance &CI) {
        if (Error E = Look(CI))
          Why = toString(std::move(E));
      });
  if (!Failed.empty())
    return uncertain(Failed);
  if (!Why.empty())
    return uncertain(Why);
  Inspected.push_back(Unit);
  return Error::success();
}

/// A header's function is in several units; the first that shows it will do.
Error Maker::find(ArrayRef<CompileUnit> Units) {
  std::string Own = absolutePath(F.What.FunctionAt.File, Options.Run.Root);
  std::vector<const CompileUnit *> Order;
  for (const CompileUnit &Unit : Units)
    if (Unit.File == Own)
      Order.push_back(&Unit);
  constexpr size_t Tries = 4;
  for (const CompileUnit &Unit : Units)
    if (Unit.File != Own && Order.size() < Tries &&
        none_of(Units, [&](const CompileUnit &U) { return U.File == Own; }))
      Order.push_back(&Unit);
  std::string Why = "no unit has the operation";
  for (const CompileUnit *Unit : Order) {
    Error E = inspect(*Unit, [&](clang::CompilerInstance &CI) -> Error {
      auto Found =
          findFix(F, CI.getASTContext(), CI.getPreprocessor(), Unit->Directory);
      if (!Found)
        return Found.takeError();
      Result.Change = std::move(*Found);
      return Error::success();
    });
    if (!E)
      return E;
    Why = toString(std::move(E));
  }
  return uncertain(Why);
}

/// Every call and declaration of the callee in a file must have changed with
/// it, those of other configurations too.
Error Maker::completeFile(const std::string &File) {
  Fix &Change = Result.Change;
  auto Unchanged = [&] { return unchangedMentions(File, Change); };
  if (Unchanged().empty())
    return Error::success();
  for (const CompileUnit &Unit : All)
    if (Unit.File == File)
      if (Error E = inspect(Unit, [&](clang::CompilerInstance &CI) {
            return addCallers(Change, F, CI.getASTContext(), Unit.Directory);
          }))
        return E;
  // What the preprocessor leaves out is the same function if it is declared in
  // the same words.
  for (const Mention &M : Unchanged())
    if (M.Text == Change.Definition)
      Change.Edits.insert(
          {File, M.End - 1, 0, ", " + Change.Parameter.Declarator});
  std::vector<Mention> Left = Unchanged();
  if (Left.empty())
    return Error::success();
  return uncertain("'" + File + "' has '" + Change.Callee + "' on line " +
                   std::to_string(Left.front().Line) +
                   ", which no unit of the database shows");
}

Error Maker::addOtherCallers() {
  if (Result.Change.Callee.empty())
    return Error::success();
  for (const std::string &File :
       filesThatMention(Result.Change.Callee, Options.Run.Root, Result.Change))
    if (Error E = completeFile(File))
      return E;
  return Error::success();
}

/// What these units alone say, if the place is known to be racy.
Expected<TreeResult> Maker::analyse(StringRef Overlay) const {
  TreeOptions Own = Options;
  Own.Run.Overlay = Overlay.str();
  Own.Whole = false;
  Own.Judge.InferTree = false;
  Own.Judge.KeepOthers = true;
  // What no path takes is a finding, too, until it is gone.
  Own.Confirm.What = ConfirmWhat::Off;
  if (F.Grade != Evidence::A || !F.Fact)
    Own.Known.Racy.push_back(F.What.Place);
  auto Found = analyzeTree(Inspected, Own);
  if (!Found)
    return Found.takeError();
  if (!Found->Failures.empty())
    return uncertain("with the change, " + Found->Failures.front().Error);
  return Found;
}

Error Maker::tryOut() {
  auto Texts = applied(Result.Change);
  if (!Texts)
    return Texts.takeError();
  Result.Texts = std::move(*Texts);
  auto Overlay = OverlayFolder::make(Result.Texts);
  if (!Overlay)
    return Overlay.takeError();
  auto Before = analyse(Options.Run.Overlay);
  if (!Before)
    return Before.takeError();
  if (none_of(Before->Findings,
              [&](const Finding &O) { return O.Fingerprint == F.Fingerprint; }))
    return uncertain("the units of the change do not show the finding by "
                     "themselves, so that it cannot be tried");
  auto After = analyse(Overlay->file());
  if (!After)
    return After.takeError();
  for (const Finding &O : After->Findings)
    if (O.What.Place == F.What.Place && O.What.Function == F.What.Function)
      return uncertain("with the change, the place is still read twice: " +
                       O.Message);
  // What this one has spoken for until now is not new.
  std::vector<Finding> Known = std::move(Before->Findings);
  llvm::move(Before->Others, std::back_inserter(Known));
  Baseline::of(Known, Options.Run.Root)
      .compare(After->Findings, Options.Run.Root);
  for (const Finding &O : After->Findings)
    if (O.Standing == Standing::New)
      return uncertain("with the change, there is another finding: " +
                       O.Message);
  return Error::success();
}

Expected<TriedFix> reread::makeFix(const Finding &F,
                                   ArrayRef<CompileUnit> Units,
                                   ArrayRef<CompileUnit> All,
                                   const TreeOptions &Options) {
  Maker M(F, All, Options);
  if (Error E = M.find(Units))
    return std::move(E);
  if (Error E = M.addOtherCallers())
    return std::move(E);
  if (Error E = M.tryOut())
    return std::move(E);
  return std::move(M.Result);
}
