//===-- main.cpp - the command line of reread ----------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "PluginPath.h"
#include "reread/Tree/Interrupt.h"
#include "reread/Tree/UnitRunner.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace {
struct Command {
  StringLiteral Name;
  StringLiteral Summary;
  int (*Run)(ArrayRef<std::string>);
};

const Command AllCommands[] = {
    {"check", "find double reads in a tree", checkCommand},
    {"cc", "find double reads in the sources of a compiler command", ccCommand},
    {"kernel", "make a compile database for a kernel source", kernelCommand},
    {"explain", "show one finding, or one dismissed candidate, in full",
     explainCommand},
    {"fix", "write a patch for one finding", fixCommand},
    {"facts", "show which places are racy, and why", factsCommand},
    {"import-kcsan", "turn a kernel log's KCSAN reports into a facts file",
     importKcsanCommand},
    {"backports", "show what an older tree reads twice, and a newer one once",
     backportsCommand},
    {"baseline", "write the findings that 'check --baseline' compares with",
     baselineCommand},
    {"doctor", "check the set-up, and say what to do", doctorCommand},
    {"merge", "report what 'check --shard' has found", mergeCommand},
};
} // namespace

int fail(Error E) { return fail(toString(std::move(E))); }

int fail(const Twine &Message) {
  std::string Text = Message.str();
  auto [Before, Last] = StringRef(Text).rsplit('\n');
  if (Last.empty())
    std::swap(Before, Last);
  if (!Before.empty())
    errs() << Before << '\n';
  // A mistake in a facts file has its place and its "error:" already.
  errs() << (Last.contains(": error: ") ? "" : "reread: error: ") << Last
         << '\n';
  return CouldNotRun;
}

static void printHelp(raw_ostream &OS) {
  OS << "usage: reread COMMAND [OPTION]...\n\n"
        "Finds double reads: one operation reads a place that another CPU "
        "may change more\nthan once, and two consumers end up with different "
        "values.\n\ncommands:\n";
  for (const Command &C : AllCommands)
    OS << "  " << left_justify(C.Name, 16) << C.Summary << '\n';
  OS << "\n'reread COMMAND --help' lists the options of a command.\n"
        "'reread --version' prints the version, 'reread --plugin-path' where "
        "the plugin is.\n";
}

static int printPluginPath() {
  auto Plugin = pluginPath();
  if (!Plugin)
    return fail(Plugin.takeError());
  outs() << *Plugin << '\n';
  return Nothing;
}

static int run(ArrayRef<std::string> Words) {
  if (Words.empty()) {
    printHelp(errs());
    return CouldNotRun;
  }
  StringRef First = Words.front();
  for (const Command &C : AllCommands)
    if (First == C.Name)
      return C.Run(Words.drop_front());
  // For Ninja, not for people.
  if (First == "map")
    return mapCommand(Words.drop_front());
  if (First == "--help" || First == "-h") {
    printHelp(outs());
    return Nothing;
  }
  if (First == "--version") {
    outs() << "reread " REREAD_VERSION " (Clang " LLVM_VERSION_STRING ")\n";
    return Nothing;
  }
  if (First == "--plugin-path")
    return printPluginPath();
  return fail(
      Twine(First.starts_with("-") ? "unknown option '" : "unknown command '") +
      First + "'; see 'reread --help'");
}

int main(int Argc, const char **Argv) {
  InitLLVM Init(Argc, Argv);
  std::vector<std::string> Words(Argv + 1, Argv + Argc);
  int Status = run(Words);
  if (int Signal = reread::interruptedBy()) {
    // Who started this must see that it was interrupted.
    outs().flush();
    signal(Signal, SIG_DFL);
    raise(Signal);
  }
  if (!reread::anyUnitCrashed())
    return Status;
  outs().flush();
  errs().flush();
  sys::Process::Exit(Status, /*NoCleanup=*/true);
}
