//===-- Sites.cpp - where in the source a question's reads and uses are --===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sites.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace reread {

SourcePoint FileNames::point(SourceLocation L) {
  SourcePoint P;
  L = SM.getExpansionLoc(L);
  PresumedLoc At = SM.getPresumedLoc(L);
  if (At.isInvalid())
    return P;
  auto [It, New] = Names.try_emplace(At.getFilename());
  if (New)
    It->second =
        Shown ? Shown(At.getFilename()) : std::string(At.getFilename());
  P.File = It->second;
  P.Line = At.getLine();
  P.Column = At.getColumn();
  P.Raw = L.getRawEncoding();
  return P;
}

bool FileNames::isAt(SourceLocation L, const SourcePoint &P) {
  if (L.isInvalid())
    return false;
  PresumedLoc At = SM.getPresumedLoc(SM.getExpansionLoc(L));
  if (At.isInvalid() || At.getLine() != P.Line || At.getColumn() != P.Column)
    return false;
  return point(L).File == P.File;
}

bool Sites::isAt(const Stmt *S, const SourcePoint &P) {
  if (!P.valid())
    return false;
  if (Files.isAt(S->getBeginLoc(), P))
    return true;
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return false;
  // The linear engine names an expression by one of these.
  for (; E;) {
    if (Files.isAt(E->getExprLoc(), P) || Files.isAt(E->getBeginLoc(), P))
      return true;
    const auto *C = dyn_cast<CastExpr>(E);
    E = C ? C->getSubExpr()->IgnoreParens() : nullptr;
  }
  return false;
}

bool Sites::isCallAt(const Stmt *Call, const SourcePoint &P) {
  return Call && isAt(Call, P);
}

llvm::ArrayRef<UseEvidence> Sites::uses(Which W) const {
  return W == First ? Asked.FirstUses : Asked.SecondUses;
}

bool Sites::isUsedAt(const Stmt *Call, Which W, User By) {
  return llvm::any_of(uses(W), [&](const UseEvidence &U) {
    return U.Via.empty() == (By == User::Operation) && isAt(Call, U.At);
  });
}

unsigned Sites::compute(const Stmt *S) {
  unsigned Bits = 0;
  for (Which W : {First, Second}) {
    const ReadEvidence &Read = read(W);
    if (isAt(S, Read.At))
      Bits |= bitOf(ReadSite, W);
    if (isAt(S, Read.Via.empty() ? Read.At : Read.Via.front().Call))
      Bits |= bitOf(EnterSite, W);
    for (const UseEvidence &U : uses(W))
      if (isAt(S, U.At))
        Bits |= bitOf(UseSite, W);
  }
  return Bits;
}

unsigned Sites::at(const Stmt *S) {
  if (!S)
    return 0;
  auto [It, New] = Cache.try_emplace(S, 0);
  if (New) {
    unsigned Bits = compute(S);
    return Cache[S] = Bits;
  }
  return It->second;
}

/// The calls that led here, outermost first.
static llvm::SmallVector<const Stmt *, 4> callsTo(const LocationContext *L) {
  llvm::SmallVector<const Stmt *, 4> Calls;
  const StackFrameContext *Frame = L->getStackFrame();
  for (; !Frame->inTopFrame(); Frame = Frame->getParent()->getStackFrame())
    Calls.push_back(Frame->getCallSite());
  std::reverse(Calls.begin(), Calls.end());
  return Calls;
}

bool Sites::isOnWay(const LocationContext *Frame, Which W, size_t &Level) {
  auto Calls = callsTo(Frame);
  const auto &Via = read(W).Via;
  Level = Calls.size();
  if (Calls.size() > Via.size())
    return false;
  for (size_t I = 0; I != Calls.size(); ++I)
    if (!isCallAt(Calls[I], Via[I].Call))
      return false;
  return true;
}

const Stmt *Sites::callInOperation(const LocationContext *L) {
  const StackFrameContext *Frame = L->getStackFrame();
  const Stmt *Call = nullptr;
  for (; !Frame->inTopFrame(); Frame = Frame->getParent()->getStackFrame())
    Call = Frame->getCallSite();
  return Call;
}

} // namespace reread
