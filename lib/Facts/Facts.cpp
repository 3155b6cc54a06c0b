//===-- Facts.cpp - what is known about places, functions and sinks ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Facts/Facts.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace llvm;
using namespace reread;

namespace {

bool sameThing(const PlaceFact &A, const PlaceFact &B) {
  return std::tie(A.Struct, A.Field, A.Global, A.Pointee, A.Elements) ==
         std::tie(B.Struct, B.Field, B.Global, B.Pointee, B.Elements);
}

/// A sink may have several targets, so its name alone does not tell it.
bool sameThing(const SinkFact &A, const SinkFact &B) {
  return std::tie(A.Name, A.Function, A.Argument, A.Asm, A.Struct, A.Global,
                  A.Field) == std::tie(B.Name, B.Function, B.Argument, B.Asm,
                                       B.Struct, B.Global, B.Field);
}

bool sameThing(const GroupFact &A, const GroupFact &B) {
  return A.Name == B.Name;
}

bool sameThing(const AsmFact &A, const AsmFact &B) { return A.Text == B.Text; }

bool sameThing(const FieldFact &A, const FieldFact &B) {
  return std::tie(A.Role, A.Struct, A.Field) ==
         std::tie(B.Role, B.Struct, B.Field);
}

bool sameThing(const FunctionFact &A, const FunctionFact &B) {
  return A.Role == B.Role;
}

/// Of a function, a role as a whole is one thing: whoever states the lock of a
/// function again does not want the earlier lock as well.
template <typename Fact>
void override(std::vector<Fact> &Old, const std::vector<Fact> &New) {
  erase_if(Old, [&](const Fact &O) {
    return any_of(New, [&](const Fact &N) { return sameThing(O, N); });
  });
  Old.insert(Old.end(), New.begin(), New.end());
}

} // namespace

void Facts::append(const Facts &Other) {
  override(Places, Other.Places);
  override(Sinks, Other.Sinks);
  override(Groups, Other.Groups);
  override(Exchanges, Other.Exchanges);
  override(Fields, Other.Fields);
  for (const auto &F : Other.Functions)
    override(Functions[F.first()], F.second);
  for (const auto &M : Other.Macros)
    Macros[M.first()] = M.second;
}

const GroupFact *Facts::groupOf(StringRef SinkA, StringRef SinkB) const {
  if (SinkA == SinkB)
    return nullptr;
  auto Both = find_if(Groups, [&](const GroupFact &G) {
    return is_contained(G.Sinks, SinkA) && is_contained(G.Sinks, SinkB);
  });
  return Both == Groups.end() ? nullptr : &*Both;
}
