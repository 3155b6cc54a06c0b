//===-- Account.h - what can be said about one finding, in pieces --------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to lib/Report. The explanation and the page say the same of a finding
// and differ only in how they lay it out.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_LIB_REPORT_ACCOUNT_H
#define REREAD_LIB_REPORT_ACCOUNT_H

#include "reread/Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace reread {

/// "FILE:LINE:COLUMN", as far as it is known.
std::string whereText(const SourcePoint &At);

llvm::StringRef effectText(Consequence Effect);
llvm::StringRef gradeText(const Finding &F);

struct Reason {
  std::string Text;
  SourcePoint At; ///< what it speaks of, if it is in the source
};

/// Who says that the place is racy, what else is said there, and how all units
/// access it.
std::vector<Reason> reasonsOf(const Finding &F);

/// "a, b (RCU)", or "none".
std::string locksText(llvm::ArrayRef<LockEvidence> Locks);

/// "in FUNCTION, plain", and what else is known of the read itself.
std::string readText(const ReadEvidence &Read);

/// "Store(x->a), sink S, through f".
std::string useText(const UseEvidence &Use);

/// "in FUNCTION, marked, before publication".
std::string writeText(const WriteEvidence &Write);

/// What happens between the two reads.
std::vector<std::string> betweenTexts(const Candidate &C);

struct RuleText {
  llvm::StringRef Name;
  bool Silent; ///< the rule was asked, and has nothing to say
  std::string Text;
};

/// Every rule, in the order in which they are asked.
std::vector<RuleText> ruleTexts(const Finding &F);

/// What would make another finding of it, or none.
std::vector<std::string> changeTexts(const Finding &F);

/// The use that the finding is about: the one that reaches the finding's sink,
/// or the last that is no mere test. Null if there is none.
const UseEvidence *useToShow(const ReadEvidence &Read, llvm::StringRef Sink);

/// Where the operation reads: the load, or the call on the way to it.
const SourcePoint &inOperation(const ReadEvidence &Read);

/// Whom a step of the interleaving belongs to.
enum class Actor { FirstRead, Writer, SecondRead };

struct Step {
  Actor Who;
  std::string Text;
  SourcePoint At;
  std::string Holding; ///< locks at a read or write; empty: nobody knows
};

/// One order of events in which the two values differ.
struct Interleaving {
  std::string Reader, Writer; ///< what each CPU runs
  std::vector<Step> Steps;
};

Interleaving interleavingOf(const Finding &F);

} // namespace reread

#endif // REREAD_LIB_REPORT_ACCOUNT_H
