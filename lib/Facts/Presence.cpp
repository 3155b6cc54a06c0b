//===-- Presence.cpp - whether what facts name is there -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Facts/Presence.h"
#include "MemberMacros.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;
using namespace reread;

//===-- In the facts ------------------------------------------------------===//

namespace {
/// A name, and what it should be. Exactly one of Function, Type, and (Struct or
/// Global, with Field or without).
struct Wanted {
  NamedFact Name;
  std::string Function, Type, Struct, Global, Field;
  /// Of a lock: a field there, or else a variable.
  std::string Lock;
};
} // namespace

static void addPlace(std::vector<Wanted> &Out, const PlaceFact &P) {
  Wanted W;
  W.Type = P.Pointee;
  W.Struct = P.Struct;
  W.Global = P.Global;
  W.Field = P.Field;
  std::string Place = !P.Struct.empty() ? P.Struct + "." + P.Field : P.Global;
  W.Name = {P.Pointee.empty() ? "place '" + Place + "'"
                              : "type '" + P.Pointee + "'",
            "", P.Source};
  Out.push_back(W);
  if (!P.Lock.empty()) {
    W.Lock = P.Lock;
    W.Name.Needs = W.Name.What;
    W.Name.What = "lock '" + P.Lock + "' of " + W.Name.What;
    Out.push_back(W);
  }
}

static void addFunction(std::vector<Wanted> &Out, StringRef Name,
                        const FactSource &Source) {
  Wanted W;
  W.Function = Name.str();
  W.Name = {("function '" + Name + "'").str(), "", Source};
  Out.push_back(std::move(W));
}

/// In the order of the files, each name once.
static std::vector<Wanted> wantedBy(const Facts &Known) {
  std::vector<Wanted> Out;
  for (const PlaceFact &P : Known.Places)
    if (P.Source.Users) {
      addPlace(Out, P);
      for (const std::string &Name : P.WrittenBy)
        addFunction(Out, Name, P.Source);
    }
  for (const SinkFact &S : Known.Sinks)
    if (S.Source.Users && !S.Function.empty())
      addFunction(Out, S.Function, S.Source);
    else if (S.Source.Users && S.Asm.empty()) {
      Wanted W;
      W.Struct = S.Struct;
      W.Global = S.Global;
      W.Field = S.Field;
      W.Name = {"place '" + S.Struct + S.Global +
                    (S.Field.empty() ? "" : "." + S.Field) + "'",
                "", S.Source};
      Out.push_back(std::move(W));
    }
  for (const auto &Function : Known.Functions)
    for (const FunctionFact &F : Function.second)
      if (F.Source.Users)
        addFunction(Out, Function.first(), F.Source);
  llvm::sort(Out, [](const Wanted &A, const Wanted &B) {
    auto Key = [](const Wanted &W) {
      return std::tie(W.Name.Source.File, W.Name.Source.Line,
                      W.Name.Source.Column, W.Name.Needs, W.Name.What);
    };
    return Key(A) < Key(B);
  });
  StringSet<> Seen;
  erase_if(Out,
           [&](const Wanted &W) { return !Seen.insert(W.Name.What).second; });
  return Out;
}

std::vector<NamedFact> reread::namesOf(const Facts &Known) {
  std::vector<NamedFact> Out;
  for (Wanted &W : wantedBy(Known))
    Out.push_back(std::move(W.Name));
  return Out;
}

//===-- In a unit ---------------------------------------------------------===//

namespace {
class Finder {
public:
  Finder(ASTContext &Context, Preprocessor &Macros)
      : Context(Context), Macros(Macros) {}
  bool has(const Wanted &W) const;

private:
  using Declarations = SmallVector<const Decl *, 4>;
  /// Of a name as facts have it, from the outermost scope.
  Declarations find(StringRef Name) const;
  bool isWord(StringRef Name) const {
    return Context.Idents.find(Name) != Context.Idents.end();
  }
  /// Declared inside of something: all that is known is its name.
  bool mayBeLocal(StringRef Name) const {
    return isWord(Name) && find(Name).empty();
  }
  bool hasFunction(StringRef Name) const;
  bool hasVariable(StringRef Name, StringRef Field) const;
  bool hasGlobal(StringRef Name, StringRef Field) const {
    return mayBeLocal(Name) || hasVariable(Name, Field);
  }
  bool hasField(const RecordDecl *R, StringRef Path) const;
  bool hasStruct(StringRef Name, StringRef Field) const;

  ASTContext &Context;
  Preprocessor &Macros;
};
} // namespace

Finder::Declarations Finder::find(StringRef Name) const {
  SmallVector<StringRef, 4> Parts;
  Name.split(Parts, "::");
  Declarations Found{Context.getTranslationUnitDecl()};
  for (StringRef Part : Parts) {
    Declarations Inner;
    auto Word = Context.Idents.find(Part);
    if (Word == Context.Idents.end())
      return {};
    for (const Decl *D : Found) {
      if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (const auto *Scope = dyn_cast<DeclContext>(D))
        append_range(Inner, Scope->lookup(Word->second));
    }
    Found = std::move(Inner);
  }
  return Found;
}

bool Finder::hasField(const RecordDecl *R, StringRef Path) const {
  R = R ? R->getDefinition() : nullptr;
  if (!R)
    return false;
  auto [First, Rest] = Path.split('.');
  return any_of(R->fields(), [&, First = First, Rest = Rest](FieldDecl *F) {
    const RecordDecl *Inner =
        F->getType()->getBaseElementTypeUnsafe()->getAsRecordDecl();
    if (F->isAnonymousStructOrUnion())
      return hasField(Inner, Path);
    return F->getIdentifier() && F->getName() == First &&
           (Rest.empty() || hasField(Inner, Rest));
  });
}

bool Finder::hasStruct(StringRef Name, StringRef Given) const {
  std::string Field = expandMembers(Given, Macros);
  auto Found = find(Name);
  if (Found.empty())
    return isWord(Name) &&
           (Field.empty() || isWord(Field.substr(Field.rfind('.') + 1)));
  return any_of(Found, [&](const Decl *D) {
    if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
      D = T->getTemplatedDecl();
    const auto *R = dyn_cast<RecordDecl>(D);
    if (const auto *T = dyn_cast<TypedefNameDecl>(D)) {
      if (Field.empty())
        return true;
      R = T->getUnderlyingType()->getAsRecordDecl();
    }
    return Field.empty() ? R != nullptr : hasField(R, Field);
  });
}

bool Finder::hasVariable(StringRef Name, StringRef Field) const {
  return any_of(find(Name), [&](const Decl *D) {
    const auto *V = dyn_cast<VarDecl>(D);
    return V &&
           (Field.empty() ||
            hasField(
                V->getType()->getBaseElementTypeUnsafe()->getAsRecordDecl(),
                Field));
  });
}

bool Finder::hasFunction(StringRef Name) const {
  // Constructors, destructors and operators are not looked up by a word.
  size_t Colons = Name.rfind("::");
  StringRef Last = Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
  if (Last.starts_with("operator") || Last.starts_with("~"))
    return Colons == StringRef::npos || !find(Name.take_front(Colons)).empty();
  if (auto Word = Context.Idents.find(Name);
      Word != Context.Idents.end() && Word->second->getBuiltinID())
    return true;
  return any_of(find(Name), [](const Decl *D) {
    return isa<FunctionDecl, FunctionTemplateDecl, RecordDecl>(
        cast<NamedDecl>(D)->getUnderlyingDecl());
  });
}

bool Finder::has(const Wanted &W) const {
  if (!W.Function.empty())
    return hasFunction(W.Function);
  if (!W.Lock.empty())
    return hasVariable(StringRef(W.Lock).split('.').first, "") ||
           (W.Struct.empty() ? hasVariable(W.Global, W.Lock)
                             : hasStruct(W.Struct, W.Lock));
  if (!W.Type.empty())
    return hasStruct(W.Type, "") || isWord(W.Type);
  return W.Struct.empty() ? hasGlobal(W.Global, W.Field)
                          : hasStruct(W.Struct, W.Field);
}

std::vector<std::string> reread::declaredNames(ASTContext &Context,
                                               Preprocessor &Macros,
                                               const Facts &Known) {
  std::vector<std::string> Out;
  Finder Unit(Context, Macros);
  for (Wanted &W : wantedBy(Known))
    if (Unit.has(W))
      Out.push_back(std::move(W.Name.What));
  return Out;
}
