//===-- Doctor.cpp - `reread doctor`: whether all is there ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "PluginPath.h"
#include "reread/Tree/Setup.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace reread;

int doctorCommand(ArrayRef<std::string> Words) {
  SetupRequest Request;
  Request.Version = REREAD_VERSION;
  OptionTable Table("doctor", "[OPTION]...",
                    "Checks whether all is there that reread needs, and says "
                    "what to do about what\nis not. Status: 0 all is well, 1 "
                    "something is wrong, 2 it could not run.");
  Table.text("-p", "BUILD", Request.Database,
             "look at this compile database, and analyse one of its units");
  Table.list("--facts", "FILE|NAME", Request.Known.Facts,
             "read these facts, too; repeatable");
  Table.text("--clang", "PROGRAM", Request.Clang,
             "the clang that is to load the plugin; default: the one that "
             "reread was built for");
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (!Given->Positional.empty() || Given->Dashes)
    return fail("'" +
                (Given->Positional.empty() ? "--" : Given->Positional.front()) +
                "' is not an option; see 'reread doctor --help'");
  auto Plugin = pluginPath();
  Request.Plugin = &Plugin;
  std::vector<Diagnosis> All = diagnose(Request);
  // Not everything is looked at if there is no clang.
  if (!Plugin)
    consumeError(Plugin.takeError());
  for (const Diagnosis &D : All) {
    outs() << (D.How == Diagnosis::Fine     ? "ok    "
               : D.How == Diagnosis::Absent ? "--    "
                                            : "WRONG ")
           << D.What << ": " << D.Text << '\n';
    if (!D.Remedy.empty())
      outs() << "      " << D.Remedy << '\n';
  }
  return any_of(All,
                [](const Diagnosis &D) { return D.How == Diagnosis::Wrong; })
             ? Found
             : Nothing;
}
