//===-- Setup.cpp - whether all is there that reread needs ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Setup.h"
#include "Ninja.h"
#include "reread/Facts/FactsFile.h"
#include "reread/Tree/CommandLine.h"
#include "reread/Tree/CompileDatabase.h"
#include "reread/Tree/RunProgram.h"
#include "reread/Tree/TreeAnalysis.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace reread;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {
class Setup {
public:
  explicit Setup(const SetupRequest &Request) : Request(Request) {}

  std::vector<Diagnosis> diagnose() {
    fine("reread", "version " + Request.Version +
                       ", built for Clang " LLVM_VERSION_STRING);
    std::string Clang = checkClang();
    checkHeaders();
    if (!Clang.empty())
      checkPlugin(Clang);
    checkPrograms();
    checkFacts();
    if (!Request.Database.empty())
      checkDatabase();
    return std::move(All);
  }

private:
  void fine(StringRef What, const Twine &Text) {
    All.push_back({What.str(), Diagnosis::Fine, Text.str(), ""});
  }
  void wrong(StringRef What, const Twine &Text, const Twine &Remedy = "") {
    All.push_back({What.str(), Diagnosis::Wrong, Text.str(), Remedy.str()});
  }

  std::string checkClang();
  void checkHeaders();
  void checkPlugin(StringRef Clang);
  void checkPrograms();
  void checkFacts();
  void checkDatabase();
  void checkKernel(StringRef Database);
  void checkUnit(const CompileUnit &Unit, StringRef Root);

  const SetupRequest &Request;
  std::vector<Diagnosis> All;
};
} // namespace

/// The first number with dots behind the word "version".
static std::string versionIn(StringRef Text) {
  StringRef After = Text.split("version ").second;
  return After.take_while([](char C) { return isDigit(C) || C == '.'; })
      .rtrim('.')
      .str();
}

/// The clang that loads the plugin, if it can.
std::string Setup::checkClang() {
  static constexpr StringLiteral Own = REREAD_CLANG_BIN_DIR "/clang";
  std::string Name = Request.Clang.empty() ? Own.str() : Request.Clang;
  auto Found = sys::findProgramByName(Name);
  if (!Found) {
    wrong("clang", "there is no '" + Name + "'",
          "install the package 'clang" REREAD_LLVM_SUFFIX
          "', or name yours with --clang");
    return "";
  }
  auto Said = runProgram(*Found, {"--version"});
  std::string Version = Said ? versionIn(Said->Out) : "";
  if (!Said)
    consumeError(Said.takeError());
  if (Version.empty()) {
    wrong("clang", Name + " does not say which version it is",
          Twine("give a clang to --clang, such as ") + Own);
    return "";
  }
  if (Version != LLVM_VERSION_STRING) {
    std::string Major = StringRef(Version).split('.').first.str();
    wrong("clang",
          Name + ", version " + Version +
              ", but the plugin is for Clang " LLVM_VERSION_STRING
              " to the last digit",
          Twine("use ") + Own +
              ", or build reread with this clang's packages (libclang-" +
              Major + "-dev, llvm-" + Major + "-dev)");
    return "";
  }
  fine("clang", Name + ", version " + Version);
  return *Found;
}

void Setup::checkHeaders() {
  static constexpr StringLiteral Headers = REREAD_RESOURCE_DIR "/include";
  if (fs::exists(Headers + "/stddef.h"))
    fine("headers", Headers);
  else
    wrong("headers", "there is no stddef.h in " + Headers,
          "install the package 'libclang-common" REREAD_LLVM_SUFFIX "-dev'");
}

void Setup::checkPlugin(StringRef Clang) {
  if (!*Request.Plugin)
    return wrong("plugin", toString(Request.Plugin->takeError()),
                 "install reread as a whole, with 'cmake --install' or from "
                 "its package");
  StringRef Plugin = **Request.Plugin;
  auto Said =
      runProgram(Clang, {"-cc1", "-load", Plugin, "-analyzer-checker-help"});
  if (!Said)
    return wrong("plugin", toString(Said.takeError()));
  if (StringRef(Said->Out).contains("reread.DoubleRead"))
    return fine("plugin", Plugin + ", which this clang loads");
  wrong("plugin",
        Plugin + " is not loaded: " + StringRef(Said->Err).split('\n').first,
        "build reread again, with the LLVM that this clang is of");
}

void Setup::checkPrograms() {
  if (auto Ninja = findNinja())
    fine("ninja", *Ninja);
  else
    wrong("ninja", toString(Ninja.takeError()));
  if (auto Git = sys::findProgramByName("git"))
    fine("git", *Git);
  else
    All.push_back({"git", Diagnosis::Absent,
                   "not there; only 'reread check --diff BASE' needs it", ""});
}

void Setup::checkFacts() {
  std::string Folder = shippedFactsDir();
  if (Folder.empty())
    return wrong("facts", "there is no share/reread/annotations above reread",
                 "install reread as a whole, with 'cmake --install' or from "
                 "its package");
  std::vector<std::string> Sets;
  std::error_code Failed;
  for (fs::directory_iterator I(Folder, Failed), End; I != End && !Failed;
       I.increment(Failed)) {
    StringRef Name = path::filename(I->path());
    if (fs::is_directory(I->path()) && Name != "include")
      Sets.push_back(Name.str());
  }
  sort(Sets);
  Facts Read;
  for (const std::string &Set : Sets)
    if (Error E = addFacts(Set, Read))
      return wrong("facts", toString(std::move(E)),
                   "install reread again; shipped facts are not to be edited");
  fine("facts", Folder + ", with the sets " + join(Sets, ", "));
  if (Request.Known.Facts.empty())
    return;
  for (const std::string &Name : Request.Known.Facts)
    if (Name != "auto")
      if (Error E = addFacts(Name, Read))
        return wrong("facts", toString(std::move(E)));
  fine("facts", join(Request.Known.Facts, ", "));
}

void Setup::checkDatabase() {
  auto Database = CompileDatabase::load(Request.Database);
  if (!Database)
    return wrong("database", toString(Database.takeError()),
                 "let the build system write it (cmake "
                 "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, bear -- make), or "
                 "'reread kernel' for a kernel");
  ArrayRef<CompileUnit> Units = Database->units();
  std::vector<const CompileUnit *> Gone, There;
  for (const CompileUnit &Unit : Units)
    (fs::exists(Unit.File) ? There : Gone).push_back(&Unit);
  std::string Count =
      std::to_string(Units.size()) + (Units.size() == 1 ? " unit" : " units");
  if (Gone.empty())
    fine("database",
         Database->path() + ", " + Count + " below " + Database->root());
  else
    wrong("database",
          std::to_string(Gone.size()) + " of " + Count +
              (Gone.size() == 1 ? " has" : " have") +
              " no source: " + Gone.front()->File,
          "make it anew, with the sources that there are");
  if (There.empty())
    return;
  if (definesMacro(*There.front(), "__KERNEL__"))
    checkKernel(Database->path());
  checkUnit(*There.front(), Database->root());
}

/// What `reread kernel` leaves in a build folder.
void Setup::checkKernel(StringRef Database) {
  std::string Folder = absolutePath(path::parent_path(absolutePath(Database)));
  std::string Again = "let 'reread kernel SRC -O " + Folder + "' ";
  if (!fs::exists(Folder + "/include/generated/autoconf.h"))
    return wrong("kernel", Folder + " has no include/generated/autoconf.h",
                 Again + "prepare it");
  fs::file_status Config, Commands;
  if (!fs::status(Folder + "/.config", Config) &&
      !fs::status(Database, Commands) &&
      Config.getLastModificationTime() > Commands.getLastModificationTime())
    return wrong("kernel",
                 Folder + " has a .config that is newer than the database",
                 Again + "make it anew");
  fine("kernel", Folder);
}

void Setup::checkUnit(const CompileUnit &Unit, StringRef Root) {
  TreeOptions Options;
  Options.Known = Request.Known;
  Options.Run.Root = Root.str();
  Options.Map.Jobs = 1;
  auto Result = analyzeTree(Unit, Options);
  if (!Result) // the facts are bad, which has been said
    return consumeError(Result.takeError());
  if (Result->Failures.empty())
    return fine("unit", shownName(Unit, Options.Run) + " is analysed");
  wrong("unit", Result->Failures.front().Error,
        "build what the sources include, or make the database anew");
}

std::vector<Diagnosis> reread::diagnose(const SetupRequest &Request) {
  return Setup(Request).diagnose();
}
