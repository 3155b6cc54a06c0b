//===-- Source.cpp - the text behind an AST ------------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "reread/Tree/CompileDatabase.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace clang;
using namespace reread;

llvm::Error reread::uncertain(const llvm::Twine &Why) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Why);
}

std::optional<TextRange> Source::written(SourceRange R) const {
  CharSourceRange C = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(R), SM, Context.getLangOpts());
  if (C.isInvalid())
    return std::nullopt;
  auto [File, Begin] = SM.getDecomposedLoc(C.getBegin());
  auto [Same, End] = SM.getDecomposedLoc(C.getEnd());
  if (File != Same || End < Begin || !SM.getFileEntryRefForID(File))
    return std::nullopt;
  return TextRange{File, Begin, End};
}

std::optional<llvm::StringRef> Source::indentAt(const TextRange &R) const {
  llvm::StringRef Before = textOf(R.File).take_front(R.Begin);
  llvm::StringRef Line = Before.substr(Before.rfind('\n') + 1);
  if (!Line.trim(" \t").empty())
    return std::nullopt;
  return Line;
}

Edit Source::replace(const TextRange &R, llvm::StringRef Text) const {
  std::string Name =
      absolutePath(SM.getFileEntryRefForID(R.File)->getName(), Directory);
  return {Name, R.Begin, R.End - R.Begin, Text.str()};
}

bool Source::isAt(SourceLocation L, const SourcePoint &At) const {
  PresumedLoc P = SM.getPresumedLoc(SM.getExpansionLoc(L));
  // Files are shown relative to a root, or as the compiler was given them.
  return P.isValid() && P.getLine() == At.Line && P.getColumn() == At.Column &&
         llvm::StringRef(absolutePath(P.getFilename(), Directory))
             .ends_with(At.File);
}

static llvm::StringRef lastName(llvm::StringRef Qualified) {
  size_t Scope = Qualified.rfind("::");
  return Scope == llvm::StringRef::npos ? Qualified
                                        : Qualified.substr(Scope + 2);
}

namespace {
class Definitions : public RecursiveASTVisitor<Definitions> {
public:
  explicit Definitions(llvm::StringRef Name) : Name(Name) {}
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && F->getIdentifier() &&
        F->getName() == Name)
      Found.push_back(F);
    return true;
  }
  llvm::StringRef Name;
  std::vector<const FunctionDecl *> Found;
};

/// The loads in a function that may be of one field or variable.
class Loads : public RecursiveASTVisitor<Loads> {
public:
  explicit Loads(llvm::StringRef Field) : Field(Field) {}
  bool VisitMemberExpr(MemberExpr *E) { return add(E, E->getMemberDecl()); }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return add(E, E->getDecl()); }
  std::vector<const Expr *> Found;

private:
  bool add(const Expr *E, const NamedDecl *D) {
    if (D->getIdentifier() && D->getName() == Field)
      Found.push_back(E);
    return true;
  }
  llvm::StringRef Field;
};
} // namespace

std::vector<const FunctionDecl *> reread::definitionsOf(const Source &S,
                                                        llvm::StringRef Name) {
  Definitions Visitor(lastName(Name));
  Visitor.TraverseDecl(S.Context.getTranslationUnitDecl());
  return Visitor.Found;
}

/// Operands of sizeof and typeof, of which a marking macro has several.
static bool isEvaluated(const Source &S, const Expr *E) {
  DynTypedNode N = DynTypedNode::create(*E);
  for (;;) {
    auto Parents = S.Context.getParents(N);
    if (Parents.empty())
      return true;
    N = Parents[0];
    if (N.get<TypeLoc>() || N.get<UnaryExprOrTypeTraitExpr>())
      return false;
    if (N.get<FunctionDecl>())
      return true;
  }
}

/// Adds a load, or a copy of one that a macro has made.
static void addSite(const Source &S, std::vector<ReadSite> &Sites,
                    const FunctionDecl *In, const Expr *E,
                    const TextRange &Range) {
  auto Known =
      llvm::find_if(Sites, [&](const ReadSite &O) { return O.Base == Range; });
  if (Known == Sites.end()) {
    ReadSite Site;
    Site.In = In;
    Site.Load = E;
    Site.Base = Site.Whole = Range;
    Sites.push_back(Site);
  } else if (isEvaluated(S, E)) {
    Known->Load = E;
  }
}

/// Sets Whole to what marks the load, if that is written around it.
static bool findMark(const Source &S, ReadSite &Site, llvm::StringRef By) {
  Site.Whole = Site.Base;
  if (By.empty())
    return true;
  llvm::StringRef Text = S.textOf(Site.Base.File);
  llvm::StringRef Before = Text.take_front(Site.Base.Begin).rtrim();
  llvm::StringRef After = Text.drop_front(Site.Base.End);
  size_t Close = After.size() - After.ltrim().size();
  if (!Before.consume_back("(") || !After.ltrim().starts_with(")"))
    return false;
  Before = Before.rtrim();
  if (!Before.consume_back(By))
    return false;
  Site.Whole.Begin = Before.size();
  Site.Whole.End = Site.Base.End + Close + 1;
  Site.Marked = true;
  return true;
}

llvm::Expected<ReadSite> reread::findRead(const Source &S,
                                          const ReadEvidence &Read,
                                          llvm::StringRef Field) {
  std::vector<ReadSite> Sites;
  for (const FunctionDecl *F : definitionsOf(S, Read.Function)) {
    Loads Visitor(Field);
    Visitor.TraverseStmt(F->getBody());
    for (const Expr *E : Visitor.Found) {
      if (!S.isAt(E->getBeginLoc(), Read.At))
        continue;
      auto Range = S.written(E->getSourceRange());
      if (!Range)
        return uncertain("a read is in the body of a macro");
      addSite(S, Sites, F, E, *Range);
    }
  }
  if (Sites.size() != 1)
    return uncertain("the text does not show one load of '" + Field +
                     "' where it is read");
  bool ByMacro = Read.Mark == Marking::Marked && !Read.MarkedBy.empty();
  if (!findMark(S, Sites.front(), ByMacro ? Read.MarkedBy : ""))
    return uncertain("'" + Read.MarkedBy + "' is not written around the read");
  Sites.front().Marked = Read.Mark == Marking::Marked;
  return Sites.front();
}

static std::string withoutBlanks(llvm::StringRef Text) {
  std::string Out;
  for (char C : Text)
    if (!llvm::isSpace(C))
      Out += C;
  return Out;
}

std::vector<ReadSite> reread::sameLoads(const Source &S, const FunctionDecl *In,
                                        const ReadSite &Like,
                                        llvm::StringRef MarkedBy) {
  std::string Text = withoutBlanks(S.textOf(Like.Base));
  const NamedDecl *D = nullptr;
  if (const auto *M = dyn_cast<MemberExpr>(Like.Load))
    D = M->getMemberDecl();
  else
    D = cast<DeclRefExpr>(Like.Load)->getDecl();
  Loads Visitor(D->getName());
  Visitor.TraverseStmt(In->getBody());
  std::vector<ReadSite> Sites;
  for (const Expr *E : Visitor.Found) {
    auto Range = S.written(E->getSourceRange());
    if (Range && withoutBlanks(S.textOf(*Range)) == Text)
      addSite(S, Sites, In, E, *Range);
  }
  for (ReadSite &Site : Sites)
    if (!MarkedBy.empty() && !findMark(S, Site, MarkedBy))
      Site.Whole = Site.Base;
  return Sites;
}

namespace {
class Modifications : public RecursiveASTVisitor<Modifications> {
public:
  Modifications(const Source &S, const ValueDecl *D, unsigned Begin,
                unsigned End)
      : S(S), D(D->getCanonicalDecl()), Begin(Begin), End(End) {}

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      note(B->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *U) {
    if (U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf)
      note(U->getSubExpr());
    return true;
  }
  bool Any = false;

private:
  void note(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    if (!Ref || Ref->getDecl()->getCanonicalDecl() != D)
      return;
    unsigned At = S.SM.getFileOffset(S.SM.getExpansionLoc(E->getBeginLoc()));
    Any |= At >= Begin && At < End;
  }

  const Source &S;
  const Decl *D;
  unsigned Begin, End;
};
} // namespace

bool reread::isModified(const Source &S, const FunctionDecl *In,
                        const ValueDecl *Variable, unsigned Begin,
                        unsigned End) {
  Modifications Visitor(S, Variable, Begin, End);
  Visitor.TraverseStmt(In->getBody());
  return Visitor.Any;
}

bool reread::variablesOf(const Expr *E, std::vector<const ValueDecl *> &Out) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return variablesOf(M->getBase(), Out);
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return variablesOf(A->getBase(), Out) && variablesOf(A->getIdx(), Out);
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return (U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf) &&
           variablesOf(U->getSubExpr(), Out);
  if (isa<IntegerLiteral, CXXThisExpr>(E))
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (Ref)
    Out.push_back(Ref->getDecl());
  return Ref;
}

namespace {
class NamedIn : public RecursiveASTVisitor<NamedIn> {
public:
  explicit NamedIn(llvm::StringRef Name) : Name(Name) {}
  bool VisitNamedDecl(NamedDecl *D) { return note(D); }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return note(E->getDecl()); }
  bool Any = false;

private:
  bool note(const NamedDecl *D) {
    Any |= D->getIdentifier() && D->getName() == Name;
    return true;
  }
  llvm::StringRef Name;
};
} // namespace

bool reread::isTaken(llvm::StringRef Name, const FunctionDecl *In,
                     const Preprocessor *PP) {
  NamedIn Visitor(Name);
  Visitor.TraverseDecl(const_cast<FunctionDecl *>(In));
  if (Visitor.Any || !PP)
    return Visitor.Any;
  IdentifierInfo *Id = PP->getIdentifierInfo(Name);
  return Id && (Id->hasMacroDefinition() ||
                Id->isKeyword(In->getASTContext().getLangOpts()));
}

std::string reread::typeName(const Source &S, QualType T) {
  T = T.getUnqualifiedType();
  if (T->isArrayType() || T->isFunctionPointerType() || T->isRecordType())
    return "";
  PrintingPolicy Policy(S.Context.getLangOpts());
  Policy.Bool = true;
  std::string Text = T.getAsString(Policy);
  // Of a type without a name, the place of its definition is printed.
  return llvm::StringRef(Text).contains("unnamed ") ||
                 llvm::StringRef(Text).contains("typeof")
             ? ""
             : Text;
}

std::string reread::marked(llvm::StringRef Marker, llvm::StringRef Text) {
  if (Marker.empty())
    return Text.str();
  // A builtin takes an address and an order.
  if (Marker.starts_with("__atomic_"))
    return (Marker + "(&" + Text + ", __ATOMIC_RELAXED)").str();
  return (Marker + "(" + Text + ")").str();
}
