//===-- KcsanLog.cpp - KCSAN's reports in a kernel's log ------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Import/KcsanLog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace reread;

/// A log is written by whoever has crashed: nothing in it is trusted, least of
/// all its size.
static constexpr size_t MaxLine = 4096, MaxFrames = 64, MaxReports = 100000;

ArrayRef<RaceFrame> RaceAccess::where() const {
  ArrayRef<RaceFrame> All = Frames;
  auto Outer = find_if(All, [](const RaceFrame &F) { return !F.Inlined; });
  return All.take_front(Outer - All.begin() + (Outer != All.end()));
}

std::vector<std::string> RaceAccess::files() const {
  std::vector<std::string> Out;
  size_t Here = where().size();
  for (const auto &[Index, F] : enumerate(Frames)) {
    bool Header = StringRef(F.File).ends_with(".h");
    if (!F.File.empty() && (Index < Here || !Header))
      Out.push_back(F.File);
    if (!F.File.empty() && !Header && Index + 1 >= Here)
      break;
  }
  return Out;
}

//===-- One line ----------------------------------------------------------===//

namespace {
struct LogLine {
  StringRef Text;
  StringRef Caller; ///< "T12", "C3", if the log has it
};
} // namespace

/// Takes levels, time stamps and callers off: "<4>[  12.345678][  T123] text".
static LogLine withoutPrefix(StringRef Text) {
  LogLine L;
  // As syslog and journald write it: "Nov 23 01:02:03 host kernel: text".
  static constexpr StringLiteral Daemon = "kernel: ";
  if (size_t At = Text.find(Daemon); At != StringRef::npos && At < 100)
    Text = Text.drop_front(At + Daemon.size());
  auto Take = [&](char Open, char Close, auto Fits) {
    StringRef Rest = Text;
    if (!Rest.consume_front(StringRef(&Open, 1)) || !Rest.contains(Close))
      return false;
    auto [Inside, After] = Rest.split(Close);
    Inside = Inside.trim();
    if (Inside.empty() || !Fits(Inside))
      return false;
    Text = After;
    return true;
  };
  auto IsNumber = [](StringRef S) {
    return S.find_first_not_of("0123456789.") == StringRef::npos;
  };
  auto IsCaller = [&](StringRef S) {
    if (!(S.starts_with("T") || S.starts_with("C")) || S.size() < 2 ||
        !all_of(S.drop_front(), isDigit))
      return false;
    L.Caller = S;
    return true;
  };
  do
    Text = Text.trim();
  while (Take('<', '>', IsNumber) || Take('[', ']', IsNumber) ||
         Take('[', ']', IsCaller));
  L.Text = Text;
  return L;
}

/// The name before an offset ("f+0x1/0x2") and before what the compiler has
/// put behind it ("f.isra.0"); empty if it cannot be a function's.
static StringRef functionName(StringRef Word) {
  StringRef Name = Word.take_until([](char C) { return C == '+' || C == '.'; });
  bool Fits = !Name.empty() && !isDigit(Name.front()) &&
              all_of(Name, [](char C) { return isAlnum(C) || C == '_'; });
  return Fits ? Name : "";
}

/// "file.c:12".
static bool parsePosition(StringRef Word, RaceFrame &F) {
  auto [File, Number] = Word.rsplit(':');
  // A column may follow.
  if (StringRef Before = File.rsplit(':').second;
      !Before.empty() && all_of(Before, isDigit) && all_of(Number, isDigit))
    std::tie(File, Number) = File.rsplit(':');
  StringRef Kind = File.rsplit('/').second;
  Kind = (Kind.empty() ? File : Kind).rsplit('.').second;
  if (Kind.empty() || !isAlpha(Kind.front()) || Number.empty() ||
      Number.getAsInteger(10, F.Line) || F.Line == 0)
    return false;
  F.File = File.str();
  return true;
}

/// The frames of a line of a stack: several where the functions that were
/// inlined share it, none if it is no such line.
static SmallVector<RaceFrame, 4> parseFrames(StringRef Text) {
  SmallVector<RaceFrame, 4> Frames;
  SmallVector<StringRef, 8> Words;
  SplitString(Text, Words, " \t()");
  if (Words.empty())
    return Frames;
  StringRef Function = functionName(Words.front());
  if (Function.empty())
    return Frames;
  for (StringRef Word : ArrayRef(Words).drop_front())
    if (RaceFrame F; parsePosition(Word, F)) {
      F.Inlined = true;
      Frames.push_back(std::move(F));
    }
  if (Frames.empty() && Words.front().contains("+0x"))
    Frames.emplace_back();
  if (Frames.empty())
    return Frames;
  Frames.back().Function = Function.str();
  Frames.back().Inlined = is_contained(Words, "[inline]");
  return Frames;
}

/// "read (marked) to 0xffff888100 of 8 bytes by task 12 on cpu 3:".
static bool parseAccess(StringRef Text, RaceAccess &A) {
  auto [What, Who] = Text.split(" bytes by ");
  if (Who.empty())
    return false;
  What.consume_front("race at unknown origin, with ");
  auto [Kind, Size] = What.rsplit(" of ");
  if (Size.getAsInteger(10, A.Bytes) || !Kind.contains(" to "))
    return false;
  // The word may be followed by "(marked)" and the like.
  if (Kind.starts_with("read-write "))
    A.Kind = RaceAccess::ReadWrite;
  else if (Kind.starts_with("read "))
    A.Kind = RaceAccess::Read;
  else if (Kind.starts_with("write "))
    A.Kind = RaceAccess::Write;
  else if (Kind.starts_with("assert no "))
    A.Kind = RaceAccess::Either;
  else
    return false;
  return true;
}

/// "data-race in f / g", "assert: race in f+0x1/0x2": the functions.
static std::string parseTitle(StringRef Text) {
  std::string Out;
  SmallVector<StringRef, 2> Sides;
  Text.split(" in ").second.split(Sides, " / ");
  if (Sides.size() > 2)
    Sides.resize(2);
  for (StringRef Side : Sides) {
    StringRef Name = functionName(Side.trim().split(' ').first);
    Out += (Out.empty() ? "" : " / ") + (Name.empty() ? "?" : Name).str();
  }
  return Sides.size() == 1 ? Out + " / unknown origin" : Out;
}

//===-- All lines ---------------------------------------------------------===//

namespace {
class LogReader {
public:
  void line(StringRef Text, unsigned Number);
  std::vector<RaceReport> take() {
    finish();
    return std::move(Reports);
  }

private:
  void begin(StringRef Title, unsigned Number, StringRef By);
  void finish();

  std::vector<RaceReport> Reports;
  RaceReport Now;
  std::string Caller;  ///< of the report
  bool Inside = false; ///< a report
  bool Stack = false;  ///< its last access's stack
};
} // namespace

void LogReader::begin(StringRef Title, unsigned Number, StringRef By) {
  finish();
  Now = {Number, parseTitle(Title), {}};
  Caller = By.str();
  Inside = true;
}

void LogReader::finish() {
  if (Inside && !Now.Accesses.empty() && Reports.size() < MaxReports)
    Reports.push_back(std::move(Now));
  Inside = Stack = false;
}

void LogReader::line(StringRef Raw, unsigned Number) {
  if (Raw.size() > MaxLine)
    return;
  LogLine L = withoutPrefix(Raw);
  static constexpr StringLiteral Title = "BUG: KCSAN: ";
  if (size_t At = L.Text.find(Title); At != StringRef::npos)
    return begin(L.Text.drop_front(At + Title.size()), Number, L.Caller);
  // Another CPU's line.
  if (!Inside || (!Caller.empty() && !L.Caller.empty() && L.Caller != Caller))
    return;
  if (L.Text.starts_with("=====") ||
      L.Text.starts_with("Reported by Kernel Concurrency Sanitizer"))
    return finish();
  if (RaceAccess A; parseAccess(L.Text, A)) {
    Stack = Now.Accesses.size() < 2;
    if (Stack)
      Now.Accesses.push_back(std::move(A));
    return;
  }
  if (!Stack)
    return;
  auto &Frames = Now.Accesses.back().Frames;
  if (L.Text.empty()) {
    Stack = Frames.empty();
    return;
  }
  for (RaceFrame &F : parseFrames(L.Text))
    if (Frames.size() < MaxFrames)
      Frames.push_back(std::move(F));
}

std::vector<RaceReport> reread::readKcsanLog(StringRef Text) {
  LogReader Reader;
  for (unsigned Number = 1; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    Reader.line(Line, Number);
    Text = Rest;
  }
  return Reader.take();
}
