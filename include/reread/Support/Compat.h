//===-- Compat.h - what differs between the versions of LLVM -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM 19 and 22. Every test of a version stands here. The functions are
// templates of Clang's classes, so that a user of one pays for no headers of
// the others.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_SUPPORT_COMPAT_H
#define REREAD_SUPPORT_COMPAT_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

// createInvocation(), and the driver's options.
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#include "clang/Frontend/Utils.h"
#endif

namespace reread::compat {

#if LLVM_VERSION_MAJOR >= 22
namespace options = clang::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::getDriverOptTable();
}
#else
namespace options = clang::driver::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::driver::getDriverOptTable();
}
#endif

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// What an overlay puts where; nothing if it cannot be read.
inline std::vector<llvm::vfs::YAMLVFSEntry>
overlayEntries(std::unique_ptr<llvm::MemoryBuffer> Text, llvm::StringRef Name) {
  llvm::SmallVector<llvm::vfs::YAMLVFSEntry, 16> Entries;
  auto Quiet = [](const llvm::SMDiagnostic &, void *) {};
#if LLVM_VERSION_MAJOR >= 22
  // Handed over as getVFSFromYAML() gives it, which always makes one of these.
  if (auto Overlay = llvm::vfs::getVFSFromYAML(std::move(Text), Quiet, Name))
    llvm::vfs::collectVFSEntries(
        static_cast<llvm::vfs::RedirectingFileSystem &>(*Overlay), Entries);
#else
  llvm::vfs::collectVFSFromYAML(std::move(Text), Quiet, Name, Entries);
#endif
  return {Entries.begin(), Entries.end()};
}

/// For what is said before there is a compiler.
class EarlyDiagnostics {
public:
  explicit EarlyDiagnostics(clang::DiagnosticConsumer &Client)
      : Engine(new clang::DiagnosticsEngine(new clang::DiagnosticIDs, options(),
                                            &Client,
                                            /*ShouldOwnClient=*/false)) {}

  clang::DiagnosticsEngine &engine() { return *Engine; }
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> shared() { return Engine; }

private:
#if LLVM_VERSION_MAJOR >= 22
  clang::DiagnosticOptions &options() { return Options; }
  clang::DiagnosticOptions Options;
#else
  clang::DiagnosticOptions *options() { return new clang::DiagnosticOptions; }
#endif
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Engine;
};

template <class CompilerInstance, class Invocation>
std::unique_ptr<CompilerInstance>
makeCompiler(std::shared_ptr<Invocation> Given) {
#if LLVM_VERSION_MAJOR >= 22
  return std::make_unique<CompilerInstance>(std::move(Given));
#else
  auto CI = std::make_unique<CompilerInstance>();
  CI->setInvocation(std::move(Given));
  return CI;
#endif
}

/// Diagnostics that go to Client, and files: with what the invocation lays over
/// Base.
template <class CompilerInstance>
void setUp(CompilerInstance &CI, clang::DiagnosticConsumer &Client,
           FileSystem Base) {
#if LLVM_VERSION_MAJOR >= 22
  CI.createVirtualFileSystem(std::move(Base), &Client);
  CI.createDiagnostics(&Client, /*ShouldOwnClient=*/false);
  CI.createFileManager();
  CI.createSourceManager();
#else
  CI.createDiagnostics(&Client, /*ShouldOwnClient=*/false);
  CI.createFileManager(createVFSFromCompilerInvocation(
      CI.getInvocation(), CI.getDiagnostics(), std::move(Base)));
  CI.createSourceManager(CI.getFileManager());
#endif
}

template <class CompilerInstance, class ASTContext>
void setASTContext(CompilerInstance &CI, ASTContext &Context) {
#if LLVM_VERSION_MAJOR >= 22
  CI.setASTContext(llvm::IntrusiveRefCntPtr<ASTContext>(&Context));
#else
  CI.setASTContext(&Context);
#endif
}

template <class GCCAsmStmt> std::string asmText(const GCCAsmStmt &Asm) {
#if LLVM_VERSION_MAJOR >= 22
  return Asm.getAsmString();
#else
  return Asm.getAsmString()->getString().str();
#endif
}

/// Options of the engine by which it explores a third round of a loop that may
/// end before. LLVM 22 does so only if it may widen loops at its own limit.
#if LLVM_VERSION_MAJOR >= 22
inline constexpr const char *AllRounds = "widen-loops=true";
#else
inline constexpr const char *AllRounds = "widen-loops=false";
#endif

/// A new value for what E, which is being evaluated, brings about. Equal tags
/// mean equal values; a null one is E's own.
template <class CheckerContext, class Expr, class QualType>
auto conjure(CheckerContext &C, const void *Tag, const Expr *E, QualType T) {
#if LLVM_VERSION_MAJOR >= 22
  return C.getSValBuilder().conjureSymbolVal(
      Tag ? Tag : E, C.getCFGElementRef(), C.getLocationContext(), T,
      C.blockCount());
#else
  return C.getSValBuilder().conjureSymbolVal(Tag, E, C.getLocationContext(), T,
                                             C.blockCount());
#endif
}

/// State without what Regions hold, since E changes it.
template <class CheckerContext, class State, class Regions, class Expr>
State invalidate(CheckerContext &C, const State &From, const Regions &Changed,
                 const Expr *E) {
#if LLVM_VERSION_MAJOR >= 22
  const auto By = C.getCFGElementRef();
#else
  const Expr *By = E;
#endif
  return From->invalidateRegions(Changed, By, C.blockCount(),
                                 C.getLocationContext(),
                                 /*CausesPointerEscape=*/false);
}

template <class MemRegion> const auto *memorySpace(const MemRegion *R) {
#if LLVM_VERSION_MAJOR >= 22
  return R->getRawMemorySpace();
#else
  return R->getMemorySpace();
#endif
}

/// Where the engine keeps a number: equal ones in one place.
template <class ConcreteInt> const void *keptNumber(const ConcreteInt &Number) {
#if LLVM_VERSION_MAJOR >= 22
  return Number.getValue().get();
#else
  return &Number.getValue();
#endif
}

} // namespace reread::compat

#endif // REREAD_SUPPORT_COMPAT_H
