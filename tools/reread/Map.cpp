//===-- Map.cpp - `reread map`: units of a work folder become shards -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ninja's jobs, as 'reread check' writes them. The interface may change with
// every version, so no help lists the command.
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"

using namespace llvm;
using namespace reread;

int mapCommand(ArrayRef<std::string> Words) {
  UnitLimits Limits;
  OptionTable Table("map", "[OPTION]... WORK UNIT...",
                    "Analyses units of a work folder, each in a process of its "
                    "own. Status: 0 their\nshards are written, whatever became "
                    "of them, 2 they are not.");
  addLimitsTo(Table, Limits);
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Given->Dashes || Given->Positional.size() < 2)
    return fail("no unit; see 'reread map --help'");
  if (Error E = mapUnits(Given->Positional.front(),
                         ArrayRef(Given->Positional).drop_front(), Limits))
    return fail(std::move(E));
  return Nothing;
}
