//===-- Consequence.cpp - what happens if the two values differ -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judgement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/bit.h"
#include <algorithm>

using namespace reread;

/// Two tests this close decide one thing. Among known fixes, values that are
/// compared with several constants are read within 11 lines of each other.
static constexpr unsigned OneDecision = 12;

static const UseEvidence *anyUse(const ReadEvidence &Read) {
  return Read.Uses.empty() ? nullptr : &Read.Uses.front();
}

/// The use that says most about a snapshot.
static const UseEvidence *decisive(const ReadEvidence &Read) {
  if (const UseEvidence *U = findDangerous(Read))
    return U;
  if (const UseEvidence *U = findConsumer(Read))
    return U;
  if (const UseEvidence *U = findUse(Read, UseKind::Test))
    return U;
  return anyUse(Read);
}

static bool isSize(UseKind Kind) {
  return Kind == UseKind::Length || Kind == UseKind::LoopBound;
}

/// A use of the second snapshot that relies on a test or size that only the
/// first one has passed. First becomes the use that it relies on.
static const UseEvidence *findReliant(const Candidate &C,
                                      const UseEvidence *&First) {
  const UseEvidence *Test = findUse(C.First, UseKind::Test);
  const UseEvidence *Size = findUse(C.First, UseKind::Length);
  if (!Size)
    Size = findUse(C.First, UseKind::LoopBound);
  bool TestedAgain = findUse(C.Second, UseKind::Test);
  for (const UseEvidence &U : C.Second.Uses) {
    // A pointer that passed a test of its own may be followed.
    if (Test && isDangerous(U.Kind) &&
        !(U.Kind == UseKind::Deref && TestedAgain)) {
      First = Test;
      return &U;
    }
    // What was sized by one value is filled or indexed by another.
    if (Size && (isSize(U.Kind) || U.Kind == UseKind::Index)) {
      First = Size;
      return &U;
    }
  }
  return nullptr;
}

/// One bit of a word changes on its own: readers tolerate that.
static bool isSingleBit(const ReadEvidence &Read) {
  return llvm::popcount(bitsUsed(Read)) == 1;
}

static unsigned distance(const SourcePoint &A, const SourcePoint &B) {
  if (A.File != B.File)
    return ~0u;
  return std::max(A.Line, B.Line) - std::min(A.Line, B.Line);
}

/// Both values are compared in one decision: their tests are close together, or
/// the reads themselves are, as in a clamp whose result is tested later; or one
/// condition is tested twice, for two things that must pair.
static bool isOneDecision(const Candidate &C) {
  constexpr unsigned OneStatement = 2;
  bool Adjacent =
      distance(inOperation(C.First), inOperation(C.Second)) <= OneStatement;
  // A callee's test is the operation's if that has read the value, and hands it
  // there.
  auto Decides = [](const ReadEvidence &Read, const UseEvidence &U) {
    return U.Kind == UseKind::Test && (U.Via.empty() || Read.Via.empty());
  };
  for (const UseEvidence &A : C.First.Uses)
    for (const UseEvidence &B : C.Second.Uses)
      if (Decides(C.First, A) && Decides(C.Second, B) &&
          (Adjacent || distance(A.At, B.At) <= OneDecision ||
           (!A.Detail.empty() && A.Detail == B.Detail && A.Mask == B.Mask)))
        return true;
  return false;
}

/// The second value takes the place of the first: all that both do is to be
/// stored in one place. A loop's elements are several places with one name.
static bool isOverwritten(const Candidate &C) {
  if (C.SameSite)
    return false;
  std::string Target;
  for (const ReadEvidence *Read : {&C.First, &C.Second})
    for (const UseEvidence &U : Read->Uses) {
      if (U.Kind == UseKind::Diagnostic)
        continue;
      if (U.Kind != UseKind::Store || U.Detail.empty() ||
          (!Target.empty() && Target != U.Detail))
        return false;
      Target = U.Detail;
    }
  return true;
}

/// A counter was compared with a threshold. Whoever reads it again gets the
/// level that it has by then, and does not mean the old one.
static bool isNewLevel(const Candidate &C) {
  auto IsCounter = [&](const ReadEvidence &Read) {
    return Read.Mark == Marking::Marked && (C.Atomic || Read.Generic);
  };
  return !C.Pointer && IsCounter(C.First) && IsCounter(C.Second) &&
         llvm::all_of(C.First.Uses, [](const UseEvidence &U) {
           return U.Kind == UseKind::Diagnostic || U.Ordered;
         });
}

Outcome reread::findOutcome(const Candidate &C, const Facts &Known) {
  Outcome O;
  O.First = decisive(C.First);
  O.Second = decisive(C.Second);
  O.Group = findGroupHit(C, Known);
  if (O.Group) {
    O.First = O.Group.First;
    O.Second = O.Group.Second;
    O.Effect = Consequence::High;
    return O;
  }
  if (decideOneWarning(C)) {
    O.Effect = Consequence::Middle;
    return O;
  }
  if (!O.First || !O.Second || isOnlyShown(C.First) || isOnlyShown(C.Second) ||
      (isSingleBit(C.First) && isSingleBit(C.Second)) || isOverwritten(C))
    return O;

  // A loop that reads its own bound again is a matter of the loop.
  const UseEvidence *Checked = nullptr;
  const UseEvidence *Reliant = C.SameSite ? nullptr : findReliant(C, Checked);
  if (Reliant) {
    O.First = Checked;
    O.Second = Reliant;
    O.Effect = Consequence::High;
  } else if (!isNewLevel(C) && (findConsumer(C.First) ||
                                findConsumer(C.Second) || isOneDecision(C))) {
    O.Effect = Consequence::Middle;
  }
  return O;
}

unsigned reread::tierOf(Consequence Effect, Evidence Grade) {
  if (Effect == Consequence::Low || Grade == Evidence::C)
    return 3;
  return Grade == Evidence::A ||
                 (Grade == Evidence::StrongB && Effect == Consequence::High)
             ? 1
             : 2;
}
