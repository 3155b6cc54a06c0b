//===-- Rule.h - reasons why a candidate is legitimate, or matters -------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rule is a pure function of a candidate and of what is known about its
// place. One rule is one file in lib/Rules; Rules.def lists them in the order
// in which they are asked. The first that answers decides.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_RULES_RULE_H
#define REREAD_RULES_RULE_H

#include "reread/Facts/Facts.h"
#include "reread/Flow/Candidate.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace reread {

/// How sure it is that the place may change under this reader (DESIGN.md,
/// section 4). A: annotated or given, or the tree's own marks and locks say so
/// of this reader. B: racy by type, or marked somewhere; strong if others read
/// it without a lock, and writers mark their writes. C: the rest.
enum class Evidence { A, StrongB, B, C };

/// What a rule may look at besides the candidate. Views into the caller's
/// data; valid during one judgement.
struct RuleContext {
  const Facts &Known;
  const PlaceFact *Place = nullptr; ///< the fact that makes it racy, or null
  Evidence Grade = Evidence::C;
  llvm::ArrayRef<WriteEvidence> Writers; ///< of this place, in the unit or tree
  bool PageTables = false; ///< report re-reads by page-table getters too
  llvm::ArrayRef<std::string> Without = {}; ///< names of rules not to ask
};

/// What a rule answers.
struct Answer {
  enum Effect {
    Dismiss,  ///< legitimate: no finding
    Lower,    ///< a finding of tier 3 at most
    NotAsked, ///< the caller does without the rule; no rule says so itself
  } What = Dismiss;
  std::string Reason; ///< one sentence without a full stop, for people
};

struct Rule {
  llvm::StringLiteral Name; ///< kebab-case; the name of its file, test and docs
  std::optional<Answer> (*Judge)(const Candidate &, const RuleContext &);
};

/// All rules, in the order in which they are asked.
llvm::ArrayRef<Rule> allRules();

/// Fails if no rule has the name, and says which names there are.
llvm::Error checkRuleName(llvm::StringRef Name);

} // namespace reread

#endif // REREAD_RULES_RULE_H
