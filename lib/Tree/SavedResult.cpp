//===-- SavedResult.cpp - the result of the last merge -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SavedResult.h"
#include "FindingFields.h"
#include "PackedFile.h"
#include "WholeFile.h"
#include "llvm/ADT/DenseMap.h"

using namespace llvm;

namespace reread {

namespace {
/// Finding::Use of each finding as a number: many findings share one.
struct SharedUses {
  std::vector<PlaceUse> All;
  std::vector<uint32_t> Of; ///< counted from 1; 0: none

  void take(ArrayRef<Finding> Findings) {
    for (const Finding &F : Findings) {
      uint32_t &Number = Numbers[F.Use.get()];
      if (F.Use && !Number) {
        All.push_back(*F.Use);
        Number = All.size();
      }
      Of.push_back(Number);
    }
  }

private:
  DenseMap<const PlaceUse *, uint32_t> Numbers;
};
} // namespace

/// False if the numbers are not for these findings.
static bool give(std::vector<PlaceUse> All, ArrayRef<uint32_t> Of,
                 ArrayRef<MutableArrayRef<Finding>> Lists) {
  std::vector<std::shared_ptr<const PlaceUse>> Shared{nullptr};
  for (PlaceUse &Use : All)
    Shared.push_back(std::make_shared<PlaceUse>(std::move(Use)));
  for (MutableArrayRef<Finding> Findings : Lists)
    for (Finding &F : Findings) {
      if (Of.empty() || Of.front() >= Shared.size())
        return false;
      F.Use = Shared[Of.front()];
      Of = Of.drop_front();
    }
  return Of.empty();
}

static std::string stateOf(const WorkFolder &Folder, const Plan &All) {
  std::string Text = packed(All.Tool, All.FactsDigest, All.Root, All.Overlay,
                            All.InferTypes, All.InferTree, All.Whole)
                         .str()
                         .str();
  for (const Plan::Unit &Unit : All.Units) {
    Text += Unit.Key + '\n' + Unit.Digest + '\n';
    if (auto Sum = Folder.checksumOf(Unit))
      Text += *Sum;
  }
  return Text;
}

SavedResult::SavedResult(const WorkFolder &Folder, const Plan &All,
                         const TreeOptions &Options)
    : Path(Folder.path() + "/result") {
  const MergeOptions &Judge = Options.Judge;
  const ConfirmChoice &Confirm = Options.Confirm;
  if (!Options.FindingsOnly || Judge.KeepDismissed || Judge.Learnt ||
      Confirm.Wanted || Options.Map.RetryLost)
    return;
  Key = digestOf(stateOf(Folder, All) +
                 packed(Judge.InferTypes, Judge.InferTree, Judge.PageTables,
                        Judge.KeepOthers, Judge.WithoutRules, Confirm.What,
                        Confirm.Budget, Options.Map.Limits.Seconds,
                        Options.Map.Limits.Megabytes)
                     .str()
                     .str());
}

std::optional<TreeResult> SavedResult::load() const {
  if (Key.empty())
    return std::nullopt;
  std::string Saved;
  TreeResult R;
  SharedUses Uses;
  if (Error E = readPacked(Path, Saved, R.Findings, R.Refuted, R.Failures,
                           R.Undeclared, R.Idle, R.Units, Uses.All, Uses.Of)) {
    consumeError(std::move(E));
    return std::nullopt;
  }
  if (Saved != Key ||
      !give(std::move(Uses.All), Uses.Of, {R.Findings, R.Refuted}))
    return std::nullopt;
  return R;
}

Error SavedResult::save(const TreeResult &R) const {
  if (Key.empty() || !R.Missing.empty())
    return Error::success();
  SharedUses Uses;
  Uses.take(R.Findings);
  Uses.take(R.Refuted);
  return writeIfNew(Path, packedFile(Key, R.Findings, R.Refuted, R.Failures,
                                     R.Undeclared, R.Idle, R.Units, Uses.All,
                                     Uses.Of));
}

} // namespace reread
