//===-- KernelTree.cpp - a kernel source becomes a compile database ------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every call of make has the same variables: with others, even `make -n`
// would configure the tree anew, for another compiler.
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/KernelTree.h"
#include "reread/Findings/FileNames.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/DryRun.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

extern char **environ;

using namespace llvm;

namespace reread {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

/// Configuring and preparing a kernel take these programs.
static Error checkPrograms() {
  static const std::pair<const char *, const char *> Needed[] = {
      {"make", "make"},
      {"clang" REREAD_LLVM_SUFFIX, "clang" REREAD_LLVM_SUFFIX},
      {"ld.lld" REREAD_LLVM_SUFFIX, "lld" REREAD_LLVM_SUFFIX},
      {"llvm-ar" REREAD_LLVM_SUFFIX, "llvm" REREAD_LLVM_SUFFIX},
      {"flex", "flex"},
      {"bison", "bison"},
      {"bc", "bc"},
      {"perl", "perl"},
  };
  std::string Programs, Packages;
  for (auto [Program, Package] : Needed) {
    if (sys::findProgramByName(Program))
      continue;
    Programs += (Programs.empty() ? "'" : ", '") + std::string(Program) + "'";
    Packages += std::string(" ") + Package;
  }
  if (Programs.empty())
    return Error::success();
  return error("preparing a kernel needs " + Programs +
               "; install the Debian packages" + Packages);
}

namespace {
class KernelBuild {
public:
  KernelBuild(const KernelRequest &Request)
      : Request(Request), Source(real(Request.Source)),
        Build(real(Request.Build)) {}

  Expected<KernelDatabase> run() {
    if (Error E = checkSource())
      return std::move(E);
    if (Error E = checkPrograms())
      return std::move(E);
    if (Error E = openBuild())
      return std::move(E);
    if (Error E = configure())
      return std::move(E);
    step("preparing headers");
    if (Error E = make({"prepare"}))
      return std::move(E);
    return list();
  }

private:
  static std::string real(StringRef Path) {
    SmallString<256> Result;
    if (fs::real_path(Path, Result))
      return absolutePath(Path);
    return std::string(Result);
  }

  std::string inBuild(StringRef Name) const { return Build + "/" + Name.str(); }

  void step(const Twine &What) {
    if (Request.OnStep)
      Request.OnStep(What.str());
  }

  Error checkSource() {
    if (!fs::is_directory(Source))
      return error("no such directory: '" + Request.Source + "'");
    auto Makefile = MemoryBuffer::getFile(Source + "/Makefile");
    if (!Makefile || !(*Makefile)->getBuffer().contains("\nPATCHLEVEL =") ||
        !(*Makefile)->getBuffer().contains("VERSION ="))
      return error("'" + Request.Source +
                   "' is not a kernel tree: it has no Makefile with VERSION "
                   "and PATCHLEVEL");
    if (isBelow(Build, Source))
      return error("the build folder '" + Request.Build +
                   "' is in the source tree, which is never written to");
    return Error::success();
  }

  Error openBuild() {
    if (std::error_code EC = fs::create_directories(Build))
      return error("cannot create the build folder '" + Request.Build +
                   "': " + EC.message());
    // The folder's name may have been a way through links.
    Build = real(Build);
    if (fs::access(Build, fs::AccessMode::Write))
      return error("cannot write into the build folder '" + Request.Build +
                   "'");
    return Error::success();
  }

  Error configure() {
    step("configuring: " + Request.Config);
    if (fs::is_regular_file(Request.Config)) {
      std::error_code EC;
      // A file copied onto itself is empty.
      if (!fs::equivalent(Request.Config, inBuild(".config")))
        EC = fs::copy_file(Request.Config, inBuild(".config"));
      if (EC)
        return error("cannot copy '" + Request.Config +
                     "' into the build folder: " + EC.message());
    } else {
      if (StringRef(Request.Config).contains('/'))
        return error("no such configuration file: '" + Request.Config + "'");
      if (Error E = make({Request.Config}))
        return E;
    }
    if (Error E = applySettings())
      return E;
    if (Error E = make({"olddefconfig"}))
      return E;
    return checkSettings();
  }

  /// Later lines of a .config win over earlier ones, and olddefconfig removes
  /// these.
  Error applySettings() {
    std::error_code EC;
    raw_fd_ostream OS(inBuild(".config"), EC, fs::CD_OpenAlways, fs::FA_Write,
                      fs::OF_Append);
    if (EC)
      return error("cannot write '" + inBuild(".config") +
                   "': " + EC.message());
    for (const auto &[Symbol, Value] : Request.Set)
      OS << configLine(Symbol, Value);
    OS.close();
    if (OS.has_error())
      return error("cannot write '" + inBuild(".config") + "'");
    return Error::success();
  }

  Error checkSettings() {
    auto Config = MemoryBuffer::getFile(inBuild(".config"));
    if (!Config)
      return error("make wrote no '" + inBuild(".config") + "'");
    std::string Lost;
    for (const auto &[Symbol, Value] : Request.Set) {
      std::string Now = configValue((*Config)->getBuffer(), Symbol);
      if (Now != Value)
        Lost += (Lost.empty() ? "" : ", ") + Symbol + "=" + Value + " (is " +
                Now + ")";
    }
    if (Lost.empty())
      return Error::success();
    return error("--set did not stick: " + Lost +
                 "; the tree does not know the symbol, or what it depends on "
                 "is not set");
  }

  /// Runs make on targets; what it prints goes to Log, or to a file that is
  /// looked into only if make fails.
  Error make(ArrayRef<StringRef> Targets, bool DryRun = false,
             StringRef Log = "");
  Error explain(StringRef Target);
  Expected<KernelDatabase> list();

  const KernelRequest &Request;
  std::string Source, Build;
  std::string Printed; ///< by the last make; of a dry run, only its errors
};
} // namespace

Error KernelBuild::make(ArrayRef<StringRef> Targets, bool DryRun,
                        StringRef Log) {
  auto Program = sys::findProgramByName("make");
  if (!Program)
    return error("preparing a kernel needs 'make'");
  std::string Output = "O=" + Build;
  // Makes that run side by side would print into each other's lines.
  std::string Jobs = "-j" + std::to_string(DryRun ? 1 : Request.Jobs);
  SmallVector<StringRef, 16> Arguments = {
      "make", "-C", Source, Output, "LLVM=" REREAD_LLVM_SUFFIX, Jobs};
  if (DryRun) // -k: one target that cannot be made must not hide the others
    Arguments.insert(Arguments.end(), {"-n", "-k", "V=1"});
  Arguments.insert(Arguments.end(), Targets.begin(), Targets.end());

  // A make around this one must not pass its options on, and messages are
  // read below, so they must be the untranslated ones.
  std::vector<StringRef> Environment = {"LC_ALL=C"};
  for (char **Variable = environ; *Variable; ++Variable) {
    StringRef Name = StringRef(*Variable).split('=').first;
    if (Name != "MAKEFLAGS" && Name != "MFLAGS" && Name != "MAKELEVEL" &&
        Name != "KBUILD_OUTPUT" && Name != "LC_ALL")
      Environment.push_back(*Variable);
  }

  SmallString<128> Errors;
  if (fs::createTemporaryFile("reread-make", "log", Errors))
    return error("cannot create a temporary file");
  FileRemover Remove(Errors);
  std::string Message;
  int Status = sys::ExecuteAndWait(
      *Program, Arguments, ArrayRef<StringRef>(Environment),
      {StringRef(""), Log.empty() ? StringRef(Errors) : Log, StringRef(Errors)},
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Message);
  if (Status < 0)
    return error("make did not run to its end: " + Message);
  if (auto Text = MemoryBuffer::getFile(Errors))
    Printed = (*Text)->getBuffer().str();
  // Without objects to link, a dry run always fails in the end.
  if (Status == 0 || DryRun)
    return Error::success();
  return explain(Targets.front());
}

Error KernelBuild::explain(StringRef Target) {
  StringRef Output = Printed;
  if (Output.contains("source tree is not clean"))
    return error("'" + Request.Source +
                 "' has been built in; clean it with 'make mrproper' (which "
                 "deletes its .config), or use an unpacked tree");
  std::string Hint;
  if (Output.contains("libelf") || Output.contains("gelf.h"))
    Hint = "; install the Debian package libelf-dev";
  else if (Output.contains("openssl/"))
    Hint = "; install the Debian package libssl-dev";
  SmallVector<StringRef, 64> Lines;
  Output.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  constexpr size_t Shown = 5;
  std::string Tail;
  for (StringRef Line : ArrayRef(Lines).take_back(Shown))
    Tail += Line.str() + "\n";
  return error(Tail + "'make " + Target + "' failed" + Hint);
}

Expected<KernelDatabase> KernelBuild::list() {
  step("listing compile commands");
  SmallString<128> Log;
  if (fs::createTemporaryFile("reread-make", "out", Log))
    return error("cannot create a temporary file");
  FileRemover Remove(Log);
  auto Config = MemoryBuffer::getFile(inBuild(".config"));
  SmallVector<StringRef, 2> Targets = {"vmlinux"};
  if (Config && configValue((*Config)->getBuffer(), "MODULES") == "y")
    Targets.push_back("modules");
  if (Error E = make(Targets, /*DryRun=*/true, Log))
    return std::move(E);
  auto Text = MemoryBuffer::getFile(Log);
  if (!Text)
    return error("cannot read what make printed: " + Text.getError().message());
  DryRunUnits Found = parseDryRun((*Text)->getBuffer(), Build);
  if (Found.Units.empty())
    return error("'make -n vmlinux' printed no compile command");

  KernelDatabase Result;
  Result.Path = inBuild("compile_commands.json");
  Result.Units = Found.Units.size();
  Result.Missing = Found.Missing;
  if (Error E = writeDatabase(Found.Units, Result.Path))
    return error("cannot write '" + Result.Path +
                 "': " + toString(std::move(E)));
  return Result;
}

Expected<KernelDatabase> prepareKernel(const KernelRequest &Request) {
  return KernelBuild(Request).run();
}

} // namespace reread
