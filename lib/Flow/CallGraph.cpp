//===-- CallGraph.cpp - what the whole program is told of calls -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function's address ends where it is called through: in a field, or with
// the function that it is handed to. Records.h says how these are named.
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "Text.h"

using namespace clang;
using namespace reread;

std::vector<ObjectNote> FunctionEngine::objectsOf(const Arguments &Args) const {
  std::vector<ObjectNote> Out;
  for (const Val &V : Args.Values)
    if (Out.size() < CallRecord::MaxArguments)
      Out.push_back(objectOf(V.S, /*Strict=*/false));
  return Out;
}

void FunctionEngine::noteCall(const FunctionDecl *Callee,
                              const Arguments &Args) {
  if (!Recording)
    return;
  CallNotes.push_back({Callee, {}, S.Locks, objectsOf(Args)});
  UnitEngine::CallSite Site{F, {}, {}};
  for (const Val &V : Args.Values)
    Site.Arguments.push_back(V.S);
  S.Locks.forEach([&](uint32_t K, const HeldLock &L) {
    Site.Held.push_back({K, L.Shown, L.Kind});
  });
  CallSites.push_back({Callee, std::move(Site)});
}

/// The field or global that a memory is, or an element of.
static const ValueDecl *holderOf(const SymbolTable &Symbols, Sym Memory) {
  while (Symbols[Memory].Kind == SymKind::Elem)
    Memory = Symbols[Memory].A;
  const SymNode &N = Symbols[Memory];
  if (N.Kind == SymKind::Field)
    return static_cast<const FieldDecl *>(N.Ptr);
  if (N.Kind == SymKind::Var && !N.Int && !N.OwnMemory)
    return static_cast<const VarDecl *>(N.Ptr);
  return nullptr;
}

static std::string argumentName(const FunctionDecl *F, unsigned Index) {
  return "*" + F->getNameAsString() + "(" + std::to_string(Index) + ")";
}

/// The name of a function pointer's value; empty if it is none.
llvm::StringRef FunctionEngine::pointerValue(Sym X) {
  const SymNode &N = Symbols[X];
  const ValueDecl *D = nullptr;
  if (N.Kind == SymKind::Load)
    D = holderOf(Symbols, N.A);
  else if (N.Kind == SymKind::Param && N.Int < F->getNumParams())
    D = F->getParamDecl(N.Int);
  if (!D)
    return {};
  QualType T = Unit.Context.getBaseElementType(D->getType());
  if (!T->isFunctionPointerType() && !T->isFunctionReferenceType())
    return {};
  return static_cast<const char *>(Unit.interned(
      N.Kind == SymKind::Param ? argumentName(F, N.Int) : pointerName(D)));
}

Val FunctionEngine::pointerCall(Sym Target, Arguments &Args,
                                const CallExpr *E) {
  llvm::StringRef Name = pointerValue(Target);
  if (Recording && !Name.empty())
    CallNotes.push_back({nullptr, Name, S.Locks, objectsOf(Args)});
  Val Result = opaqueCall(nullptr, Args, E, E->getExprLoc());
  if (!Name.empty())
    Made[Result.S] = {CallRecord::Unknown, nullptr, Name};
  return Result;
}

/// Pointer may hold V from now on.
void FunctionEngine::noteTarget(llvm::Twine Pointer, Val V) {
  const FunctionDecl *Target = nullptr;
  llvm::StringRef From;
  if (Symbols[V.S].Kind == SymKind::Func)
    Target = static_cast<const FunctionDecl *>(Symbols[V.S].Ptr);
  else
    From = pointerValue(V.S);
  if (Target || !From.empty())
    TargetNotes.push_back(
        {static_cast<const char *>(Unit.interned(Pointer.str())), Target,
         From});
}

void FunctionEngine::noteStored(Sym Memory, Val V, SourceLocation At) {
  if (!Recording)
    return;
  const ValueDecl *D = holderOf(Symbols, Memory);
  noteTarget(D ? pointerName(D) : "*", V);
  const SymNode &N = Symbols[V.S];
  if (const auto *Field = dyn_cast_or_null<FieldDecl>(D);
      Field && N.Kind == SymKind::AddrOf && !Symbols.isOwnMemory(N.A) &&
      Unit.Words.field(Field, FieldRole::WrittenThrough))
    Exposed.push_back({Field, N.A, At});
}

void FunctionEngine::noteArguments(const FunctionDecl *Callee,
                                   const Arguments &Args) {
  if (!Recording)
    return;
  for (unsigned I = 0; I < Args.Values.size(); ++I)
    noteTarget(argumentName(Callee, I), Args.Values[I]);
}
