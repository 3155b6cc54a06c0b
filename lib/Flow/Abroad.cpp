//===-- Abroad.cpp - calls of functions that another unit defines ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Such a function may read again what was read here. What it reads is known
// when all units are; until then the pair stays open: its place is named by
// the way to it from an argument, which means the same in both units.
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

/// The ways to the memory that the callee can go.
void FunctionEngine::findWays(Sym Memory, const Arguments &Args,
                              llvm::SmallVectorImpl<llvm::StringRef> &Ways) {
  auto Add = [&](Sym InCallee) {
    std::string Way = Symbols.way(InCallee);
    if (!Way.empty())
      Ways.push_back(static_cast<const char *>(Unit.interned(Way)));
  };
  if (Symbols.isGlobal(Symbols.root(Memory)))
    Add(Memory);
  for (unsigned I = 0; I != Args.Values.size(); ++I) {
    Sym Pointee = Symbols.deref(Args.Values[I].S);
    if (Symbols.isPartOf(Memory, Pointee))
      Add(Symbols.replace(Memory, Pointee, Symbols.deref(Symbols.param(I))));
  }
}

/// What has been read here and the callee can reach. The result may be what it
/// reads there: its uses are noted as those of the read to come.
Prov FunctionEngine::openPairs(const FunctionDecl *Callee,
                               const Arguments &Args, const Stmt *Site,
                               SourceLocation At) {
  struct Open {
    uint32_t Read;
    LiveRead Live;
    llvm::SmallVector<llvm::StringRef, 2> Ways;
  };
  std::vector<Open> Found;
  if (!Site || !Callee->isExternallyVisible())
    return 0;
  S.Reads.forEach([&](uint32_t Number, const LiveRead &Live) {
    const ReadRecord &R = Reads[Number];
    if (!R.Memory || !R.Placed || R.PerCpu || Symbols.isOwnMemory(R.Memory))
      return;
    Open O{Number, Live, {}};
    findWays(R.Memory, Args, O.Ways);
    if (!O.Ways.empty())
      Found.push_back(std::move(O));
  });
  if (Found.empty())
    return 0;
  uint32_t Second = readNumber(Site, 0);
  ReadRecord &R = Reads[Second];
  R.In = Callee;
  R.At = At;
  R.Block = Current;
  R.Locks = S.Locks;
  R.Via = {ViaStep{Callee, At}};
  if (!Recording)
    return Provenance.single(readSource(Second));
  for (Open &O : Found) {
    PairRecord P = pair(O.Read, Second, O.Live, Since());
    for (llvm::StringRef Way : O.Ways)
      OpenPairs.push_back({P, Callee, Way});
  }
  return Provenance.single(readSource(Second));
}
