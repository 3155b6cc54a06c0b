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
#include "PlainFiles.h"
#include "reread/Support/Compat.h"
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
namespace options = reread::compat::options;
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
    Args = compat::driverOptions().ParseArgs(
        Words, MissingIndex, MissingCount,
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

  static constexpr uint64_t MaxResponseFile = 16u << 20;

  void expandResponseFiles(StringRef Directory) {
    if (none_of(Words, [](const char *W) { return W[0] == '@'; }))
      return;
    auto FS = plainFiles(vfs::createPhysicalFileSystem(), MaxResponseFile);
    cl::ExpansionContext Context(Allocator, cl::TokenizeGNUCommandLine);
    Context.setVFS(FS.get()).setCurrentDir(Directory);
    // A file that cannot be read stays a word; whoever parses the unit names
    // it.
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

/// Whether an option says what the source means. What is not known to do so is
/// left out, whatever it does instead: write, load code, run a program, print.
static bool isMeaning(const Arg &A) {
  const opt::Option &Option = A.getOption();
  // Offloading runs programs that the command may name, to learn about the
  // hardware.
  for (unsigned Group :
       {options::OPT_M_Group, options::OPT_d_Group, options::OPT_offload_Group,
        options::OPT_cuda_Group, options::OPT_hip_Group})
    if (Option.matches(Group))
      return false;
  // LLVM 22 has it no more.
  if (Option.getName() == "index-header-map")
    return true;
  switch (Option.getID()) {
  case options::OPT_INPUT:
  case options::OPT__DASH_DASH:
  case options::OPT_x:
  case options::OPT_ObjC:
  case options::OPT_ObjCXX:
  case options::OPT_ansi:
  case options::OPT_std_EQ:
  case options::OPT_std_default_EQ:
  case options::OPT_stdlib_EQ:
  case options::OPT_traditional_cpp:
  case options::OPT_undef:
  case options::OPT_target:
  case options::OPT_arch:
  case options::OPT__sysroot_EQ:
  case options::OPT_gcc_toolchain:
  case options::OPT_gcc_install_dir_EQ:
  case options::OPT_gcc_triple_EQ:
  case options::OPT_resource_dir:
  case options::OPT_working_directory:
  case options::OPT_F:
  case options::OPT_pthread:
  case options::OPT_pthreads:
  case options::OPT_remap:
  case options::OPT_fheinous_gnu_extensions:
  case options::OPT_faligned_new_EQ:
  case options::OPT_fno_unsigned_char:
  // Of the compiler proper, behind -Xclang.
  case options::OPT_target_cpu:
  case options::OPT_target_feature:
  case options::OPT_target_abi:
    return true;
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_fcrash_diagnostics_dir:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT_fproc_stat_report:
  case options::OPT_fproc_stat_report_EQ:
  case options::OPT_fopenmp_targets_EQ:
  case options::OPT_pedantic_errors:
  case options::OPT_H:
  // Files that a build has made, and whose absence is an error.
  case options::OPT_fprofile_use_EQ:
  case options::OPT_fprofile_instr_use_EQ:
  case options::OPT_fprofile_sample_use_EQ:
  case options::OPT_fprofile_list_EQ:
  case options::OPT_fprofile_remapping_file_EQ:
  case options::OPT_fauto_profile_EQ:
  case options::OPT_fmemory_profile_use_EQ:
  case options::OPT_fthinlto_index_EQ:
    return false;
  case options::OPT_W_Joined:
    return !StringRef(A.getValue()).starts_with("error") &&
           StringRef(A.getValue()) != "fatal-errors";
  default:
    break;
  }
  return any_of(
      std::initializer_list<unsigned>{
          options::OPT_Preprocessor_Group, options::OPT_f_Group,
          options::OPT_f_clang_Group, options::OPT_m_Group,
          options::OPT_O_Group, options::OPT_W_Group},
      [&](unsigned Group) { return Option.matches(Group); });
}

namespace {
/// What remains of a command: options that say what the source means, those
/// handed to the compiler proper among them.
class MeaningOnly {
public:
  /// Foreign: the target is not simply what Clang runs on.
  MeaningOnly(std::vector<std::string> &Out, bool Foreign)
      : Out(Out), Foreign(Foreign) {}

  void add(const opt::InputArgList &Args) {
    for (const Arg *A : Args)
      add(Args, *A);
    addHanded();
  }

private:
  void add(const opt::InputArgList &Args, const Arg &A) {
    const opt::Option &Option = A.getOption();
    if (Option.matches(options::OPT_Xclang) ||
        Option.matches(options::OPT_Xpreprocessor) ||
        Option.matches(options::OPT_Wp_COMMA)) {
      append_range(Handed, A.getValues());
      return;
    }
    if (!isMeaning(A) || asksHardware(A))
      return;
    opt::ArgStringList Rendered;
    A.render(Args, Rendered);
    Out.insert(Out.end(), Rendered.begin(), Rendered.end());
  }

  /// Of a foreign processor, a program is run to learn which one it is.
  bool asksHardware(const Arg &A) const {
    return Foreign &&
           (A.getOption().matches(options::OPT_march_EQ) ||
            A.getOption().matches(options::OPT_mcpu_EQ)) &&
           StringRef(A.getValue()) == "native";
  }

  /// One option may have been handed over in several words.
  void addHanded() {
    unsigned MissingIndex = 0, MissingCount = 0;
    opt::InputArgList Args =
        compat::driverOptions().ParseArgs(Handed, MissingIndex, MissingCount,
                                          opt::Visibility(options::CC1Option));
    for (const Arg *A : Args) {
      // The compiler proper takes any word for a second source.
      if (A->getOption().matches(options::OPT_INPUT) || !isMeaning(*A))
        continue;
      opt::ArgStringList Rendered;
      A->render(Args, Rendered);
      for (const char *Word : Rendered)
        Out.insert(Out.end(), {"-Xclang", Word});
    }
  }

  std::vector<std::string> &Out;
  bool Foreign;
  opt::ArgStringList Handed;
};
} // namespace

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

  bool Foreign = Name.TargetIsValid || Command.Args.hasArg(options::OPT_target);
  MeaningOnly(Result, Foreign).add(Command.Args);
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
