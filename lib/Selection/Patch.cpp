//===-- Patch.cpp - what a change does to which lines --------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Selection/Patch.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace reread;

using Lines = std::vector<std::string>;

namespace {
class Parser {
public:
  Parser(StringRef Text, StringRef Name) : Name(Name) {
    Text.split(All, '\n');
    if (!All.empty() && All.back().empty())
      All.pop_back();
  }

  Expected<std::vector<PatchedFile>> parse() {
    while (At < All.size()) {
      StringRef Line = All[At];
      if (Line.starts_with("rename from ") || Line.starts_with("rename to "))
        readRename(Line);
      else if (Line.starts_with("diff --git "))
        Renamed = {};
      else if (Line.starts_with("--- ") && At + 1 < All.size() &&
               All[At + 1].starts_with("+++ ")) {
        readNames();
        continue;
      } else if (Line.starts_with("@@ ") && !Files.empty()) {
        if (Error E = readHunk())
          return std::move(E);
        continue;
      }
      ++At;
    }
    return std::move(Files);
  }

private:
  Error mistake(const Twine &What) const {
    return createStringError(inconvertibleErrorCode(),
                             Name + ":" + Twine(At + 1) + ": error: " + What);
  }

  /// "a/NAME", perhaps with a time behind a tab; nothing for /dev/null. Names
  /// of odd characters are quoted as in C.
  static std::string nameIn(StringRef Word) {
    std::string Text;
    if (Word.consume_front("\"")) {
      for (size_t I = 0; I < Word.size() && Word[I] != '"'; ++I) {
        unsigned Code = 0;
        if (Word[I] != '\\' || I + 1 == Word.size())
          Text += Word[I];
        else if (!Word.substr(I + 1, 3).getAsInteger(8, Code)) {
          Text += static_cast<char>(Code);
          I += 3;
        } else {
          char C = Word[++I];
          Text += C == 't' ? '\t' : C == 'n' ? '\n' : C;
        }
      }
    } else {
      Text = Word.split('\t').first.rtrim('\r').str();
    }
    if (Text == "/dev/null")
      return "";
    return StringRef(Text).split('/').second.str();
  }

  void readRename(StringRef Line) {
    bool From = Line.consume_front("rename from ");
    Line.consume_front("rename to ");
    std::string File = nameIn(("x/" + Line).str());
    if (From) {
      Renamed.Old = File;
      return;
    }
    // Without hunks there are no other names.
    Renamed.New = File;
    Files.push_back(Renamed);
  }

  void readNames() {
    PatchedFile File;
    File.Old = nameIn(All[At].drop_front(4));
    File.New = nameIn(All[At + 1].drop_front(4));
    At += 2;
    if (!Files.empty() && !Renamed.New.empty() &&
        Files.back().New == File.New && Files.back().Hunks.empty())
      Files.pop_back();
    Files.push_back(std::move(File));
  }

  /// "START[,COUNT]". A start of lines that are none is the one before.
  static bool range(StringRef Text, unsigned &Start, unsigned &Count) {
    auto [First, Second] = Text.split(',');
    Count = 1;
    if (First.getAsInteger(10, Start) ||
        (!Second.empty() && Second.getAsInteger(10, Count)))
      return false;
    if (!Count)
      ++Start;
    return true;
  }

  Error readHunk() {
    PatchHunk H;
    H.Line = At + 1;
    SmallVector<StringRef, 5> Words;
    All[At].split(Words, ' ');
    unsigned OldLeft = 0, NewLeft = 0;
    if (Words.size() < 4 || !Words[1].consume_front("-") ||
        !Words[2].consume_front("+") || Words[3].rtrim() != "@@" ||
        !range(Words[1], H.OldStart, OldLeft) ||
        !range(Words[2], H.NewStart, NewLeft))
      return mistake("no hunk of a unified diff; expected '@@ -L,N +L,N @@'");
    ++At;
    while (OldLeft || NewLeft) {
      if (At == All.size())
        return mistake("the patch ends within a hunk");
      StringRef Line = All[At];
      char Kind = Line.empty() ? ' ' : Line.front(); // mailers strip blanks
      StringRef Text = Line.drop_front(Line.empty() ? 0 : 1);
      if (Kind == '\\') { // "No newline at end of file"
        ++At;
        continue;
      }
      bool InOld = Kind == ' ' || Kind == '-',
           InNew = Kind == ' ' || Kind == '+';
      if ((!InOld && !InNew) || (InOld && !OldLeft) || (InNew && !NewLeft))
        return mistake("not the line of a hunk that the numbers promise");
      if (Kind == '+')
        H.Added.push_back(H.New.size());
      if (Kind == '-')
        H.Removed.push_back(H.New.size());
      if (InOld) {
        H.Old.push_back(Text.str());
        --OldLeft;
      }
      if (InNew) {
        H.New.push_back(Text.str());
        --NewLeft;
      }
      ++At;
    }
    Files.back().Hunks.push_back(std::move(H));
    return Error::success();
  }

  std::string Name;
  SmallVector<StringRef, 0> All;
  size_t At = 0;
  PatchedFile Renamed;
  std::vector<PatchedFile> Files;
};
} // namespace

Expected<Patch> Patch::parse(StringRef Text, StringRef Name) {
  auto Files = Parser(Text, Name).parse();
  if (!Files)
    return Files.takeError();
  Patch Result;
  Result.Name = Name.str();
  Result.Files = std::move(*Files);
  return Result;
}

void Patch::rename(function_ref<std::string(StringRef)> Name) {
  for (PatchedFile &F : Files)
    for (std::string *Side : {&F.Old, &F.New})
      if (!Side->empty())
        *Side = Name(*Side);
}

static Lines linesOf(StringRef Text) {
  SmallVector<StringRef, 0> Parts;
  Text.split(Parts, '\n');
  return Lines(Parts.begin(), Parts.end());
}

/// Where From stands in All, nearest to the index Near and not before Least.
static std::optional<size_t> locate(const Lines &All, const Lines &From,
                                    size_t Near, size_t Least) {
  auto StandsAt = [&](size_t I) {
    return I >= Least && I + From.size() <= All.size() &&
           std::equal(From.begin(), From.end(), All.begin() + I);
  };
  for (size_t Off = 0; Off <= All.size(); ++Off) {
    if (StandsAt(Near + Off))
      return Near + Off;
    if (Off <= Near && StandsAt(Near - Off))
      return Near - Off;
    if (From.empty()) // stands anywhere, so where it says
      break;
  }
  return std::nullopt;
}

/// The text with each hunk's one side in the place of its other side. Bad is
/// the hunk that does not fit.
static std::optional<std::string>
replaced(StringRef Text, const PatchedFile &File, bool Forward, unsigned &Bad) {
  Lines All = linesOf(Text), Out;
  size_t Done = 0;
  for (const PatchHunk &H : File.Hunks) {
    const Lines &From = Forward ? H.Old : H.New, &To = Forward ? H.New : H.Old;
    size_t Near = (Forward ? H.OldStart : H.NewStart) - 1;
    auto Found = locate(All, From, Near, Done);
    if (!Found) {
      Bad = H.Line;
      return std::nullopt;
    }
    Out.insert(Out.end(), All.begin() + Done, All.begin() + *Found);
    Out.insert(Out.end(), To.begin(), To.end());
    Done = *Found + From.size();
  }
  Out.insert(Out.end(), All.begin() + Done, All.end());
  return join(Out, "\n");
}

Expected<bool> Patch::isApplied(Reader Read) const {
  bool AllNew = true, AllOld = true;
  unsigned BadNew = 0, BadOld = 0;
  std::string Where;
  for (const PatchedFile &F : Files) {
    if (F.New.empty() || (F.Hunks.empty() && F.Old.empty()))
      continue; // what is gone is not analysed
    auto New = Read(F.New);
    unsigned Bad = 0;
    if (AllNew && (!New || !replaced(*New, F, /*Forward=*/false, Bad))) {
      AllNew = false;
      BadNew = Bad;
      Where = F.New;
    }
    auto Old = F.Old.empty() ? std::string() : Read(F.Old);
    if (AllOld && (!Old || !replaced(*Old, F, /*Forward=*/true, Bad))) {
      AllOld = false;
      BadOld = Bad;
    }
  }
  if (AllNew || AllOld)
    return AllNew;
  return createStringError(inconvertibleErrorCode(),
                           Twine(Name) + ":" + Twine(std::max(BadNew, BadOld)) +
                               ": error: the tree is neither with this change "
                               "nor without it: '" +
                               Where + "' differs");
}

std::map<std::string, std::string> Patch::otherSide(bool Forward,
                                                    Reader Read) const {
  std::map<std::string, std::string> Result;
  for (const PatchedFile &F : Files) {
    // Who includes a new file has changed, too: it may stay.
    if (F.New.empty() || (!Forward && F.Old.empty()))
      continue;
    auto Text = Forward && F.Old.empty() ? std::string()
                                         : Read(Forward ? F.Old : F.New);
    unsigned Bad = 0;
    if (!Text)
      continue;
    if (auto Other = replaced(*Text, F, Forward, Bad))
      Result[F.New] = std::move(*Other);
  }
  return Result;
}

/// Adds what may be the name of the function around a line, which counts from
/// 0: every name before a parenthesis on the next line above that begins in the
/// first column, unless a closing brace comes first.
static void addFunctionAround(const Lines &All, size_t At, StringSet<> &Out) {
  for (size_t I = std::min(At + 1, All.size()); I-- > 0;) {
    StringRef Line = StringRef(All[I]).rtrim();
    if (Line.starts_with("}") && I != At)
      return;
    bool Label = Line.ends_with(":");
    if (Line.empty() || Label || StringRef(" \t{}#/*").contains(Line.front()))
      continue;
    Line = Line.split('{').first;
    for (size_t Open = Line.find('('); Open != StringRef::npos;
         Open = Line.find('(', Open + 1)) {
      StringRef Before = Line.take_front(Open).rtrim();
      size_t Start = Before.size();
      while (Start && (isAlnum(Before[Start - 1]) || Before[Start - 1] == '_'))
        --Start;
      if (Start < Before.size())
        Out.insert(Before.substr(Start));
    }
    return;
  }
}

ChangedLines Patch::changedLines(Reader NewText) const {
  ChangedLines Result;
  for (const PatchedFile &F : Files) {
    auto Text = F.New.empty() ? std::nullopt : NewText(F.New);
    if (!Text)
      continue;
    Lines All = linesOf(*Text);
    size_t Least = 0;
    for (const PatchHunk &H : F.Hunks) {
      size_t Start =
          locate(All, H.New, H.NewStart - 1, Least).value_or(H.NewStart - 1);
      Least = Start + H.New.size();
      for (unsigned I : H.Added) {
        Result.Added[F.New].insert(Start + I + 1);
        addFunctionAround(All, Start + I, Result.Functions);
      }
      for (unsigned I : H.Removed)
        addFunctionAround(All, Start + I, Result.Functions);
    }
  }
  return Result;
}
