//===-- PassDown.cpp - a value that becomes a parameter ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PassDown.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace clang;
using namespace reread;

namespace {
/// Everything in a unit that names one function.
class Mentions : public RecursiveASTVisitor<Mentions> {
public:
  explicit Mentions(llvm::StringRef Name) : Name(Name) {}

  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *F = E->getDirectCallee(); F && isMeant(F))
      Calls.push_back(E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    References += isMeant(E->getDecl());
    return true;
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (isMeant(F))
      Declarations.push_back(F);
    return true;
  }

  std::vector<const CallExpr *> Calls;
  std::vector<const FunctionDecl *> Declarations;
  size_t References = 0;

private:
  bool isMeant(const NamedDecl *D) const {
    return D->getIdentifier() && D->getName() == Name;
  }
  llvm::StringRef Name;
};
} // namespace

const CallExpr *reread::findCallOf(const Source &S, const FunctionDecl *Caller,
                                   const ViaEvidence &Via) {
  llvm::StringRef Name = Via.Function;
  size_t Scope = Name.rfind("::");
  Mentions Visitor(Scope == llvm::StringRef::npos ? Name
                                                  : Name.substr(Scope + 2));
  Visitor.TraverseStmt(Caller->getBody());
  for (const CallExpr *Call : Visitor.Calls)
    if (S.isAt(Call->getBeginLoc(), Via.Call))
      return Call;
  return nullptr;
}

bool reread::isLoad(const Source &S, const ReadSite &Site) {
  // A mark takes the address itself.
  if (!(Site.Whole == Site.Base))
    return true;
  const Stmt *E = Site.Load;
  for (;;) {
    auto Parents = S.Context.getParents(*E);
    const Stmt *Parent = Parents.empty() ? nullptr : Parents[0].get<Stmt>();
    if (!Parent)
      return false;
    if (const auto *C = dyn_cast<ImplicitCastExpr>(Parent))
      return C->getCastKind() == CK_LValueToRValue;
    if (!isa<ParenExpr>(Parent))
      return false;
    E = Parent;
  }
}

/// What another caller has to read: the callee's text of the read, with the
/// argument in the place of the parameter. Empty: not certain.
static std::string readBy(llvm::StringRef Argument, llvm::StringRef Suffix) {
  bool Address = Argument.consume_front("&");
  if (!llvm::all_of(Argument, [](char C) {
        return llvm::isAlnum(C) || llvm::StringRef("_.->[]").contains(C);
      }))
    return "";
  if (!Address)
    return (Argument + Suffix).str();
  return Suffix.consume_front("->") ? (Argument + "." + Suffix).str() : "";
}

static llvm::Error changeCalls(const Source &S, const Mentions &All,
                               const CallExpr *Own, Fix &Out) {
  for (const CallExpr *Call : All.Calls) {
    auto Close = S.written(Call->getRParenLoc());
    if (!Close)
      return uncertain("a macro calls '" + Out.Callee + "'");
    std::string Value = Out.Local;
    if (Call != Own) {
      auto Argument =
          Out.Parameter.Index < Call->getNumArgs()
              ? S.written(Call->getArg(Out.Parameter.Index)->getSourceRange())
              : std::nullopt;
      std::string Read =
          Argument ? readBy(S.textOf(*Argument), Out.Parameter.Suffix) : "";
      if (Read.empty())
        return uncertain("another caller of '" + Out.Callee +
                         "' hands over more than a variable");
      Value = marked(Out.Parameter.Marker, Read);
    }
    Out.Edits.insert(S.insert(*Close, ", " + Value));
    ++Out.Calls;
  }
  return llvm::Error::success();
}

static llvm::Error changeAll(const Source &S, const CallExpr *Own, Fix &Out) {
  Mentions All(Out.Callee);
  All.TraverseDecl(S.Context.getTranslationUnitDecl());
  if (All.References != All.Calls.size())
    return uncertain("a pointer to '" + Out.Callee + "' is taken");
  for (const FunctionDecl *F : All.Declarations) {
    FunctionTypeLoc Type = F->getFunctionTypeLoc();
    auto Close = Type ? S.written(Type.getRParenLoc()) : std::nullopt;
    auto Name = S.written(F->getLocation());
    if (!Close || !Name)
      return uncertain("a macro declares '" + Out.Callee + "'");
    Out.Edits.insert(S.insert(*Close, ", " + Out.Parameter.Declarator));
    Out.Definition = S.textOf(TextRange{Name->File, Name->Begin, Close->End});
  }
  return changeCalls(S, All, Own, Out);
}

llvm::Error reread::passDown(const Source &S, const Finding &F,
                             const CallExpr *Call, Fix &Out) {
  const FunctionDecl *Callee = Call->getDirectCallee()->getDefinition();
  auto Second = findRead(S, F.What.Second, fieldOf(F.What));
  if (!Second)
    return Second.takeError();
  if (!Callee || Second->In != Callee)
    return uncertain("the second read is not in the function that is called");
  Out.Callee = Callee->getNameAsString();
  if (Callee->getStorageClass() != SC_Static || Callee->isVariadic() ||
      isa<CXXMethodDecl>(Callee))
    return uncertain("'" + Out.Callee +
                     "' is not static, so not all of its "
                     "callers are known");
  std::vector<const ValueDecl *> Variables;
  const ParmVarDecl *Parameter = nullptr;
  if (variablesOf(Second->Load, Variables) && Variables.size() == 1)
    Parameter = dyn_cast<ParmVarDecl>(Variables.front());
  unsigned End = S.textOf(Second->Base.File).size();
  if (!Parameter || isModified(S, Callee, Parameter, 0, End))
    return uncertain("what '" + Out.Callee +
                     "' reads from is not simply one of its parameters");
  llvm::StringRef Text = S.textOf(Second->Base);
  if (!Text.consume_front(Parameter->getName()) ||
      !(Text.starts_with("->") || Text.starts_with(".")))
    return uncertain("the read in '" + Out.Callee +
                     "' does not begin with its parameter");
  std::string Type = typeName(S, Second->Load->getType());
  std::string Name = fieldOf(F.What).str();
  if (Type.empty() || isTaken(Name, Callee, nullptr))
    return uncertain("there is no name or type for another parameter of '" +
                     Out.Callee + "'");
  Out.Parameter = {Type + (Type.back() == '*' ? "" : " ") + Name, Text.str(),
                   *F.ReadOnceWith, Parameter->getFunctionScopeIndex()};
  std::string By = F.What.Second.Mark == Marking::Marked
                       ? F.What.Second.MarkedBy
                       : std::string();
  for (const ReadSite &Site : sameLoads(S, Callee, *Second, By)) {
    if (!isLoad(S, Site))
      return uncertain("'" + Out.Callee + "' writes the place, too");
    Out.Edits.insert(S.replace(Site.Whole, Name));
  }
  return changeAll(S, Call, Out);
}

llvm::Error reread::addCallers(Fix &Change, const Finding &F,
                               ASTContext &Context, llvm::StringRef Directory) {
  Source S(Context, Directory);
  return changeAll(S, nullptr, Change);
}
