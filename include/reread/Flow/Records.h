//===-- Records.h - what a unit tells about the whole program ------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who accesses which place, who calls whom, and what is held there. Records
// refer to each other by index, so that a unit's can be written to a file as
// they are; they own their text and outlive the AST.
//
// Function pointers take part in the call graph as functions of their own:
// "*file_operations.read" is called by who calls through that field, and calls
// every function that some initialiser or store puts there. "*call_rcu(1)" is
// what call_rcu() is given as its second argument.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_FLOW_RECORDS_H
#define REREAD_FLOW_RECORDS_H

#include "reread/Flow/Candidate.h"
#include <cstdint>
#include <string>
#include <vector>

namespace reread {

/// What is known of an object: it is (part of) what this parameter of the
/// function points to, or what a function has returned to it, or one of these.
using ObjectId = int32_t;

struct FunctionRecord {
  std::string Name;      ///< as the linker knows it
  std::string Shown;     ///< as people write it
  SourcePoint At;        ///< of the definition; invalid if this unit has none
  bool Internal = false; ///< other units cannot call it by name
  /// A pointer through which calls run side by side, for one object too.
  bool Concurrent = false;
  bool Startup = false; ///< runs before there is anybody else (`__init`)
  /// Classes of the locks that it drops without having taken them.
  std::vector<std::string> Drops;
  /// What it returns, where that is not null.
  std::vector<ObjectId> Returned;

  bool defined() const { return At.valid(); }
  /// Equal in two units exactly if they mean one function.
  std::string id() const { return Internal ? Name + "@" + At.File : Name; }
};

struct PlaceRecord {
  std::string Name;   ///< Candidate::Place
  std::string Global; ///< the variable, if it is one or a part of one
  uint32_t Bytes = 0; ///< of the scalar, or of an array's elements; 0: unknown
  SourcePoint At;     ///< of a global that other units cannot name

  std::string id() const {
    return At.valid() ? Name + "@" + At.File + ":" + std::to_string(At.Line)
                      : Name;
  }
};

/// Caller calls Callee while it holds the locks of a set.
struct CallRecord {
  static constexpr ObjectId Unknown = -1,
                            Private = -2, ///< nobody else knows it yet
      Current = -3;                       ///< the running task
  static constexpr unsigned MaxArguments = 8;
  /// From here on: an index into UnitRecords::Functions. Nobody else knows the
  /// object if that function returns new ones.
  static constexpr ObjectId FirstMaker = MaxArguments;

  uint32_t Caller = 0, Callee = 0;      ///< indices into UnitRecords::Functions
  uint32_t Held = 0;                    ///< index into UnitRecords::LockSets
  std::vector<ObjectId> Arguments = {}; ///< the first ones
};

/// One access of a place in the text of a function.
struct AccessRecord {
  uint32_t Place = 0;    ///< index into UnitRecords::Places
  uint32_t Function = 0; ///< index into UnitRecords::Functions
  uint32_t Held = 0;     ///< index into UnitRecords::LockSets
  SourcePoint At;
  bool Write = false, Marked = false;
  bool Initialising = false; ///< the object is not published
  bool Clears = false;       ///< writes null
  bool Atomic = false;       ///< writes in one step with a read
  bool Intentional = false;  ///< declared as an intended race
  /// Who still looked at the object when the function began has gone since.
  bool AfterGracePeriod = false;
  ObjectId Object = CallRecord::Unknown;
};

struct UnitRecords {
  std::vector<FunctionRecord> Functions;
  std::vector<PlaceRecord> Places;
  /// The first one is empty.
  std::vector<std::vector<LockEvidence>> LockSets = {{}};
  std::vector<CallRecord> Calls;
  std::vector<AccessRecord> Accesses;
};

} // namespace reread

#endif // REREAD_FLOW_RECORDS_H
