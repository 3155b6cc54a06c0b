//===-- Remedy.cpp - what to do about a double read -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One read whose value is passed on is always the remedy; wrapping both reads
// never is. How that one read is to be marked depends on the place.
//
//===----------------------------------------------------------------------===//

#include "Judgement.h"

using namespace reread;
using namespace llvm;

/// Of several macros with a role, the one with the shortest name: general
/// macros have shorter names than their special forms.
static std::string generalMacro(const Facts &Known, MacroRole Role) {
  StringRef Best;
  for (const auto &Macro : Known.Macros) {
    StringRef Name = Macro.first();
    if (Macro.second == Role &&
        (Best.empty() ||
         std::make_pair(Name.size(), Name) < std::make_pair(Best.size(), Best)))
      Best = Name;
  }
  return Best.str();
}

/// A read of the whole place that can be written in the source. A test of one
/// bit is marked too, but does not give the value.
static bool givesValue(StringRef Marker, const Facts &Known) {
  if (auto It = Known.Macros.find(Marker); It != Known.Macros.end())
    return It->second == MacroRole::Marked;
  auto It = Known.Functions.find(Marker);
  return It != Known.Functions.end() &&
         any_of(It->second, [](const FunctionFact &F) {
           return F.Role == FunctionRole::Load;
         });
}

/// Without a macro or function of the code base, the compiler has one.
static constexpr StringLiteral MarkedLoad = "a marked load";
static constexpr StringLiteral CompilersLoad = "__atomic_load_n";

/// How to mark the one read: a call by name, or in words; empty: not at all.
static std::string marker(const Candidate &C, const Facts &Known) {
  // Bit-fields and structs cannot be read at once; atomics and volatile are
  // marked as they are.
  if (C.BitField || !C.Scalar || C.Volatile || C.Atomic)
    return "";
  // The callee that is kept marks its read itself.
  if (C.First.Mark == Marking::Marked && !C.First.Via.empty())
    return "";
  std::string General = generalMacro(Known, MacroRole::Marked);
  for (const ReadEvidence *Read : {&C.First, &C.Second}) {
    StringRef By = Read->MarkedBy;
    // A method marks its own object; there is nothing to wrap.
    if (By.contains("::"))
      return "";
    // An RCU pointer needs more than the macro for any word.
    if (!By.empty() && givesValue(By, Known) &&
        !(C.RcuPointer && By == General))
      return By.str() + "()";
  }
  if (C.RcuPointer)
    return "the RCU accessor for its section";
  return General.empty() ? MarkedLoad.str() : General + "()";
}

static std::string lockRemedy(const Candidate &C, const RuleContext &Context) {
  const LockEvidence *First = findStabiliser(C.First.Held, C, Context);
  const LockEvidence *Second = findStabiliser(C.Second.Held, C, Context);
  // A lock that is held all the time has not helped.
  if (findStabiliser(C.HeldAcross, C, Context))
    return "";
  if (First && Second)
    return "hold '" + lockName(*Second) +
           "' over both reads, or use only the value read last";
  if (Second)
    return "use only the value that is read under '" + lockName(*Second) + "'";
  if (First)
    return "pass on the value that is read under '" + lockName(*First) + "'";
  return "";
}

std::string reread::remedyFor(const Candidate &C, const RuleContext &Context,
                              std::optional<std::string> &ReadOnceWith) {
  if (isOnlyShown(C.First) != isOnlyShown(C.Second)) {
    std::string Macro = generalMacro(Context.Known, MacroRole::Intentional);
    return "declare the read that is only shown an intended race" +
           (Macro.empty() ? "" : ", with " + Macro + "()");
  }
  // Where a lock protects the place, marking would only hide other mistakes.
  if (std::string Lock = lockRemedy(C, Context); !Lock.empty())
    return Lock;
  if (!C.Scalar)
    return "copy it once, while its writers are kept out, and pass the copy";
  std::string Marker = marker(C, Context.Known);
  StringRef Name = Marker;
  if (Marker.empty() || Name.consume_back("()"))
    ReadOnceWith = Name.str();
  else if (Marker == MarkedLoad)
    ReadOnceWith = CompilersLoad.str();
  return (Marker.empty() ? "read it once" : "read it once, with " + Marker) +
         (C.SameSite
              ? (Marker.empty() ? " before the loop" : ", before the loop")
              : (Marker.empty() ? " and pass the value"
                                : ", and pass the value"));
}
