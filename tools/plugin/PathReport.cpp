//===-- PathReport.cpp - shows a finding as a path ------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps are shown as event pieces of a path. They are handed to the
// consumers directly, since a basic bug report can only carry notes, which HTML
// does not number.
//
//===----------------------------------------------------------------------===//

#include "PathReport.h"
#include "reread/Findings/Finding.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/PathDiagnostic.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"

using namespace clang;
using namespace ento;
using namespace reread;

namespace {

/// Of points that the whole program tells, only the text is known.
SourceLocation locationOf(const SourcePoint &P, const SourceManager &SM) {
  if (P.Raw || !P.valid())
    return SourceLocation::getFromRawEncoding(P.Raw);
  auto File = SM.getFileManager().getOptionalFileRef(P.File);
  return File ? SM.translateFileLineCol(*File, P.Line, P.Column)
              : SourceLocation();
}

/// Finds a function by its place, lambdas and instantiations included.
class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
public:
  FunctionFinder(const SourceManager &SM, SourceLocation At) : SM(SM), At(At) {}

  const FunctionDecl *Found = nullptr;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitFunctionDecl(const FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() &&
        SM.getExpansionLoc(F->getLocation()) == At)
      Found = F;
    return !Found;
  }

  bool mayContain(const Decl *D) const {
    return SM.isPointWithin(At, SM.getExpansionLoc(D->getBeginLoc()),
                            SM.getExpansionRange(D->getEndLoc()).getEnd());
  }

private:
  const SourceManager &SM;
  SourceLocation At;
};

/// The function whose two reads they are. It goes into the hash by which HTML
/// and others tell findings apart.
const FunctionDecl *findOperation(const Candidate &C, ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  FunctionFinder Finder(SM, locationOf(C.FunctionAt, SM));
  for (Decl *D : Context.getTranslationUnitDecl()->decls())
    if (D->getBeginLoc().isValid() && Finder.mayContain(D) &&
        !Finder.TraverseDecl(D))
      break;
  return Finder.Found;
}

/// Shown in the head of an HTML report.
std::string metaOf(const Verdict &V) {
  if (V.Kind == VerdictKind::Confirmed)
    return "Confirmed: a feasible path takes both reads, and carries both "
           "values to their uses";
  return "Not confirmed: " + V.Reason;
}

/// Where the second read is reported: where it stands or, to a consumer that
/// drops a path which leaves its file, where the operation calls it.
const SourcePoint &endOfPath(const ReadEvidence &Second, bool CrossesFiles) {
  return CrossesFiles || Second.Via.empty() ? Second.At
                                            : Second.Via.front().Call;
}

} // namespace

void reread::reportAsPath(const Finding &F, StringRef CheckerName,
                          ASTContext &Context, BugReporter &BR) {
  const SourceManager &SM = Context.getSourceManager();
  const Candidate &C = F.What;
  const FunctionDecl *Function = findOperation(C, Context);
  const Decl *Operation = Function;
  if (!Operation)
    Operation = Context.getTranslationUnitDecl();
  // Consumers drop what they take for the same: one place and one text. Two
  // operations may read the place through one header function.
  std::string Verbose =
      F.Message + "; in '" +
      (Function ? Function->getQualifiedNameAsString() : C.Function) + "'";

  for (const auto &Consumer : BR.getPathDiagnosticConsumers()) {
    bool CrossesFiles = Consumer->supportsCrossFileDiagnostics();
    SourceLocation End = locationOf(endOfPath(C.Second, CrossesFiles), SM);
    auto Lines = std::make_unique<FilesToLineNumsMap>();
    auto Piece = [&](SourceLocation At, StringRef Text) {
      (*Lines)[SM.getFileID(At)].insert(SM.getExpansionLineNumber(At));
      return std::make_shared<PathDiagnosticEventPiece>(
          PathDiagnosticLocation(At, SM), Text, /*addPosRange=*/false);
    };

    PathPieces Pieces;
    for (const Note &N : F.Notes) {
      SourceLocation At = locationOf(N.At, SM);
      if (At.isValid() && (CrossesFiles || SM.isWrittenInSameFile(At, End)))
        Pieces.push_back(Piece(At, N.Text));
    }
    PathDiagnosticPieceRef EndPiece = Piece(End, F.Message);
    auto D = std::make_unique<PathDiagnostic>(
        CheckerName, Operation, "Double read", Verbose, F.Message,
        "Concurrency", PathDiagnosticLocation(End, SM), Operation, Operation,
        std::move(Lines));
    if (F.Confirmation.asked())
      D->addMeta(metaOf(F.Confirmation));
    D->getActivePath().splice(D->getActivePath().end(), Pieces);
    D->setEndOfPath(std::move(EndPiece));
    Consumer->HandlePathDiagnostic(std::move(D));
  }
}
