//===-- Sites.h - where in the source a question's reads and uses are ----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A candidate names lines and columns, as it may come from another parse of the
// unit. Here they are found again.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_CONFIRM_SITES_H
#define REREAD_LIB_CONFIRM_SITES_H

#include "reread/Confirm/UnitConfirmation.h"
#include "clang/AST/ASTContext.h"
#include "clang/Analysis/AnalysisDeclContext.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace reread {

/// Of the two snapshots.
enum Which : unsigned { First = 0, Second = 1 };

/// What a statement may be to a question.
enum SiteBits : unsigned {
  ReadSite = 1,  ///< the load, in the function that has it
  EnterSite = 4, ///< in the operation: the load, or the call on the way to it
  UseSite = 16,  ///< in the operation
};
inline unsigned bitOf(SiteBits B, Which W) { return B << W; }

/// Names of files, as the candidates have them.
class FileNames {
public:
  FileNames(const clang::SourceManager &SM,
            std::function<std::string(llvm::StringRef)> Shown)
      : SM(SM), Shown(std::move(Shown)) {}
  bool isAt(clang::SourceLocation L, const SourcePoint &P);
  SourcePoint point(clang::SourceLocation L);

private:
  const clang::SourceManager &SM;
  std::function<std::string(llvm::StringRef)> Shown;
  llvm::StringMap<std::string> Names;
};

class Sites {
public:
  Sites(FileNames &Files, const Question &Asked) : Files(Files), Asked(Asked) {}

  const Question &question() const { return Asked; }
  const ReadEvidence &read(Which W) const {
    return W == First ? Asked.What.First : Asked.What.Second;
  }

  llvm::ArrayRef<UseEvidence> uses(Which W) const;

  /// SiteBits of a statement, or of nothing.
  unsigned at(const clang::Stmt *S);

  /// The frames are those of the calls on the way to the read, and its Level
  /// first of these are entered.
  bool isOnWay(const clang::LocationContext *Frame, Which W, size_t &Level);

  /// In the function that has the load.
  bool isInContext(const clang::LocationContext *Frame, Which W) {
    size_t Level;
    return isOnWay(Frame, W, Level) && Level == read(W).Via.size();
  }

  bool isCallAt(const clang::Stmt *Call, const SourcePoint &P);

  enum class User { Operation, Callee };
  /// At a call of the operation, either may use the value.
  bool isUsedAt(const clang::Stmt *Call, Which W, User By);

  /// The statement of the operation that this frame was entered from; null in
  /// the operation itself.
  static const clang::Stmt *callInOperation(const clang::LocationContext *L);

private:
  unsigned compute(const clang::Stmt *S);
  bool isAt(const clang::Stmt *S, const SourcePoint &P);

  FileNames &Files;
  const Question &Asked;
  llvm::DenseMap<const clang::Stmt *, unsigned> Cache;
};

} // namespace reread

#endif // REREAD_LIB_CONFIRM_SITES_H
