//===-- Progress.h - one line on a terminal, rewritten -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TOOLS_PROGRESS_H
#define REREAD_TOOLS_PROGRESS_H

#include "reread/Tree/TreeAnalysis.h"
#include <chrono>
#include <string>

class ProgressLine {
public:
  ProgressLine() : Start(Clock::now()) {}

  /// Whether stderr is a terminal; otherwise nothing is ever printed.
  bool wanted() const;

  /// Units done, findings so far, time left. Not for several threads at once.
  void show(const reread::MapProgress &P);

  void show(const std::string &Text);

  /// Takes the line away again.
  void clear();

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point Start;
  Clock::time_point Last;
  bool Shown = false;
};

#endif // REREAD_TOOLS_PROGRESS_H
