//===-- Vocabulary.h - facts, bound to the declarations of one unit ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers what is known about a declaration: from the facts, from attributes
// in the source (annotate.h) and from its type. Answers are cached; all text
// lives as long as the vocabulary.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FACTS_VOCABULARY_H
#define REREAD_FACTS_VOCABULARY_H

#include "reread/Facts/Facts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/StringSaver.h"
#include <deque>

namespace clang {
class Preprocessor;
} // namespace clang

namespace reread {

/// Why a place counts as racy, or does not.
struct PlaceInfo {
  PlaceKind Kind = PlaceKind::Racy;
  int Given = -1; ///< index into Vocabulary::given(); -1: only its type says so
  /// Nothing says that it is racy; the whole tree may show it.
  bool Observed = false;
};

class Vocabulary {
public:
  /// Macros tell what a field is whose name is one.
  Vocabulary(clang::ASTContext &Context, const Facts &Known,
             clang::Preprocessor &Macros);

  /// Of a field or a variable, by its own name; null if nothing is known.
  const PlaceInfo *place(const clang::ValueDecl *D);

  /// Of the last of nested fields, outermost first, by the path from a named
  /// struct: {context, lam_cr3_mask} as field "context.lam_cr3_mask".
  const PlaceInfo *place(llvm::ArrayRef<const clang::FieldDecl *> Path);

  /// Of the array that a pointer leads to.
  const PlaceInfo *elements(const clang::ValueDecl *D);

  /// True if a fact about a longer path ends in a field of this name.
  bool mayEndPath(const clang::FieldDecl *F) const;

  /// Of everything of this type that is reached through a pointer.
  const PlaceInfo *pointee(clang::QualType T);

  /// The roles of a function; empty for most.
  llvm::ArrayRef<FunctionFact> roles(const clang::FunctionDecl *F);

  /// The name of the sink that an argument reaches; empty for most.
  llvm::StringRef argumentSink(const clang::FunctionDecl *F, unsigned Index);
  /// Same for the inputs of an asm statement with this template.
  llvm::StringRef asmSink(llvm::StringRef Template);
  /// Same for a store to a field or a variable; Global is the variable that
  /// the field belongs to, or null.
  llvm::StringRef storeSink(const clang::ValueDecl *D,
                            const clang::VarDecl *Global);

  /// The constraint letters of the value that an asm statement with this
  /// template expects before it exchanges; empty if it is no such statement.
  llvm::StringRef expectedOperands(llvm::StringRef Template) const;

  const MacroRole *macro(llvm::StringRef Name) const;

  /// Place facts from files, the command line and attributes.
  const std::vector<PlaceFact> &given() const { return Given; }
  /// Groups that attributes declare.
  const std::vector<GroupFact> &attributeGroups() const { return Groups; }

  static bool isStdAtomic(clang::QualType T);
  /// "struct" of "struct.field": the tag, typedef name, or nearest named
  /// struct around it.
  static std::string structName(const clang::FieldDecl *F);
  /// The field's path from there.
  static std::string fieldPath(const clang::FieldDecl *F);

  /// What the facts say of the field in that role, or null.
  const FieldFact *field(const clang::FieldDecl *F, FieldRole Role) const;
  /// Whether what is done through a pointer of that name, "*struct.field" as
  /// records have it, is done at any time.
  bool isConcurrent(llvm::StringRef Pointer) const;
  /// The lock that whoever calls through such a pointer holds, or null.
  const FieldFact *calledLocked(llvm::StringRef Pointer) const;

private:
  const PlaceInfo *fromAttributes(const clang::ValueDecl *D);
  const PlaceInfo *fromFacts(const clang::ValueDecl *D, bool Elements);
  const PlaceInfo *fromType(const clang::ValueDecl *D);
  const PlaceInfo *add(PlaceKind Kind, int Index);
  llvm::StringRef attributeSink(const clang::Decl *D);

  clang::ASTContext &Context;
  const Facts &Known;
  std::vector<PlaceFact> Given;
  /// Of each of these, the field with its macros expanded.
  std::vector<std::string> FieldPaths;
  std::vector<GroupFact> Groups;
  std::deque<PlaceInfo> Infos;
  llvm::StringMap<llvm::SmallVector<int, 2>> ByLastField, ByGlobal, ByPointee;
  llvm::StringMap<llvm::SmallVector<const SinkFact *, 1>> SinkByFunction;
  llvm::SmallVector<const SinkFact *, 4> AsmSinks;
  llvm::StringMap<llvm::SmallVector<const SinkFact *, 1>> SinkByField;
  llvm::StringMap<const SinkFact *> SinkByGlobal;
  llvm::StringMap<llvm::SmallVector<const FieldFact *, 1>> RolesByField;
  llvm::DenseMap<const clang::ValueDecl *, const PlaceInfo *> PlaceCache,
      ElementsCache;
  llvm::DenseMap<const clang::Type *, const PlaceInfo *> PointeeCache;
  llvm::DenseMap<const clang::FunctionDecl *, llvm::ArrayRef<FunctionFact>>
      RoleCache;
  std::deque<std::vector<FunctionFact>> AttributeRoles;
  FunctionFact Message;
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver{Allocator};
};

} // namespace reread

#endif // REREAD_FACTS_VOCABULARY_H
