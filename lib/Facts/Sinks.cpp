//===-- Sinks.cpp - uses with a name --------------------------------------
//===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Declarations.h"
#include "reread/Facts/Vocabulary.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;
using namespace reread;

StringRef Vocabulary::attributeSink(const Decl *D) {
  StringRef Sink;
  for (const auto *A : D->specific_attrs<AnnotateAttr>())
    if (A->getAnnotation() == "reread::sink")
      Sink = Saver.save(argumentText(A));
  if (Sink.empty())
    return Sink;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    if (A->getAnnotation() != "reread::group")
      continue;
    std::string Name = argumentText(A);
    auto It =
        find_if(Groups, [&](const GroupFact &G) { return G.Name == Name; });
    if (It == Groups.end())
      It = Groups.insert(Groups.end(), GroupFact{Name, {}, "", {}});
    if (!is_contained(It->Sinks, Sink))
      It->Sinks.push_back(Sink.str());
  }
  return Sink;
}

StringRef Vocabulary::argumentSink(const FunctionDecl *F, unsigned Index) {
  auto It = SinkByFunction.find(F->getIdentifier() && !isa<CXXMethodDecl>(F)
                                    ? F->getName().str()
                                    : qualifiedName(F));
  if (It != SinkByFunction.end())
    for (const SinkFact *S : It->second)
      if (S->Argument == Index)
        return S->Name;
  for (const FunctionDecl *R : F->redecls())
    if (Index < R->getNumParams() && R->getParamDecl(Index)->hasAttrs()) {
      StringRef Sink = attributeSink(R->getParamDecl(Index));
      if (!Sink.empty())
        return Sink;
    }
  return {};
}

StringRef Vocabulary::asmSink(StringRef Template) {
  for (const SinkFact *S : AsmSinks)
    if (Template.contains(S->Asm))
      return S->Name;
  return {};
}

StringRef Vocabulary::storeSink(const ValueDecl *D, const VarDecl *Global) {
  if (StringRef Sink = attributeSink(D); !Sink.empty())
    return Sink;
  if (!D->getIdentifier())
    return {};
  const auto *F = dyn_cast<FieldDecl>(D);
  if (!F) {
    const SinkFact *S = SinkByGlobal.lookup(D->getName());
    return S ? StringRef(S->Name) : StringRef();
  }
  auto It = SinkByField.find(D->getName());
  if (It == SinkByField.end())
    return {};
  std::string Struct = structName(F), Path = fieldPath(F);
  for (const SinkFact *S : It->second)
    if (S->Field == Path &&
        (S->Global.empty() ? S->Struct == Struct
                           : Global && Global->getName() == S->Global))
      return S->Name;
  return {};
}
