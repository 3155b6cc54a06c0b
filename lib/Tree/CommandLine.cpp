//===-- CommandLine.cpp - a compiler's command made harmless -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver's own option table says what a word means, so that an option's
// value is never taken for an option, and what Clang does not know (options
// of GCC's and of sparse) can be told from what it does.
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/CommandLine.h"
#include "clang/Driver/Options.h"
#include "clang/Driver/ToolChain.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::driver;
using namespace llvm;
using opt::Arg;

namespace reread {

namespace {
/// A command, split into what runs and the driver's view of the rest.
struct ParsedCommand {
  BumpPtrAllocator Allocator;
  StringSaver Saver{Allocator};
  std::string Compiler;
  SmallVector<const char *, 128> Words;
  opt::InputArgList Args;

  explicit ParsedCommand(const CompileUnit &Unit) {
    ArrayRef<std::string> Rest(Unit.Command);
    while (Rest.size() > 1 && isLauncher(Rest.front()))
      Rest = Rest.drop_front();
    Compiler = Rest.front();
    for (const std::string &Word : Rest.drop_front())
      Words.push_back(Saver.save(Word).data());
    expandResponseFiles(Unit.Directory);
    unsigned MissingIndex = 0, MissingCount = 0;
    Args = getDriverOptTable().ParseArgs(Words, MissingIndex, MissingCount,
                                         opt::Visibility(options::ClangOption));
  }

  ParsedCommand(const ParsedCommand &) = delete;

private:
  static bool isLauncher(StringRef Word) {
    return StringSwitch<bool>(sys::path::stem(Word))
        .Cases("ccache", "sccache", "distcc", "icecc", "gomacc", "env", true)
        // The variables that `env` sets.
        .Default(!Word.starts_with("-") && Word.contains('='));
  }

  void expandResponseFiles(StringRef Directory) {
    if (none_of(Words, [](const char *W) { return W[0] == '@'; }))
      return;
    auto FS = vfs::createPhysicalFileSystem();
    cl::ExpansionContext Context(Allocator, cl::TokenizeGNUCommandLine);
    Context.setVFS(FS.get()).setCurrentDir(Directory);
    // A file that cannot be read stays a word, and the driver names it.
    consumeError(Context.expandResponseFiles(Words));
  }
};
} // namespace

static types::ID typeOfName(StringRef File) {
  StringRef Extension = sys::path::extension(File);
  return Extension.empty()
             ? types::TY_INVALID
             : types::lookupTypeForExtension(Extension.drop_front());
}

static bool isSource(StringRef File) {
  types::ID Type = typeOfName(File);
  return Type != types::TY_INVALID && types::isSrcFile(Type) &&
         types::isDerivedFromC(Type) && Type != types::TY_Asm;
}

static StringRef modeOf(StringRef Compiler) {
  const char *Mode =
      ToolChain::getTargetAndModeFromProgramName(sys::path::filename(Compiler))
          .DriverMode;
  return Mode ? Mode : "";
}

/// Whether an option writes a file, runs foreign code, makes warnings
/// matter, or is not Clang's.
static bool isHarmful(const Arg &A) {
  const opt::Option &Option = A.getOption();
  if (Option.matches(options::OPT_UNKNOWN) ||
      Option.matches(options::OPT_M_Group))
    return true;
  switch (Option.getID()) {
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_emit_llvm:
  case options::OPT__analyze:
  case options::OPT_save_temps:
  case options::OPT_save_temps_EQ:
  case options::OPT__serialize_diags:
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_gen_reproducer:
  case options::OPT_gen_reproducer_eq:
  case options::OPT_fcrash_diagnostics_dir:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT_v:
  case options::OPT__HASH_HASH_HASH:
  case options::OPT_pedantic_errors:
    return true;
  case options::OPT_W_Joined:
    return StringRef(A.getValue()).starts_with("error") ||
           StringRef(A.getValue()) == "fatal-errors";
  case options::OPT_Wp_COMMA:
    return StringRef(A.getValue()).starts_with("-M");
  default:
    return false;
  }
}

/// Passes a word of -Xclang on, unless it loads or runs a plugin; Skip says
/// that it is the value of such a word.
static bool isPluginWord(StringRef Word, bool &Skip) {
  if (Skip) {
    Skip = false;
    return true;
  }
  Skip = Word == "-load" || Word == "-plugin" || Word == "-add-plugin" ||
         Word.starts_with("-plugin-arg-") || Word == "-analyzer-config";
  return Skip || Word.starts_with("-analyze");
}

std::vector<std::string> analysisCommand(const CompileUnit &Unit) {
  ParsedCommand Command(Unit);
  // The directory of our own Clang, so that the driver finds the C++ library
  // and tools that belong to it.
  std::vector<std::string> Result = {REREAD_CLANG_BIN_DIR "/clang"};
  auto Name = ToolChain::getTargetAndModeFromProgramName(
      sys::path::filename(Command.Compiler));
  if (Name.DriverMode)
    Result.push_back(Name.DriverMode);
  if (Name.TargetIsValid)
    Result.push_back("--target=" + Name.TargetPrefix);
  if (!Command.Args.hasArg(options::OPT_resource_dir,
                           options::OPT_resource_dir_EQ))
    Result.insert(Result.end(), {"-resource-dir", REREAD_RESOURCE_DIR});
  Result.insert(Result.end(), {"-fsyntax-only", "-w", "-DREREAD=1"});
  // GCC only warns about these, and a tree for GCC may have them.
  for (const char *Warning :
       {"implicit-function-declaration", "implicit-int", "int-conversion",
        "incompatible-function-pointer-types"})
    Result.push_back(std::string("-Wno-error=") + Warning);

  bool Skip = false;
  for (const Arg *A : Command.Args) {
    if (isHarmful(*A))
      continue;
    if (A->getOption().matches(options::OPT_Xclang) &&
        isPluginWord(A->getValue(), Skip))
      continue;
    opt::ArgStringList Rendered;
    A->render(Command.Args, Rendered);
    Result.insert(Result.end(), Rendered.begin(), Rendered.end());
  }
  return Result;
}

std::vector<CompileUnit> unitsOfCommand(ArrayRef<std::string> Words,
                                        StringRef Directory) {
  std::vector<CompileUnit> Result;
  if (Words.empty())
    return Result;
  CompileUnit Whole;
  Whole.Directory = Directory.str();
  if (StringRef(Words.front()).starts_with("-"))
    Whole.Command.push_back("clang");
  Whole.Command.insert(Whole.Command.end(), Words.begin(), Words.end());

  ParsedCommand Command(Whole);
  auto Inputs = Command.Args.getAllArgValues(options::OPT_INPUT);
  bool Named = Command.Args.hasArg(options::OPT_x);
  for (const std::string &Source : Inputs) {
    if (!Named && !isSource(Source))
      continue;
    CompileUnit Unit = Whole;
    Unit.File = absolutePath(Source, Directory);
    Unit.Command = {Command.Compiler};
    for (const Arg *A : Command.Args) {
      if (A->getOption().matches(options::OPT_INPUT) && A->getValue() != Source)
        continue;
      opt::ArgStringList Rendered;
      A->render(Command.Args, Rendered);
      Unit.Command.insert(Unit.Command.end(), Rendered.begin(), Rendered.end());
    }
    Result.push_back(std::move(Unit));
  }
  return Result;
}

bool definesMacro(const CompileUnit &Unit, StringRef Name) {
  ParsedCommand Command(Unit);
  for (StringRef Definition : Command.Args.getAllArgValues(options::OPT_D))
    if (Definition.split('=').first == Name)
      return true;
  return false;
}

bool isCPlusPlus(const CompileUnit &Unit) {
  ParsedCommand Command(Unit);
  if (const Arg *A = Command.Args.getLastArg(options::OPT_x))
    return types::isCXX(types::lookupTypeForTypeSpecifier(A->getValue()));
  types::ID Type = typeOfName(Unit.File);
  return types::isCXX(Type) ||
         (Type == types::TY_C && modeOf(Command.Compiler).ends_with("g++"));
}

} // namespace reread
