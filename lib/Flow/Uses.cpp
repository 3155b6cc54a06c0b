//===-- Uses.cpp - what becomes of a value --------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"

using namespace clang;
using namespace reread;

void FunctionEngine::use(Prov P, UseRecord R) {
  if (!Recording || !P)
    return;
  R.Block = Current;
  uint64_t Mask = R.Mask;
  for (const auto &[From, Bits] : Provenance[P]) {
    uint32_t Index = From / 2;
    R.Mask = Mask & Bits;
    if (isParam(From) && Index >= ParamUses.size())
      continue;
    auto &List = isParam(From) ? ParamUses[Index] : Reads[Index].Uses;
    const LiveRead *Live = isParam(From) ? nullptr : S.Reads.find(Index);
    R.Late = Live && Live->Mid.May & Since::ReadAgain;
    R.Locked = Live && Live->Mid.Must & Since::Locked;
    R.Inside = !isParam(From) && Reads[Index].Via.empty();
    auto Known = llvm::find_if(List, [&](const UseRecord &U) {
      return U.Kind == R.Kind && U.At == R.At && U.Target == R.Target &&
             U.Callee == R.Callee && U.Via == R.Via && U.Sink == R.Sink;
    });
    if (Known != List.end()) {
      Known->Late |= R.Late;
      Known->Locked &= R.Locked;
    } else if (List.size() < 2 * Summary::MaxUses)
      List.push_back(R);
  }
}

/// What a parameter is compared with, the caller has to know: it may have read
/// the same place.
void FunctionEngine::compare(Prov L, Prov R) {
  if (!Recording || !L || !R)
    return;
  for (auto [A, BitsA] : Provenance[L])
    for (auto [B, BitsB] : Provenance[R]) {
      if (A == B)
        continue;
      if (!isParam(A) && !isParam(B))
        Compared.insert({std::min(A, B) / 2, std::max(A, B) / 2});
      else if (!isParam(A) || !isParam(B))
        ComparedWithParam.insert(isParam(A) ? std::pair(B, A)
                                            : std::pair(A, B));
    }
}

void FunctionEngine::use(Val V, UseKind Kind, SourceLocation At) {
  if (!Recording || !V.P)
    return;
  UseRecord R;
  R.Kind = Kind;
  R.At = At;
  use(V.P, R);
}

/// An opaque callee may change what V points to, if that is this function's.
void FunctionEngine::escape(Val V, Val Unknown) {
  publish(V, 0);
  if (Symbols[V.S].Kind != SymKind::AddrOf)
    return;
  Sym Memory = Symbols[V.S].A;
  if (!Symbols.isOwnMemory(Memory))
    return;
  Unknown.P = Provenance.join(Unknown.P, loadOwn(Memory).P);
  storeOwn(Memory, Unknown);
}

void FunctionEngine::happened(uint16_t Events) {
  S.Reads.transform(
      [&](uint32_t, const LiveRead &Old) {
        LiveRead New = Old;
        New.Mid.happened(Events);
        return New;
      },
      Arena);
}
