//===-- UnitRunner.cpp - parse one unit and run the engine on it ---------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/UnitRunner.h"
#include "Fence.h"
#include "PlainFiles.h"
#include "SourceNames.h"
#include "reread/Flow/LateBodies.h"
#include "reread/Support/Compat.h"
#include "reread/Tree/CommandLine.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Stack.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/thread.h"
#include <atomic>

using namespace clang;

namespace reread {

namespace {
/// Keeps the first error, as the compiler would print it.
class FirstError : public DiagnosticConsumer {
public:
  explicit FirstError(SourceNames &Names) : Names(Names) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !Line.empty())
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    if (Info.getLocation().isValid() && Info.hasSourceManager()) {
      PresumedLoc At = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getExpansionLoc(Info.getLocation()));
      if (At.isValid())
        Line = Names.shown(At.getFilename()) + ":" +
               std::to_string(At.getLine()) + ":" +
               std::to_string(At.getColumn()) + ": ";
    }
    Line += Level == DiagnosticsEngine::Fatal ? "fatal error: " : "error: ";
    Line += Text.str();
  }

  std::string Line;

private:
  SourceNames &Names;
};

/// Tells the name of every file that the unit reads.
class FileListener : public DependencyCollector {
public:
  FileListener(const CompileUnit &Unit, const RunOptions &Options)
      : Directory(Unit.Directory), OnFile(Options.OnFile) {}

  bool sawDependency(llvm::StringRef Name, bool, bool, bool,
                     bool IsMissing) override {
    // Known names need no second call, missing files must not be known.
    if (IsMissing)
      OnFile("");
    return !IsMissing && !Name.starts_with("<");
  }
  bool needSystemDependencies() override { return true; }
  void maybeAddDependency(llvm::StringRef Name, bool FromModule, bool IsSystem,
                          bool IsModuleFile, bool IsMissing) override {
    if (sawDependency(Name, FromModule, IsSystem, IsModuleFile, IsMissing) &&
        addDependency(Name))
      OnFile(absolutePath(Name, Directory));
  }

private:
  llvm::StringRef Directory;
  const std::function<void(llvm::StringRef)> &OnFile;
};

class EngineConsumer : public ASTConsumer {
public:
  EngineConsumer(CompilerInstance &CI, const Facts &Known,
                 const RunOptions &Options, UnitResult &Out)
      : CI(CI), Known(Known), What(Options.What), Out(Out) {
    if (CI.getFrontendOpts().SkipFunctionBodies)
      Late = std::make_unique<LateBodies>(CI.getPreprocessor());
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    return Late && Late->layAside(D);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    // What the parser made up to recover from an error is no evidence.
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    Out = Late ? analyzeUnit(CI.getSema(), *Late, Known, What)
               : analyzeUnit(Context, CI.getPreprocessor(), Known, What);
  }

private:
  CompilerInstance &CI;
  const Facts &Known;
  const Scope What;
  UnitResult &Out;
  std::unique_ptr<LateBodies> Late;
};

class LookConsumer : public ASTConsumer {
public:
  LookConsumer(CompilerInstance &CI,
               llvm::function_ref<void(CompilerInstance &)> Look)
      : CI(CI), Look(Look) {}

  void HandleTranslationUnit(ASTContext &) override {
    if (!CI.getDiagnostics().hasErrorOccurred())
      Look(CI);
  }

private:
  CompilerInstance &CI;
  llvm::function_ref<void(CompilerInstance &)> Look;
};

using MakeConsumer =
    std::function<std::unique_ptr<ASTConsumer>(CompilerInstance &)>;

class UnitAction : public ASTFrontendAction {
public:
  explicit UnitAction(const MakeConsumer &Make) : Make(Make) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    return Make(CI);
  }

private:
  const MakeConsumer &Make;
};
} // namespace

/// An invocation that means the same and does nothing but parse: of the
/// command's own, only what says what the source means is taken over.
static std::shared_ptr<CompilerInvocation>
harmless(const CompilerInvocation &Asked, const RunOptions &Options) {
  auto Result = std::make_shared<CompilerInvocation>();
  Result->getLangOpts() = Asked.getLangOpts();
  Result->getTargetOpts() = Asked.getTargetOpts();
  Result->getHeaderSearchOpts() = Asked.getHeaderSearchOpts();
  Result->getPreprocessorOpts() = Asked.getPreprocessorOpts();
  Result->getFileSystemOpts() = Asked.getFileSystemOpts();
  DiagnosticOptions &Diagnostics = Result->getDiagnosticOpts();
  Diagnostics.Warnings = Asked.getDiagnosticOpts().Warnings;
  Diagnostics.IgnoreWarnings = Asked.getDiagnosticOpts().IgnoreWarnings;
  Diagnostics.ErrorLimit = 20; // the first one counts
  // Otherwise "1 error generated" is printed.
  Diagnostics.ShowCarets = false;

  FrontendOptions &Frontend = Result->getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.Inputs = Asked.getFrontendOpts().Inputs;
  Frontend.DashX = Asked.getFrontendOpts().DashX;
  // The driver lets the compiler leak its memory, one process a unit.
  Frontend.DisableFree = !Options.FreeMemory;
  // C++ needs some bodies for other things than code: constants and types.
  Frontend.SkipFunctionBodies =
      !Options.AllBodies && !Asked.getLangOpts().CPlusPlus;

  // Modules that the compiler builds on its own are files, and so is the note
  // of when it last looked for old ones. Headers are included instead.
  LangOptions &Language = Result->getLangOpts();
  if (!Language.CPlusPlusModules)
    Language.Modules = false;
  Language.ImplicitModules = false;
  Language.DumpRecordLayouts = Language.DumpRecordLayoutsSimple = false;
  Language.DumpRecordLayoutsCanonical = Language.DumpVTableLayouts = false;
  HeaderSearchOptions &Headers = Result->getHeaderSearchOpts();
  Headers.ModuleCachePath.clear();
  Headers.ImplicitModuleMaps = false;
  Headers.Verbose = false;
  return Result;
}

/// Kernel functions nest deep enough for 8 MB to be too little.
static constexpr unsigned StackSize = 64u << 20;

/// What a source location of Clang's can count.
static constexpr uint64_t MaxSource = (uint64_t(1) << 31) - 1;

static void parse(const CompileUnit &Unit, const MakeConsumer &Make,
                  const RunOptions &Options, SourceNames &Names,
                  UnitOutcome &Out) {
  noteBottomOfStack();
  fenceThread();
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files =
      plainFiles(llvm::vfs::createPhysicalFileSystem(), MaxSource);
  if (Files->setCurrentWorkingDirectory(Unit.Directory)) {
    Out.Error = Out.File + ": error: the compile command's directory '" +
                Unit.Directory + "' cannot be entered";
    return;
  }

  std::vector<std::string> Command = analysisCommand(Unit);
  for (llvm::StringRef Word : Command)
    if (Word.consume_front("@")) {
      Out.Error = Out.File + ": error: the response file '" + Word.str() +
                  "' of the compile command cannot be read";
      return;
    }
  if (!Options.Overlay.empty())
    Command.insert(Command.begin() + 1, {"-ivfsoverlay", Options.Overlay});
  std::vector<const char *> Arguments;
  for (const std::string &Word : Command)
    Arguments.push_back(Word.c_str());

  FirstError DriverError(Names), ParseError(Names);
  CreateInvocationOptions Create;
  compat::EarlyDiagnostics Early(DriverError);
  Create.Diags = Early.shared();
  Create.VFS = Files;
  // An option that the target lacks is no reason to give the unit up.
  Create.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Arguments, Create);
  if (!Invocation) {
    Out.Error =
        Out.File + ": " +
        (DriverError.Line.empty() ? "error: the command compiles nothing"
                                  : DriverError.Line);
    return;
  }
  Invocation = harmless(*Invocation, Options);

  auto Compiler = compat::makeCompiler<CompilerInstance>(Invocation);
  CompilerInstance &CI = *Compiler;
  compat::setUp(CI, ParseError, Files);
  CI.setVerboseOutputStream(llvm::nulls());

  if (Options.OnFile)
    CI.addDependencyCollector(std::make_shared<FileListener>(Unit, Options));

  UnitAction Action(Make);
  bool Done = CI.ExecuteAction(Action);
  if (!Done || CI.getDiagnostics().hasErrorOccurred()) {
    // Of a source that cannot be read, the error has no place.
    llvm::StringRef Line = ParseError.Line;
    bool Placed = !Line.starts_with("error:") && !Line.starts_with("fatal ");
    Out.Error = (Placed && !Line.empty() ? "" : Out.File + ": ") +
                (Line.empty() ? "error: it cannot be parsed" : Line.str());
    return;
  }
  Out.Fate = UnitFate::Analysed;
}

std::string visitUnit(const CompileUnit &Unit, const RunOptions &Options,
                      llvm::function_ref<void(CompilerInstance &)> Look) {
  SourceNames Names(Unit.Directory, Options.Root);
  UnitOutcome Out;
  Out.File = Names.shown(Unit.File);
  RunOptions All = Options;
  All.AllBodies = true;
  MakeConsumer Make = [&](CompilerInstance &CI) {
    return std::make_unique<LookConsumer>(CI, Look);
  };
  // The fence around a thread cannot be taken away.
  llvm::thread Own(std::optional<unsigned>(StackSize),
                   [&] { parse(Unit, Make, All, Names, Out); });
  Own.join();
  return Out.Error;
}

static std::atomic<bool> Crashed;

bool anyUnitCrashed() { return Crashed; }

std::string shownName(const CompileUnit &Unit, const RunOptions &Options) {
  return SourceNames(Unit.Directory, Options.Root).shown(Unit.File);
}

UnitOutcome runUnit(const CompileUnit &Unit, const Facts &Known,
                    const RunOptions &Options) {
  SourceNames Names(Unit.Directory, Options.Root);
  UnitOutcome Out;
  Out.File = Names.shown(Unit.File);
  MakeConsumer Make = [&](CompilerInstance &CI) {
    return std::make_unique<EngineConsumer>(CI, Known, Options, Out.Result);
  };
  llvm::CrashRecoveryContext Recovery;
  if (!Recovery.RunSafelyOnThread(
          [&] { parse(Unit, Make, Options, Names, Out); }, StackSize)) {
    Crashed = true;
    Out.Fate = UnitFate::Crashed;
    Out.Error = Out.File + ": error: the analysis of this unit crashed";
  }
  if (Out.parsed())
    Names.rewrite(Out.Result);
  else
    Out.Result = UnitResult();
  return Out;
}

} // namespace reread
