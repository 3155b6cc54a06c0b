//===-- Options.cpp - the options of one command -------------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Commands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

void OptionTable::flag(StringRef Name, bool &Out, StringRef Help, bool Value) {
  Options.push_back({Name.str(), "", Help.str(), [&Out, Value](StringRef) {
                       Out = Value;
                       return Error::success();
                     }});
}

void OptionTable::text(StringRef Name, StringRef Metavar, std::string &Out,
                       StringRef Help) {
  Options.push_back({Name.str(), Metavar.str(), Help.str(),
                     [&Out, Name](StringRef Value) -> Error {
                       if (Value.empty())
                         return error(Twine("'") + Name +
                                      "' has an empty value");
                       Out = Value.str();
                       return Error::success();
                     }});
}

void OptionTable::list(StringRef Name, StringRef Metavar,
                       std::vector<std::string> &Out, StringRef Help) {
  Options.push_back(
      {Name.str(), Metavar.str(), Help.str(), [&Out](StringRef Value) {
         Out.push_back(Value.str());
         return Error::success();
       }});
}

void OptionTable::choice(StringRef Name, std::vector<std::string> Words,
                         std::function<void(unsigned)> Use, StringRef Help) {
  std::string Metavar = join(Words, "|");
  auto Set = [Name, Metavar, Words, Use](StringRef Value) -> Error {
    auto It = llvm::find(Words, Value);
    if (It == Words.end())
      return error(Twine("'") + Name + "' wants " + Metavar + ", not '" +
                   Value + "'");
    Use(It - Words.begin());
    return Error::success();
  };
  Options.push_back({Name.str(), Metavar, Help.str(), Set});
}

void OptionTable::number(StringRef Name, StringRef Metavar, unsigned &Out,
                         unsigned Least, unsigned Most, StringRef Help) {
  Options.push_back({Name.str(), Metavar.str(), Help.str(),
                     [&Out, Name, Least, Most](StringRef Value) -> Error {
                       unsigned Number;
                       if (!Value.getAsInteger(10, Number) && Number >= Least &&
                           Number <= Most) {
                         Out = Number;
                         return Error::success();
                       }
                       return error(Twine("'") + Name + "' wants a number " +
                                    "from " + Twine(Least) + " to " +
                                    Twine(Most) + ", not '" + Value + "'");
                     }});
}

const OptionTable::Option *OptionTable::find(StringRef Name) const {
  for (const Option &O : Options)
    if (O.Name == Name)
      return &O;
  return nullptr;
}

Error OptionTable::unknown(StringRef Word) const {
  StringRef Name = Word.split('=').first;
  const Option *Near = nullptr;
  unsigned Best = 3; // more changes than that are another word
  for (const Option &O : Options) {
    unsigned Distance = Name.edit_distance(O.Name, true, Best);
    if (Distance < Best && O.Name.size() > 2) {
      Best = Distance;
      Near = &O;
    }
  }
  return error(Twine("unknown option '") + Name + "'" +
               (Near ? "; did you mean '" + Near->Name + "'?"
                     : "; see 'reread " + Command + " --help'"));
}

std::optional<Arguments> OptionTable::take(ArrayRef<std::string> Words,
                                           int &Status) const {
  bool Help = false;
  auto Given = parse(Words, Help);
  if (!Given) {
    Status = fail(Given.takeError());
    return std::nullopt;
  }
  if (Help) {
    printHelp(outs());
    Status = Nothing;
    return std::nullopt;
  }
  return std::move(*Given);
}

Expected<Arguments> OptionTable::parse(ArrayRef<std::string> Words,
                                       bool &Help) const {
  Arguments Result;
  for (size_t I = 0; I != Words.size(); ++I) {
    StringRef Word = Words[I];
    if (Word == "--") {
      Result.Dashes = true;
      Result.AfterDashes.assign(Words.begin() + I + 1, Words.end());
      break;
    }
    if (Word == "--help" || Word == "-h") {
      Help = true;
      continue;
    }
    if (!Word.starts_with("-") || Word == "-") {
      Result.Positional.push_back(Word.str());
      continue;
    }
    bool Long = Word.starts_with("--");
    StringRef Name = Long ? Word.split('=').first : Word.take_front(2);
    const Option *Found = find(Name);
    if (!Found)
      return unknown(Word);
    StringRef Value = Word.drop_front(Name.size());
    bool HasValue = !Value.empty();
    Value.consume_front("=");
    if (Found->Metavar.empty()) {
      if (HasValue)
        return error(Twine("'") + Name + "' takes no value");
    } else if (!HasValue) {
      if (I + 1 == Words.size() || Words[I + 1] == "--")
        return error(Twine("'") + Name + "' wants a value: " + Name + " " +
                     Found->Metavar);
      Value = Words[++I];
    }
    if (Error E = Found->Set(Value))
      return std::move(E);
  }
  return Result;
}

void OptionTable::printHelp(raw_ostream &OS) const {
  OS << "usage: reread " << Command << ' ' << Usage << "\n\n"
     << Summary << "\n\noptions:\n";
  for (const Option &O : Options) {
    std::string Left = O.Name + (O.Metavar.empty() ? "" : " ") + O.Metavar;
    OS << "  " << left_justify(Left, 24) << ' ' << O.Help << '\n';
  }
  OS << "  " << left_justify("--help", 24) << " show this text\n";
}
