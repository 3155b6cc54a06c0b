//===-- CompileDatabase.cpp - units and how to compile them --------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's JSONCompilationDatabase is not used for reading: it cannot tell
// which of thousands of entries is wrong, and it guesses commands for files
// that are not in the database.
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/CompileDatabase.h"
#include "reread/Findings/FileNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

using namespace llvm;

namespace reread {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static const StringLiteral DatabaseName = "compile_commands.json";

static Error error(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  path::make_preferred(Result);
  if (!path::is_absolute(Result)) {
    Result = Directory;
    path::append(Result, Path);
  }
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  while (Result.size() > 1 && Result.back() == '/')
    Result.pop_back();
  return std::string(Result);
}

std::string absolutePath(StringRef Path) {
  SmallString<256> Current;
  fs::current_path(Current);
  return absolutePath(Path, Current);
}

namespace {
/// Reads one entry; the first thing wrong with it is the error.
class EntryReader {
public:
  EntryReader(StringRef Database, size_t Number, const json::Value &Entry)
      : Where((Twine("'") + Database + "': entry " + Twine(Number)).str()),
        Object(Entry.getAsObject()) {}

  Expected<CompileUnit> read(StringRef DatabaseDirectory) {
    if (!Object)
      return error(Twine(Where) + " is not an object");
    CompileUnit Unit;
    std::string File, Directory;
    if (Error E = text("directory", Directory))
      return std::move(E);
    if (Error E = text("file", File))
      return std::move(E);
    if (Error E = command(Unit.Command))
      return std::move(E);
    Unit.Directory = absolutePath(Directory, DatabaseDirectory);
    Unit.File = absolutePath(File, Unit.Directory);
    return Unit;
  }

private:
  Error text(StringRef Key, std::string &Out) {
    const json::Value *V = Object->get(Key);
    if (!V)
      return error(Twine(Where) + " has no '" + Key + "'");
    if (auto S = V->getAsString(); S && !S->empty()) {
      Out = S->str();
      return Error::success();
    }
    return error(Twine(Where) + ": '" + Key + "' is not a non-empty string");
  }

  Error command(std::vector<std::string> &Out) {
    if (const json::Value *V = Object->get("arguments")) {
      const json::Array *Array = V->getAsArray();
      if (!Array || Array->empty())
        return error(Twine(Where) + ": 'arguments' is not a non-empty array");
      for (const json::Value &Element : *Array) {
        auto S = Element.getAsString();
        if (!S)
          return error(Twine(Where) + ": 'arguments' has an element that is "
                                      "not a string");
        Out.push_back(S->str());
      }
      return Error::success();
    }
    if (!Object->get("command"))
      return error(Twine(Where) + " has neither 'command' nor 'arguments'");
    std::string Text;
    if (Error E = text("command", Text))
      return E;
    BumpPtrAllocator Allocator;
    StringSaver Saver(Allocator);
    SmallVector<const char *, 128> Words;
    cl::TokenizeGNUCommandLine(Text, Saver, Words);
    Out.assign(Words.begin(), Words.end());
    if (Out.empty())
      return error(Twine(Where) + ": 'command' is not a non-empty string");
    return Error::success();
  }

  std::string Where;
  const json::Object *Object;
};
} // namespace

Expected<CompileDatabase> CompileDatabase::load(StringRef Path) {
  CompileDatabase Result;
  SmallString<256> File(Path);
  if (fs::is_directory(Path))
    path::append(File, DatabaseName);
  Result.Path = std::string(File);
  auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer) {
    if (Buffer.getError() == std::errc::no_such_file_or_directory)
      return error(Twine("no compile database: there is no '") + File + "'");
    return error(Twine("cannot read the compile database '") + File +
                 "': " + Buffer.getError().message());
  }
  Expected<json::Value> Root = json::parse((*Buffer)->getBuffer());
  if (!Root)
    return error(Twine("'") + File +
                 "' is not a compile database: " + toString(Root.takeError()));
  const json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return error(Twine("'") + File + "' is not a compile database: its top " +
                 "level is not an array");
  if (Entries->empty())
    return error(Twine("the compile database '") + File + "' is empty");

  std::string Directory = absolutePath(path::parent_path(absolutePath(File)));
  for (size_t I = 0; I != Entries->size(); ++I) {
    auto Unit = EntryReader(File, I + 1, (*Entries)[I]).read(Directory);
    if (!Unit)
      return Unit.takeError();
    Result.Units.push_back(std::move(*Unit));
  }
  // Some build systems list a unit once for each target that shares it, and
  // some list them in the order in which they were compiled, each time another
  // one. Of functions in headers the first unit's version is taken, so that
  // order would show in what is found.
  llvm::sort(Result.Units, [](const CompileUnit &A, const CompileUnit &B) {
    return std::tie(A.File, A.Command, A.Directory) <
           std::tie(B.File, B.Command, B.Directory);
  });
  auto IsSame = [](const CompileUnit &A, const CompileUnit &B) {
    return A.File == B.File && A.Command == B.Command;
  };
  Result.Units.erase(llvm::unique(Result.Units, IsSame), Result.Units.end());
  Result.findRoot();
  return Result;
}

Expected<CompileDatabase> CompileDatabase::find(StringRef Directory) {
  for (std::string At = absolutePath(Directory);;) {
    SmallString<256> File(At);
    path::append(File, DatabaseName);
    if (fs::exists(File))
      return load(File);
    StringRef Parent = path::parent_path(At);
    if (Parent.empty() || Parent == At)
      break;
    At = Parent.str();
  }
  return error(Twine("no '") + DatabaseName + "' in '" +
               absolutePath(Directory) +
               "' or above it; name one with -p, or give SOURCE... -- FLAGS");
}

Expected<CompileDatabase> CompileDatabase::fixed(ArrayRef<std::string> Sources,
                                                 ArrayRef<std::string> Flags) {
  CompileDatabase Result;
  Result.Root = absolutePath(".");
  if (Sources.empty())
    return error("compiler flags after '--' need a SOURCE before it");
  for (const std::string &Source : Sources) {
    if (!fs::exists(Source))
      return error(Twine("no such file: '") + Source + "'");
    if (fs::is_directory(Source))
      return error(Twine("'") + Source +
                   "' is a directory, which needs a compile database");
    CompileUnit Unit;
    Unit.File = absolutePath(Source);
    Unit.Directory = Result.Root;
    // The driver takes C for C++ or not by the file's name, so one name of
    // the compiler does for both.
    Unit.Command.push_back("clang");
    Unit.Command.insert(Unit.Command.end(), Flags.begin(), Flags.end());
    Unit.Command.push_back(Source);
    Result.Units.push_back(std::move(Unit));
  }
  return Result;
}

/// The directory that a command takes off the names of its sources: what the
/// build system itself holds for their root.
static std::string declaredRoot(const CompileUnit &Unit) {
  for (StringRef Word : Unit.Command)
    if (Word.consume_front("-fmacro-prefix-map=") ||
        Word.consume_front("-ffile-prefix-map=")) {
      auto [Old, New] = Word.rsplit('=');
      if (New.empty() || New == "." || New == "./")
        return absolutePath(Old, Unit.Directory);
    }
  return "";
}

void CompileDatabase::findRoot() {
  bool AnyOutside = any_of(Units, [](const CompileUnit &U) {
    return !isBelow(U.File, U.Directory);
  });
  bool First = true;
  for (const CompileUnit &Unit : Units) {
    if (AnyOutside && isBelow(Unit.File, Unit.Directory))
      continue;
    if (First)
      Root = path::parent_path(Unit.File).str();
    First = false;
    while (!isBelow(Unit.File, Root))
      Root = path::parent_path(Root).str();
  }
  // A database of a part of the tree has a root of its own, and fingerprints
  // and baselines of the whole tree must match.
  std::string Declared = declaredRoot(Units.front());
  if (!Declared.empty() && isBelow(Root, Declared))
    Root = Declared;
}

Expected<std::vector<CompileUnit>>
CompileDatabase::choose(ArrayRef<std::string> Paths) const {
  if (Paths.empty() || Path.empty())
    return Units;
  std::vector<bool> Chosen(Units.size());
  for (const std::string &Given : Paths) {
    SmallString<256> Real;
    fs::real_path(Given, Real);
    bool Any = false;
    for (StringRef Wanted : {StringRef(absolutePath(Given)).str(),
                             std::string(Real), absolutePath(Given, Root)}) {
      if (Wanted.empty())
        continue;
      for (size_t I = 0; I != Units.size(); ++I)
        if (isBelow(Units[I].File, Wanted))
          Chosen[I] = Any = true;
      if (Any)
        break;
    }
    if (Any)
      continue;
    if (fs::exists(Given) || fs::exists(absolutePath(Given, Root)))
      return error(Twine("'") + Given + "' is not in the compile database '" +
                   Path + "'");
    return error(Twine("no such file or directory: '") + Given + "'");
  }
  std::vector<CompileUnit> Result;
  for (size_t I = 0; I != Units.size(); ++I)
    if (Chosen[I])
      Result.push_back(Units[I]);
  return Result;
}

static std::string quoted(StringRef Word) {
  StringRef Safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                   "0123456789_-+=.,/:@%^";
  if (!Word.empty() && Word.find_first_not_of(Safe) == StringRef::npos)
    return Word.str();
  std::string Result = "'";
  for (char C : Word)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Result + "'";
}

Error writeDatabase(ArrayRef<CompileUnit> Units, StringRef OutPath) {
  return writeToOutput(OutPath, [&](raw_ostream &OS) {
    json::OStream J(OS, /*IndentSize=*/1);
    J.array([&] {
      for (const CompileUnit &Unit : Units)
        J.object([&] {
          std::string Command;
          for (const std::string &Word : Unit.Command)
            Command += (Command.empty() ? "" : " ") + quoted(Word);
          J.attribute("directory", Unit.Directory);
          J.attribute("file", Unit.File);
          J.attribute("command", Command);
        });
    });
    OS << '\n';
    return Error::success();
  });
}

} // namespace reread
