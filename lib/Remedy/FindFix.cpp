//===-- FindFix.cpp - the edits that make two reads one ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Block.h"
#include "PassDown.h"
#include "reread/Remedy/Fix.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace clang;
using namespace reread;

llvm::StringRef reread::fieldOf(const Candidate &C) {
  llvm::StringRef Place = C.Place;
  size_t Dot = Place.rfind('.');
  return Dot == llvm::StringRef::npos ? Place : Place.substr(Dot + 1);
}

/// What must hold before looking at the text.
static llvm::Error checkFinding(const Finding &F) {
  const Candidate &C = F.What;
  const Between &M = C.Mid;
  if (!F.ReadOnceWith)
    return uncertain("the remedy is no single read: " + F.Remedy);
  if (C.BitField || !C.Scalar)
    return uncertain("the place is no scalar");
  if (C.Atomic)
    return uncertain("the place is atomic by its type, and reads itself");
  if (C.SameSite)
    return uncertain("both values come from one load in a loop");
  // What must agree must come from one read, whatever is ordered in between.
  bool Ordered = M.Barrier && F.Agreement.empty();
  if (M.Locked || M.Unlocked || M.MayUnlock || Ordered || M.Slept ||
      M.Written || M.MayWrite || M.Awaited)
    return uncertain("what lies between the reads may want the second one");
  if (C.First.Via.size() > 1 || C.Second.Via.size() > 1)
    return uncertain("a read is more than one call away from the operation");
  return llvm::Error::success();
}

namespace {
/// The first value, in a variable of the operation.
class Snapshot {
public:
  Snapshot(const Source &S, const Finding &F, const Preprocessor &PP, Fix &Out)
      : S(S), F(F), PP(PP), Out(Out) {}

  llvm::Error find();
  /// Whether the variable has the value where E is, and E's object is the
  /// first read's.
  llvm::Error reaches(const Stmt *E, unsigned End) const;

  const FunctionDecl *Operation = nullptr;
  ReadSite Site;

private:
  llvm::Error findCall();
  const VarDecl *existing() const;
  llvm::Error hoist();
  std::string comment(llvm::StringRef Indent) const;

  const Source &S;
  const Finding &F;
  const Preprocessor &PP;
  Fix &Out;
  const Expr *Value = nullptr; ///< in the operation: the load, or a call
  TextRange Text;              ///< of it
  Place Where;
  const VarDecl *Variable = nullptr;
};
} // namespace

/// The call whose value the first one is.
llvm::Error Snapshot::findCall() {
  const ViaEvidence &V = F.What.First.Via.front();
  // The callee must give what it reads, and do nothing else.
  const auto *Body = cast<CompoundStmt>(Site.In->getBody());
  const auto *Return =
      Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  auto Returned = Return && Return->getRetValue()
                      ? S.written(Return->getRetValue()->getSourceRange())
                      : std::nullopt;
  if (!Returned || !(*Returned == Site.Whole))
    return uncertain("'" + V.Function + "' does more than to read");
  for (const FunctionDecl *Caller : definitionsOf(S, F.What.Function))
    if (const CallExpr *Call = findCallOf(S, Caller, V)) {
      Operation = Caller;
      Value = Call;
    }
  auto Range = Value ? S.written(Value->getSourceRange()) : std::nullopt;
  if (!Range)
    return uncertain("the text does not show the call of '" + V.Function + "'");
  Text = *Range;
  return llvm::Error::success();
}

llvm::Error Snapshot::find() {
  auto Found = findRead(S, F.What.First, fieldOf(F.What));
  if (!Found)
    return Found.takeError();
  Site = *Found;
  if (F.What.First.Via.empty()) {
    Operation = Site.In;
    Value = Site.Load;
    Text = Site.Whole;
  } else if (llvm::Error E = findCall()) {
    return E;
  }
  auto P = placeOf(S, Value);
  if (!P)
    return P.takeError();
  Where = *P;
  Variable = existing();
  if (!Variable) {
    if (llvm::Error E = hoist())
      return E;
  } else {
    Out.Local = Variable->getNameAsString();
    auto Line = S.written(Where.statement()->getBeginLoc());
    if (auto Indent = Line ? S.indentAt(*Line) : std::nullopt)
      Out.Edits.insert(S.insert(*Line, comment(*Indent)));
  }
  if (!Site.Marked && !F.ReadOnceWith->empty()) {
    Out.Marker = *F.ReadOnceWith;
    // A new local's line has it already.
    if (Variable || !F.What.First.Via.empty())
      Out.Edits.insert(
          S.replace(Site.Whole, marked(Out.Marker, S.textOf(Site.Base))));
  }
  return llvm::Error::success();
}

/// A local that gets the value, the whole value and, until it is read again,
/// nothing but the value.
const VarDecl *Snapshot::existing() const {
  const VarDecl *V = Where.Initialised;
  const Expr *From = V ? V->getInit() : nullptr;
  const auto *B = dyn_cast<BinaryOperator>(Where.statement());
  if (!V && B && B->getOpcode() == BO_Assign) {
    const auto *Ref = dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParens());
    V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    From = B->getRHS();
  }
  auto Range = From ? S.written(From->getSourceRange()) : std::nullopt;
  if (!V || !V->hasLocalStorage() || !Range || !(*Range == Text) ||
      !S.Context.hasSameUnqualifiedType(V->getType(), Site.Load->getType()))
    return nullptr;
  return V;
}

std::string Snapshot::comment(llvm::StringRef Indent) const {
  std::string Who =
      F.Writers.empty() ? "another thread" : F.Writers.front().Function + "()";
  return "/* Read once: " + Who + " may change it meanwhile. */\n" +
         Indent.str();
}

llvm::Error Snapshot::hoist() {
  if (!isEvaluatedFirst(S, Where, Text))
    return uncertain("the first read is conditional, or something is evaluated "
                     "before it");
  std::string Type = typeName(S, Site.Load->getType());
  if (Type.empty())
    return uncertain("the type of the place has no name to declare a local "
                     "with");
  for (llvm::StringRef End : {"", "_now", "_seen"}) {
    Out.Local = (fieldOf(F.What) + End).str();
    if (!isTaken(Out.Local, Operation, &PP))
      break;
    Out.Local.clear();
  }
  if (Out.Local.empty())
    return uncertain("there is no free name for a local");
  Out.NewLocal = true;
  auto Line = S.written(S.SM.getExpansionLoc(Where.statement()->getBeginLoc()));
  auto Indent = Line ? S.indentAt(*Line) : std::nullopt;
  if (!Indent)
    return uncertain("the first read's statement does not begin its line");
  std::string Marker = Site.Marked ? "" : *F.ReadOnceWith;
  std::string Read = Value == Site.Load ? marked(Marker, S.textOf(Text))
                                        : S.textOf(Text).str();
  std::string Declarator = Type + (Type.back() == '*' ? "" : " ") + Out.Local;
  // Declarations stay together, before statements.
  if (isa<DeclStmt>(Where.statement())) {
    Out.Edits.insert(S.insert(*Line, comment(*Indent) + Declarator + " = " +
                                         Read + ";\n" + Indent->str()));
  } else {
    const Stmt *Front = Where.Block->body_front();
    auto Top = S.written(S.SM.getExpansionLoc(Front->getBeginLoc()));
    auto TopIndent = Top ? S.indentAt(*Top) : std::nullopt;
    if (!TopIndent)
      return uncertain("the block's first statement does not begin its line");
    std::string Gap = isa<DeclStmt>(Front) ? "" : "\n";
    std::string Declared = Declarator + ";\n" + Gap + TopIndent->str();
    std::string Assigned =
        comment(*Indent) + Out.Local + " = " + Read + ";\n" + Indent->str();
    if (*Top == *Line)
      Out.Edits.insert(S.insert(*Line, Declared + Assigned));
    else {
      Out.Edits.insert(S.insert(*Top, Declared));
      Out.Edits.insert(S.insert(*Line, Assigned));
    }
  }
  Out.Edits.insert(S.replace(Text, Out.Local));
  return llvm::Error::success();
}

llvm::Error Snapshot::reaches(const Stmt *E, unsigned End) const {
  if (!dominates(S, Where, E, Operation))
    return uncertain("the first read does not always come before the second "
                     "one, or a loop lies between");
  std::vector<const ValueDecl *> Variables;
  if (!variablesOf(Site.Load, Variables))
    return uncertain("the object of the read is more than an access path");
  if (F.What.First.Via.empty())
    for (const ValueDecl *V : Variables)
      if (isModified(S, Operation, V, Site.Whole.End, End))
        return uncertain("'" + V->getNameAsString() +
                         "' changes between the reads");
  auto After = S.written(Where.statement()->getSourceRange());
  if (Variable &&
      (!After || isModified(S, Operation, Variable, After->End, End)))
    return uncertain("'" + Variable->getNameAsString() +
                     "' gets another value before the second read");
  return llvm::Error::success();
}

/// Both reads are in the operation: later ones become the local.
static llvm::Error replaceLater(const Source &S, const Finding &F,
                                const Snapshot &First, Fix &Out) {
  auto Second = findRead(S, F.What.Second, fieldOf(F.What));
  if (!Second)
    return Second.takeError();
  std::string By = F.What.Second.Mark == Marking::Marked
                       ? F.What.Second.MarkedBy
                       : std::string();
  bool Found = false;
  for (const ReadSite &Site : sameLoads(S, First.Operation, First.Site, By)) {
    if (Site.Base.Begin <= First.Site.Base.Begin)
      continue;
    bool IsSecond = Site.Base == Second->Base;
    if (!isLoad(S, Site)) {
      if (Site.Base.Begin < Second->Base.Begin)
        return uncertain("between the reads the place is written, or its "
                         "address taken");
      continue;
    }
    if (llvm::Error E = First.reaches(Site.Load, Site.Base.Begin)) {
      if (IsSecond)
        return E;
      consumeError(std::move(E));
      continue;
    }
    Found |= IsSecond;
    Out.Edits.insert(S.replace(Site.Whole, Out.Local));
  }
  if (!Found)
    return uncertain("the two reads are not written alike");
  return llvm::Error::success();
}

llvm::Expected<Fix> reread::findFix(const Finding &F, ASTContext &Context,
                                    const Preprocessor &PP,
                                    llvm::StringRef Directory) {
  if (llvm::Error E = checkFinding(F))
    return std::move(E);
  Source S(Context, Directory);
  Fix Out;
  Snapshot First(S, F, PP, Out);
  if (llvm::Error E = First.find())
    return std::move(E);
  if (F.What.Second.Via.empty()) {
    if (llvm::Error E = replaceLater(S, F, First, Out))
      return std::move(E);
    return Out;
  }
  const CallExpr *Call =
      findCallOf(S, First.Operation, F.What.Second.Via.front());
  if (!Call)
    return uncertain("the text does not show the call of '" +
                     F.What.Second.Via.front().Function + "'");
  unsigned At = S.SM.getFileOffset(S.SM.getExpansionLoc(Call->getBeginLoc()));
  if (llvm::Error E = First.reaches(Call, At))
    return std::move(E);
  if (llvm::Error E = passDown(S, F, Call, Out))
    return std::move(E);
  return Out;
}
