//===-- KernelConfig.cpp - symbols of a kernel's configuration -----------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/KernelTree.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace reread {

Expected<std::pair<std::string, std::string>>
parseConfigSetting(StringRef Setting) {
  auto [Symbol, Value] = Setting.split('=');
  Symbol.consume_front("CONFIG_");
  bool Named = !Symbol.empty() &&
               all_of(Symbol, [](char C) { return isAlnum(C) || C == '_'; });
  if (!Named || !Setting.contains('=') || Value.contains('\n'))
    return createStringError(inconvertibleErrorCode(),
                             Twine("--set '") + Setting +
                                 "' is not SYMBOL=y|n|m|VALUE");
  if (Value.size() >= 2 && Value.front() == '"' && Value.back() == '"')
    Value = Value.drop_front().drop_back();
  return std::make_pair(Symbol.str(), Value.str());
}

static bool isNumber(StringRef Value) {
  long long Number;
  return !Value.getAsInteger(0, Number);
}

std::string configLine(StringRef Symbol, StringRef Value) {
  std::string Name = "CONFIG_" + Symbol.str();
  if (Value == "n")
    return "# " + Name + " is not set\n";
  if (Value == "y" || Value == "m" || isNumber(Value))
    return Name + "=" + Value.str() + "\n";
  std::string Quoted;
  for (char C : Value) {
    if (C == '"' || C == '\\')
      Quoted += '\\';
    Quoted += C;
  }
  return Name + "=\"" + Quoted + "\"\n";
}

std::string configValue(StringRef Config, StringRef Symbol) {
  std::string Prefix = "CONFIG_" + Symbol.str() + "=";
  std::string Result = "n";
  while (!Config.empty()) {
    StringRef Line;
    std::tie(Line, Config) = Config.split('\n');
    if (!Line.consume_front(Prefix))
      continue;
    Result.clear();
    if (Line.size() >= 2 && Line.front() == '"' && Line.back() == '"')
      Line = Line.drop_front().drop_back();
    for (size_t I = 0; I < Line.size(); ++I) {
      if (Line[I] == '\\' && I + 1 < Line.size())
        ++I;
      Result += Line[I];
    }
  }
  return Result;
}

} // namespace reread
