//===-- Calls.cpp - calls, and the summaries that they apply -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionEngine.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace reread;

Val FunctionEngine::argument(const FunctionDecl *Callee, unsigned I,
                             const Expr *E) {
  bool Reference = Callee && I < Callee->getNumParams() &&
                   Callee->getParamDecl(I)->getType()->isReferenceType();
  if (Reference || E->isGLValue())
    return {Symbols.addressOf(memory(E)), 0};
  Val V = value(E);
  if (!Callee || I >= Callee->getNumParams() || !E->getType()->isRecordType())
    return V;
  Sym From = Symbols[V.S].Kind == SymKind::Load ? Symbols[V.S].A : 0;
  if (From && Symbols.isOwnMemory(From))
    return {Symbols.addressOf(From), Provenance.join(V.P, wholeProv(From))};
  Sym Copy = Symbols.temporary(E);
  forget(Copy);
  assign(Copy, E->getType(), V, E, false);
  return {Symbols.addressOf(Copy), wholeProv(Copy)};
}

Val FunctionEngine::call(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (Callee)
    if (unsigned Id = Callee->getBuiltinID())
      if (std::optional<Val> V = builtin(Id, E))
        return *V;
  // A closure without captures, as a pointer to function.
  if (const auto *C = dyn_cast_or_null<CXXConversionDecl>(Callee);
      C && C->getParent()->isLambda() && !C->getParent()->isGenericLambda() &&
      C->getConversionType()->isFunctionPointerType())
    return {Symbols.function(C->getParent()->getLambdaCallOperator()), 0};
  Arguments Args;
  unsigned FirstArg = 0;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    const auto *Member = dyn_cast<MemberExpr>(M->getCallee()->IgnoreParens());
    if (const Expr *Object = M->getImplicitObjectArgument())
      Args.This = Object->getType()->isPointerType()
                      ? value(Object)
                      : Val{Symbols.addressOf(memory(Object)), 0};
    use(Args.This, UseKind::Deref, E->getExprLoc());
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    bool Qualified = Member && Member->hasQualifier();
    if (Method && Method->isVirtual() && !Qualified &&
        !Method->hasAttr<FinalAttr>() &&
        !Method->getParent()->hasAttr<FinalAttr>())
      Callee = nullptr;
  } else if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
             Method && isa<CXXOperatorCallExpr>(E) && !Method->isStatic()) {
    Args.This = {Symbols.addressOf(memory(E->getArg(0))), 0};
    FirstArg = 1;
  }
  Sym Through = 0;
  if (!Callee && !isa<CXXMemberCallExpr>(E)) {
    Val Target = value(E->getCallee());
    use(Target, UseKind::Deref, E->getExprLoc());
    Through = Target.S;
    if (Symbols[Target.S].Kind == SymKind::Func)
      Callee = static_cast<const FunctionDecl *>(Symbols[Target.S].Ptr);
  }
  for (unsigned I = FirstArg; I < E->getNumArgs(); ++I) {
    Args.Values.push_back(argument(Callee, I - FirstArg, E->getArg(I)));
    Args.Exprs.push_back(E->getArg(I));
  }
  if (!Callee)
    return pointerCall(Through, Args, E);
  return invoke(Callee, Args, E, E->getExprLoc());
}

Val FunctionEngine::construct(const CXXConstructExpr *E, Sym Object) {
  const CXXConstructorDecl *C = E->getConstructor();
  if (C->isCopyOrMoveConstructor() && (C->isTrivial() || C->isImplicit()) &&
      E->getNumArgs()) {
    copyRecord(Object, memory(E->getArg(0)), E->getType(), E);
    return {Symbols.load(Object), loadOwn(Object).P};
  }
  Arguments Args;
  Args.This = {Symbols.addressOf(Object), 0};
  for (unsigned I = 0; I < E->getNumArgs(); ++I) {
    Args.Values.push_back(argument(C, I, E->getArg(I)));
    Args.Exprs.push_back(E->getArg(I));
  }
  if (!C->isImplicit() || C->hasBody())
    invoke(C, Args, E, E->getExprLoc());
  return {Symbols.load(Object), 0};
}

void FunctionEngine::destroy(const CXXDestructorDecl *D, Sym Object,
                             const Stmt *At, const void *Key) {
  Arguments Args;
  Args.Key = Key;
  Args.This = {Symbols.addressOf(Object), 0};
  invoke(D, Args, nullptr, At ? At->getEndLoc() : SourceLocation());
}

Val FunctionEngine::invoke(const FunctionDecl *Callee, Arguments &Args,
                           const Expr *Site, SourceLocation At) {
  for (unsigned I = 0; I < Args.Values.size(); ++I) {
    if (!Args.Values[I].P)
      continue;
    UseRecord R;
    R.Sink = Unit.Words.argumentSink(Callee, I);
    if (R.Sink.empty())
      continue;
    R.Kind = UseKind::Argument;
    R.Callee = Callee;
    R.At = At;
    use(Args.Values[I].P, R);
  }
  noteArguments(Callee, Args);
  if (std::optional<Val> V = intrinsic(Callee, Args, Site, At))
    return *V;
  noteCall(Callee, Args);
  if (const Summary *Known = Unit.summary(Callee))
    return apply(*Known, Callee, Args, Site, At);
  if (!Unit.inProgress(Callee)) {
    Prov Read = openPairs(Callee, Args, Site, At);
    Val Result = opaqueCall(Callee, Args, Site, At);
    Result.P = Provenance.join(Result.P, Read);
    return Result;
  }
  // A recursive call: the next round knows what becomes of the arguments.
  Prov P = Args.This.P;
  for (const Val &V : Args.Values)
    P = Provenance.join(P, V.P);
  return unknown(Site, P);
}

/// Whatever the arguments lead to in own memory is used with them.
Prov FunctionEngine::useArguments(const FunctionDecl *Callee,
                                  const Arguments &Args, SourceLocation At,
                                  bool Reported) {
  Prov P = Args.This.P;
  bool Diagnostic = Unit.Macros.at(At).Diagnostic;
  for (const Val &V : Args.Values) {
    UseRecord R;
    R.Kind = UseKind::Argument;
    R.Diagnostic = Diagnostic;
    R.Reported = Reported;
    R.Callee = Callee;
    R.At = At;
    Prov Given = V.P;
    // What an own variable holds is passed along with its address.
    if (Symbols[V.S].Kind == SymKind::AddrOf &&
        Symbols.isOwnMemory(Symbols[V.S].A))
      Given = Provenance.join(Given, wholeProv(Symbols[V.S].A));
    use(Given, R);
    P = Provenance.join(P, Given);
  }
  return P;
}

Val FunctionEngine::opaqueCall(const FunctionDecl *Callee, Arguments &Args,
                               const Stmt *Site, SourceLocation At) {
  Prov P = useArguments(Callee, Args, At, /*Reported=*/false);
  // How long a text has become is not what was put into it.
  bool Formats = Callee && Callee->hasAttr<FormatAttr>();
  Val Result = unknown(Site, Formats ? 0 : P);
  escape(Args.This, unknown(Site, P, 1));
  for (unsigned I = 0; I < Args.Values.size(); ++I)
    escape(Args.Values[I], unknown(Site, P, I + 2));
  if (Callee && Site)
    Made[Result.S] = {CallRecord::Unknown, Callee, {}};
  return Result;
}
