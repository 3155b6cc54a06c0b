//===-- shard.cpp - a shard gives back what was put into it ---------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RUN: %build_dir/test/unit/shard %t
//
// Every member of a result gets a value of its own, goes through a file, and
// must be the same again; the fields are those that ShardFields.h lists, and
// the compiler sees to it that these are all. Then the file is damaged in every
// byte: nothing may crash, and verify() or open() must notice.
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Shard.h"
#include "Tree/ShardFields.h"
#include "reread/Findings/Merge.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>

using namespace llvm;
using namespace reread;

namespace {
unsigned Failures;

void expect(bool True, const char *What, int Line) {
  if (!True && ++Failures <= 20)
    errs() << __FILE__ << ':' << Line << ": not so: " << What << '\n';
}
#define EXPECT(CONDITION) expect(CONDITION, #CONDITION, __LINE__)

/// Gives every member another value; indices stay within what they index.
class Filler {
public:
  template <class... T> void operator()(T &...X) { (item(X), ...); }

private:
  template <class T> void item(T &X) {
    if constexpr (std::is_same_v<T, bool>)
      X = ++Next % 2;
    else if constexpr (std::is_same_v<T, uint64_t>)
      X = ~0ull - ++Next;
    else if constexpr (std::is_signed_v<T>)
      X = T(++Next % 3) - 1;
    else if constexpr (std::is_enum_v<T>)
      X = T(++Next % 3);
    else if constexpr (std::is_unsigned_v<T>)
      X = ++Next % 3;
    else
      fields(*this, X);
  }
  void item(std::string &X) {
    // Empty ones, equal ones, and bytes that are no text.
    ++Next;
    X = Next % 5 ? std::string(1, '\0') + "\xff" + std::to_string(Next / 2)
                 : "";
  }
  template <class T> void item(std::vector<T> &X) {
    X.resize(3);
    for (T &Element : X)
      item(Element);
  }

  unsigned Next = 0;
};

/// All values one after the other.
class Printer {
public:
  template <class... T> void operator()(const T &...X) { (item(X), ...); }
  std::string Text;

private:
  template <class T> void item(const T &X) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
      Text += std::to_string(int64_t(X)) + ' ';
    else
      fields(*this, X);
  }
  void item(const std::string &X) {
    Text += std::to_string(X.size()) + ':' + X + ' ';
  }
  template <class T> void item(const std::vector<T> &X) {
    Text += '[';
    for (const T &Element : X)
      item(Element);
    Text += ']';
  }
};

std::string names(const UnitResult &R) {
  Printer P;
  namesOf(P, R);
  return P.Text;
}
std::string accesses(const UnitResult &R) {
  Printer P;
  accessesOf(P, R);
  return P.Text;
}
std::string candidates(const UnitResult &R) {
  Printer P;
  factsOf(P, R);
  P(R.Candidates);
  return P.Text;
}

template <class T> std::string meetings(const std::vector<T> &All) {
  Printer P;
  P(All);
  return P.Text;
}
DenseSet<uint64_t> keys(const UnitResult &R) {
  DenseSet<uint64_t> Keys;
  for (const OpenPair &O : R.Open)
    Keys.insert(meetingKey(R, O));
  for (const OfferedRead &O : R.Offered)
    Keys.insert(meetingKey(R, O));
  return Keys;
}

UnitOutcome filled() {
  UnitOutcome Outcome;
  Outcome.File = "mm/\xc3\xa4.c";
  Outcome.Fate = UnitFate::Analysed;
  Filler F;
  namesOf(F, Outcome.Result);
  accessesOf(F, Outcome.Result);
  factsOf(F, Outcome.Result);
  F(Outcome.Result.Candidates);
  F(Outcome.Result.Open);
  F(Outcome.Result.Offered);
  return Outcome;
}

void roundTrip(StringRef Path) {
  UnitOutcome Outcome = filled();
  EXPECT(!errorToBool(writeShard(Path, "digest", Outcome)));
  auto Read = Shard::open(Path);
  EXPECT(bool(Read));
  if (!Read)
    return consumeError(Read.takeError());
  EXPECT(!errorToBool(Read->verify()));
  EXPECT(Read->head().Tool == toolIdentity());
  EXPECT(Read->head().Digest == "digest");
  EXPECT(Read->head().Fate == UnitFate::Analysed);
  EXPECT(Read->head().File == Outcome.File);
  UnitResult Records, Candidates;
  EXPECT(!errorToBool(Read->readRecords(Records)));
  EXPECT(names(Records) == names(Outcome.Result));
  EXPECT(accesses(Records) == accesses(Outcome.Result));
  DenseSet<uint64_t> Known;
  DenseSet<uint64_t> Keys = keys(Outcome.Result);
  EXPECT(!errorToBool(Read->readCandidates(Candidates, Known, Keys)));
  EXPECT(meetings(Candidates.Open) == meetings(Outcome.Result.Open));
  UnitResult Offers;
  EXPECT(!errorToBool(Read->readOffered(Offers, Keys)));
  EXPECT(meetings(Offers.Offered) == meetings(Outcome.Result.Offered));
  UnitResult None;
  EXPECT(!errorToBool(Read->readOffered(None, {})));
  EXPECT(None.Offered.empty());
  EXPECT(names(Candidates) == names(Outcome.Result));
  EXPECT(candidates(Candidates) == candidates(Outcome.Result));
  EXPECT(candidates(Candidates).size() > 1000);
}

/// Candidates are known if every word is the same, whatever their numbers.
void knownCandidates(StringRef Path) {
  UnitOutcome First = filled(), Second = First;
  UnitResult &Result = Second.Result;
  Result.Candidates[0].What.Second.Uses[2].At.Column += 1;
  std::swap(Result.Records.Places[0], Result.Records.Places[1]);
  for (UnitCandidate &C : Result.Candidates)
    C.Place = C.Place == 2 ? 2 : 1 - C.Place;
  std::swap(Result.Candidates[1], Result.Candidates[2]);
  DenseSet<uint64_t> Known;
  for (const UnitOutcome *Outcome : {&First, &Second}) {
    EXPECT(!errorToBool(writeShard(Path, "", *Outcome)));
    auto Read = Shard::open(Path);
    EXPECT(bool(Read));
    if (!Read)
      return consumeError(Read.takeError());
    UnitResult Decoded;
    EXPECT(!errorToBool(Read->readCandidates(Decoded, Known, {})));
    EXPECT(Decoded.Candidates.size() == (Outcome == &First ? 3 : 1));
    EXPECT(Decoded.Candidates[0].What.Second.Uses[2].At.Column ==
           Outcome->Result.Candidates[0].What.Second.Uses[2].At.Column);
  }
}

void lostUnit(StringRef Path) {
  UnitOutcome Outcome;
  Outcome.File = "a.c";
  Outcome.Fate = UnitFate::OutOfTime;
  Outcome.Error = "a.c: error: too long";
  EXPECT(!errorToBool(writeShard(Path, "", Outcome, 300)));
  auto Read = Shard::open(Path);
  EXPECT(bool(Read));
  if (!Read)
    return consumeError(Read.takeError());
  EXPECT(Read->head().Fate == UnitFate::OutOfTime);
  EXPECT(Read->head().Limit == 300);
  EXPECT(Read->head().Error == Outcome.Error);
  UnitResult Result;
  EXPECT(!errorToBool(Read->readRecords(Result)));
  EXPECT(Result.Records.LockSets.size() == 1);
}

void write(StringRef Path, StringRef Text) {
  std::error_code EC;
  raw_fd_ostream OS(Path, EC);
  OS << Text;
}

/// Whether something is wrong with the file. What looks whole is decoded, too.
bool isNoticed(StringRef Path) {
  auto Read = Shard::open(Path);
  if (!Read) {
    consumeError(Read.takeError());
    return true;
  }
  bool Noticed = errorToBool(Read->verify());
  UnitResult Result;
  consumeError(Read->readRecords(Result));
  DenseSet<uint64_t> Known;
  std::vector<uint64_t> Open, Offered;
  consumeError(Read->readKeys(Open, Offered));
  DenseSet<uint64_t> Wanted(Open.begin(), Open.end());
  Wanted.insert(Offered.begin(), Offered.end());
  consumeError(Read->readCandidates(Result, Known, Wanted));
  consumeError(Read->readOffered(Result, Wanted));
  return Noticed;
}

void damage(StringRef Path) {
  EXPECT(!errorToBool(writeShard(Path, "digest", filled())));
  auto Buffer = MemoryBuffer::getFileAsStream(Path);
  EXPECT(bool(Buffer));
  if (!Buffer)
    return;
  std::string Good = (*Buffer)->getBuffer().str();
  EXPECT(!isNoticed(Path));
  for (size_t At = 0; At != Good.size(); ++At) {
    std::string Bad = Good;
    Bad[At] ^= 1 << At % 8;
    write(Path, Bad);
    EXPECT(isNoticed(Path));
    write(Path, StringRef(Good).take_front(At));
    EXPECT(isNoticed(Path));
  }
  write(Path, Good + Good);
  EXPECT(isNoticed(Path));
}
} // namespace

int main(int Argc, char **Argv) {
  if (Argc != 2)
    return 2;
  std::string Path = std::string(Argv[1]) + ".shard";
  roundTrip(Path);
  knownCandidates(Path);
  lostUnit(Path);
  damage(Path);
  if (Failures)
    errs() << Failures << " failures\n";
  return Failures != 0;
}
