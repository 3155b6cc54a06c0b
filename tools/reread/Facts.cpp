//===-- Facts.cpp - `reread facts`: which places are racy, and why --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "reread/Report/PlaceReport.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace reread;

/// The places of that name: static variables of several files may share it.
static std::vector<uint32_t> placesNamed(const Program &All, StringRef Name) {
  std::vector<uint32_t> Out;
  for (uint32_t I = 0; I != All.places(); ++I)
    if (All.placeName(I) == Name || All.placeId(I) == Name)
      Out.push_back(I);
  return Out;
}

int factsCommand(ArrayRef<std::string> Words) {
  AnalysisArguments Options;
  std::string Format = "text";
  OptionTable Table("facts", "[OPTION]... [PLACE]...",
                    "Shows which places the accesses of a tree make racy, or "
                    "everything about PLACEs\n(STRUCT.FIELD or a global). "
                    "Status: 0 shown, 2 it could not run.");
  Options.addTreeTo(Table);
  Options.addFactsTo(Table);
  Table.text("--format", "text|yaml", Format,
             "yaml: a facts file that --facts reads; default: text");
  int Status;
  auto Given = Table.take(Words, Status);
  if (!Given)
    return Status;
  if (Format != "text" && Format != "yaml")
    return fail("unknown format '" + Format + "'; there are text and yaml");
  if (Format == "yaml" && !Given->Positional.empty())
    return fail("--format yaml is for all places; name none");

  Arguments Tree = *Given;
  Tree.Positional.clear();
  auto Result = analyze(Tree, {}, Options);
  if (!Result)
    return fail(Result.takeError());
  const Program &All = Result->Learnt;
  for (const std::string &Name : Given->Positional) {
    std::vector<uint32_t> Found = placesNamed(All, Name);
    if (Found.empty())
      return fail("no unit reads or writes a place '" + Name + "'");
    for (uint32_t Place : Found)
      writePlace(All, Place, outs());
  }
  if (!Given->Positional.empty())
    return Nothing;
  std::vector<RacyPlace> Places = racyPlaces(All);
  if (Format == "yaml")
    writePlaceFacts(All, Places, outs());
  else
    writePlaceTable(All, Places, outs());
  return Nothing;
}
