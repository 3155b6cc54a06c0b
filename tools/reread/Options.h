//===-- Options.h - the options of one command ---------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Not llvm::cl: LLVM's shared library registers hundreds of options of its
// own there, exits with 1 on a mistake, and has no `-- COMMAND`.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_OPTIONS_H
#define REREAD_TOOLS_OPTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// What is left of the command line when the options are taken.
struct Arguments {
  std::vector<std::string> Positional;
  std::vector<std::string> AfterDashes;
  bool Dashes = false; ///< there was a "--"
};

class OptionTable {
public:
  OptionTable(llvm::StringRef Command, llvm::StringRef Usage,
              llvm::StringRef Summary)
      : Command(Command), Usage(Usage), Summary(Summary) {}

  void flag(llvm::StringRef Name, bool &Out, llvm::StringRef Help,
            bool Value = true);
  void text(llvm::StringRef Name, llvm::StringRef Metavar, std::string &Out,
            llvm::StringRef Help);
  void list(llvm::StringRef Name, llvm::StringRef Metavar,
            std::vector<std::string> &Out, llvm::StringRef Help);
  /// One of several words; Use gets its number.
  void choice(llvm::StringRef Name, std::vector<std::string> Words,
              std::function<void(unsigned)> Use, llvm::StringRef Help);
  /// A number from Least to Most.
  void number(llvm::StringRef Name, llvm::StringRef Metavar, unsigned &Out,
              unsigned Least, unsigned Most, llvm::StringRef Help);

  /// `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`. Nothing when the
  /// command is over: its help was asked for and printed, or a mistake is
  /// printed, in one line; Status is what to exit with.
  std::optional<Arguments> take(llvm::ArrayRef<std::string> Words,
                                int &Status) const;

private:
  struct Option {
    std::string Name, Metavar, Help; ///< no metavar: no value
    std::function<llvm::Error(llvm::StringRef)> Set;
  };

  llvm::Expected<Arguments> parse(llvm::ArrayRef<std::string> Words,
                                  bool &Help) const;
  void printHelp(llvm::raw_ostream &OS) const;
  const Option *find(llvm::StringRef Name) const;
  llvm::Error unknown(llvm::StringRef Word) const;

  std::string Command, Usage, Summary;
  std::vector<Option> Options;
};

#endif // REREAD_TOOLS_OPTIONS_H
