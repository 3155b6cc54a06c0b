//===-- Vocabulary.cpp - facts, bound to the declarations of one unit ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Facts/Vocabulary.h"
#include "Declarations.h"
#include "MemberMacros.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;
using namespace reread;

static StringRef lastComponent(StringRef Path) {
  return Path.substr(Path.rfind('.') + 1);
}

static StringRef unqualified(StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
}

/// Whether a fact's name means a declaration: one without namespaces means that
/// of every namespace.
static bool isNamed(const NamedDecl *D, StringRef Own, StringRef Given) {
  return Given.contains("::") ? Given == D->getQualifiedNameAsString()
                              : Given == Own;
}

Vocabulary::Vocabulary(ASTContext &Context, const Facts &Known,
                       Preprocessor &Macros)
    : Context(Context), Known(Known), Given(Known.Places) {
  Message.Role = FunctionRole::Diagnostic;
  for (int I = 0, E = Given.size(); I != E; ++I) {
    const PlaceFact &P = Given[I];
    FieldPaths.push_back(expandMembers(P.Field, Macros));
    if (!P.Field.empty())
      ByLastField[lastComponent(FieldPaths[I])].push_back(I);
    else if (!P.Global.empty())
      ByGlobal[unqualified(P.Global)].push_back(I);
    else
      ByPointee[P.Pointee].push_back(I);
  }
  for (const FieldFact &F : Known.Fields)
    RolesByField[lastComponent(F.Field)].push_back(&F);
  for (const SinkFact &S : Known.Sinks) {
    if (!S.Function.empty())
      SinkByFunction[S.Function].push_back(&S);
    else if (!S.Asm.empty())
      AsmSinks.push_back(&S);
    else if (!S.Field.empty())
      SinkByField[lastComponent(S.Field)].push_back(&S);
    else
      SinkByGlobal[S.Global] = &S;
  }
}

static StringRef ownName(const RecordDecl *R) {
  if (const IdentifierInfo *I = R->getIdentifier())
    return I->getName();
  if (const TypedefNameDecl *T = R->getTypedefNameForAnonDecl())
    return T->getName();
  return {};
}

/// The field of Outer whose type is the unnamed Inner, or null.
static const FieldDecl *holder(const RecordDecl *Outer,
                               const RecordDecl *Inner) {
  for (const FieldDecl *F : Outer->fields())
    if (F->getType()->getBaseElementTypeUnsafe()->getAsTagDecl() == Inner)
      return F;
  return nullptr;
}

/// R becomes the struct that has a name, if any has.
static std::pair<std::string, std::string> nameOf(const FieldDecl *F,
                                                  const RecordDecl *&R) {
  std::string Path = F->getNameAsString();
  R = F->getParent();
  while (ownName(R).empty()) {
    const auto *Outer = dyn_cast<RecordDecl>(R->getLexicalDeclContext());
    if (!Outer)
      return {"", Path};
    const FieldDecl *H = holder(Outer, R);
    if (H && !H->isAnonymousStructOrUnion() && H->getIdentifier())
      Path = (H->getName() + "." + Path).str();
    R = Outer;
  }
  return {ownName(R).str(), Path};
}

static std::pair<std::string, std::string> nameOf(const FieldDecl *F) {
  const RecordDecl *R = nullptr;
  return nameOf(F, R);
}

static bool isPlace(const ValueDecl *D, const PlaceFact &P, StringRef Path) {
  const auto *F = dyn_cast<FieldDecl>(D);
  if (!F)
    return isNamed(D, D->getName(), P.Global);
  const RecordDecl *R = nullptr;
  auto [Struct, Own] = nameOf(F, R);
  return Own == Path && isNamed(R, Struct, P.Struct);
}

std::string Vocabulary::structName(const FieldDecl *F) {
  return nameOf(F).first;
}
std::string Vocabulary::fieldPath(const FieldDecl *F) {
  return nameOf(F).second;
}

const PlaceInfo *Vocabulary::add(PlaceKind Kind, int Index) {
  Infos.push_back({Kind, Index});
  return &Infos.back();
}

const PlaceInfo *Vocabulary::fromAttributes(const ValueDecl *D) {
  PlaceFact P;
  bool Found = false;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Text = A->getAnnotation();
    if (!Text.consume_front("reread::"))
      continue;
    if (Text == "racy" || Text == "guarded_by")
      P.Kind = PlaceKind::Racy;
    else if (Text == "stable")
      P.Kind = PlaceKind::Stable;
    else if (Text == "monotone")
      P.Kind = PlaceKind::Monotone;
    else
      continue;
    if (Text == "guarded_by")
      P.Lock = argumentText(A);
    Found = true;
  }
  if (const auto *G = D->getAttr<GuardedByAttr>()) {
    Found = true;
    const Expr *Lock = G->getArg()->IgnoreParenCasts();
    // The kernel's macro hands over the lock's address.
    if (const auto *U = dyn_cast<UnaryOperator>(Lock);
        U && U->getOpcode() == UO_AddrOf)
      Lock = U->getSubExpr()->IgnoreParenCasts();
    if (const auto *M = dyn_cast<MemberExpr>(Lock))
      P.Lock = M->getMemberDecl()->getNameAsString();
    else if (const auto *R = dyn_cast<DeclRefExpr>(Lock))
      P.Lock = R->getDecl()->getNameAsString();
  }
  if (!Found)
    return nullptr;
  if (const auto *F = dyn_cast<FieldDecl>(D))
    std::tie(P.Struct, P.Field) = nameOf(F);
  else
    P.Global = D->getNameAsString();
  PresumedLoc L = Context.getSourceManager().getPresumedLoc(D->getLocation());
  if (L.isValid())
    P.Source = {L.getFilename(), L.getLine(), /*InUnit=*/true};
  FieldPaths.push_back(P.Field);
  Given.push_back(P);
  return add(P.Kind, Given.size() - 1);
}

const PlaceInfo *Vocabulary::fromFacts(const ValueDecl *D, bool Elements) {
  const auto *F = dyn_cast<FieldDecl>(D);
  if (F && !F->getIdentifier())
    return nullptr;
  auto &Map = F ? ByLastField : ByGlobal;
  auto It = Map.find(D->getDeclName().isIdentifier() ? D->getName() : "");
  if (It == Map.end())
    return nullptr;
  // The last fact about a place wins.
  bool Pointer = D->getType()->isPointerType();
  for (int I : reverse(It->second))
    if (!(Pointer && Given[I].Elements != Elements) &&
        isPlace(D, Given[I], FieldPaths[I]))
      return add(Given[I].Kind, I);
  return nullptr;
}

bool Vocabulary::isStdAtomic(QualType T) {
  const auto *R = T->getAsCXXRecordDecl();
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         R->getName().starts_with("atomic");
}

const PlaceInfo *Vocabulary::fromType(const ValueDecl *D) {
  QualType T = D->getType();
  if (T->isAtomicType() || T.isVolatileQualified() || isStdAtomic(T))
    return add(PlaceKind::Racy, -1);
  return nullptr;
}

const PlaceInfo *Vocabulary::place(const ValueDecl *D) {
  auto [It, New] = PlaceCache.try_emplace(D, nullptr);
  if (!New)
    return It->second;
  const PlaceInfo *P = nullptr;
  // Attributes of a template's member stand on the pattern.
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || V->hasGlobalStorage()) {
    P = fromAttributes(D);
    if (!P)
      P = fromFacts(D, /*Elements=*/false);
    if (!P)
      P = fromType(D);
  }
  return PlaceCache[D] = P;
}

const PlaceInfo *Vocabulary::elements(const ValueDecl *D) {
  if (!D->getType()->isPointerType())
    return nullptr;
  auto [It, New] = ElementsCache.try_emplace(D, nullptr);
  if (New)
    It->second = fromFacts(D, /*Elements=*/true);
  return It->second;
}

const PlaceInfo *Vocabulary::place(ArrayRef<const FieldDecl *> Path) {
  if (Path.size() < 2 || !Path.back()->getIdentifier())
    return nullptr;
  auto It = ByLastField.find(Path.back()->getName());
  if (It == ByLastField.end())
    return nullptr;
  std::string Text = Path.back()->getNameAsString();
  for (const FieldDecl *Outer : reverse(Path.drop_back())) {
    const RecordDecl *R = nullptr;
    auto [Struct, Prefix] = nameOf(Outer, R);
    if (!Outer->isAnonymousStructOrUnion())
      Text = Prefix + "." + Text;
    for (int I : reverse(It->second))
      if (FieldPaths[I] == Text && isNamed(R, Struct, Given[I].Struct))
        return add(Given[I].Kind, I);
  }
  return nullptr;
}

bool Vocabulary::mayEndPath(const FieldDecl *F) const {
  if (!F->getIdentifier())
    return false;
  auto It = ByLastField.find(F->getName());
  return It != ByLastField.end() && any_of(It->second, [&](int I) {
           return StringRef(FieldPaths[I]).contains('.');
         });
}

const PlaceInfo *Vocabulary::pointee(QualType T) {
  if (ByPointee.empty() || T.isNull())
    return nullptr;
  std::string Name =
      T.getUnqualifiedType().getAsString(PrintingPolicy(Context.getLangOpts()));
  auto It = ByPointee.find(Name);
  if (It == ByPointee.end()) {
    const TagDecl *Tag = T->getAsTagDecl();
    if (!Tag)
      return nullptr;
    if (const auto *R = dyn_cast<RecordDecl>(Tag))
      It = ByPointee.find(ownName(R));
    if (It == ByPointee.end())
      return nullptr;
  }
  auto [Cached, New] = PointeeCache.try_emplace(T.getTypePtr(), nullptr);
  if (New)
    Cached->second = add(Given[It->second.back()].Kind, It->second.back());
  return Cached->second;
}

/// A format and what it is filled in with, and nothing comes back: a message.
static bool isMessage(const FunctionDecl *F) {
  unsigned Fixed = F->getNumParams();
  if (!F->isVariadic() || !Fixed || !F->getReturnType()->isVoidType())
    return false;
  QualType Last = F->getParamDecl(Fixed - 1)->getType();
  return Last->isPointerType() && Last->getPointeeType()->isCharType();
}

ArrayRef<FunctionFact> Vocabulary::roles(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = RoleCache.try_emplace(F);
  if (!New)
    return It->second;
  ArrayRef<FunctionFact> Roles;
  bool Plain = !isa<CXXMethodDecl>(F) && F->getIdentifier() &&
               F->getDeclContext()->getRedeclContext()->isTranslationUnit();
  auto Found = Plain ? Known.Functions.find(F->getName())
                     : Known.Functions.find(qualifiedName(F));
  if (Found != Known.Functions.end())
    Roles = Found->second;
  else if (isMessage(F))
    Roles = Message;
  for (const auto *A : F->specific_attrs<AnnotateAttr>())
    if (A->getAnnotation() == "reread::accessor") {
      FunctionFact Accessor;
      Accessor.Role = FunctionRole::Accessor;
      AttributeRoles.push_back({Accessor});
      Roles = AttributeRoles.back();
    }
  return RoleCache[F] = Roles;
}

const FieldFact *Vocabulary::field(const FieldDecl *F, FieldRole Role) const {
  auto It =
      F->getIdentifier() ? RolesByField.find(F->getName()) : RolesByField.end();
  if (It == RolesByField.end())
    return nullptr;
  for (const FieldFact *Fact : It->second)
    if (Fact->Role == Role && fieldPath(F) == Fact->Field &&
        structName(F) == Fact->Struct)
      return Fact;
  return nullptr;
}

StringRef Vocabulary::expectedOperands(StringRef Template) const {
  for (const AsmFact &A : Known.Exchanges)
    if (Template.contains(A.Text))
      return A.Expected;
  return {};
}

static bool isThrough(const FieldFact &F, StringRef Pointer) {
  return Pointer == "*" + F.Struct + "." + F.Field;
}

bool Vocabulary::isConcurrent(StringRef Pointer) const {
  return any_of(Known.Fields, [&](const FieldFact &F) {
    return F.Role != FieldRole::Locked && isThrough(F, Pointer);
  });
}

const FieldFact *Vocabulary::calledLocked(StringRef Pointer) const {
  auto It = find_if(Known.Fields, [&](const FieldFact &F) {
    return F.Role == FieldRole::Locked && isThrough(F, Pointer);
  });
  return It == Known.Fields.end() ? nullptr : &*It;
}

const MacroRole *Vocabulary::macro(StringRef Name) const {
  auto It = Known.Macros.find(Name);
  return It == Known.Macros.end() ? nullptr : &It->second;
}
