//===-- Progress.cpp - one line on a terminal, rewritten -----------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace std::chrono;

bool ProgressLine::wanted() const {
  return sys::Process::StandardErrIsDisplayed();
}

static std::string left(seconds Time) {
  auto S = Time.count();
  if (S < 60)
    return std::to_string(S) + " s";
  return std::to_string((S + 59) / 60) + " min";
}

void ProgressLine::show(const reread::MapProgress &P) {
  Clock::time_point Now = Clock::now();
  // Terminals are slower than small units.
  if (P.Done != P.Total && Now - Last < milliseconds(100))
    return;
  Last = Now;
  auto Rest = duration_cast<seconds>((Now - Start) * (P.Total - P.Done) /
                                     (P.Done ? P.Done : 1));
  show(std::to_string(P.Done) + "/" + std::to_string(P.Total) + " units, " +
       left(Rest) + " left");
}

void ProgressLine::show(const std::string &Text) {
  if (!wanted())
    return;
  // Back to the first column, and away with what is longer.
  errs() << '\r' << Text << "\033[K";
  errs().flush();
  Shown = true;
}

void ProgressLine::clear() {
  if (Shown)
    errs() << "\r\033[K";
  Shown = false;
}
