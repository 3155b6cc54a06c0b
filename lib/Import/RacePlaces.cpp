//===-- RacePlaces.cpp - which places a log's races are about -------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Import/RacePlaces.h"
#include "Statements.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace reread;

static SmallVector<StringRef, 16> componentsOf(StringRef Path) {
  SmallVector<StringRef, 16> Parts, Out;
  Path.split(Parts, '/', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts)
    if (Part == ".." && !Out.empty())
      Out.pop_back();
    else if (Part != "." && Part != "..")
      Out.push_back(Part);
  return Out;
}

unsigned reread::commonEnd(StringRef A, StringRef B) {
  auto X = componentsOf(A), Y = componentsOf(B);
  // Two names from the root are one file or two.
  if (A.starts_with("/") && B.starts_with("/") && X != Y)
    return 0;
  size_t Shorter = std::min(X.size(), Y.size());
  return std::equal(X.end() - Shorter, X.end(), Y.end() - Shorter) ? Shorter
                                                                   : 0;
}

namespace {

/// One access of the program: AllPlaces[Place].Accesses[Index].
struct AccessRef {
  uint32_t Place, Index;
};

/// What fits one access of a report, or why nothing does.
struct Match {
  std::vector<AccessRef> Accesses;
  std::string Why;

  std::vector<uint32_t> places() const {
    std::vector<uint32_t> Out;
    for (AccessRef A : Accesses)
      if (!is_contained(Out, A.Place))
        Out.push_back(A.Place);
    return Out;
  }
};

class Resolver {
public:
  Resolver(const Program &All, StringRef Root);
  void add(const RaceReport &Report);
  RacePlaces take() { return std::move(Out); }

private:
  const Access &access(AccessRef A) const {
    return All.accesses(A.Place)[A.Index];
  }
  /// One of those that a log's name may mean, and how many these are.
  struct FittingFile {
    StringRef Name;
    unsigned Fitting = 0;
  };
  FittingFile fileOf(StringRef Named);
  Match match(const RaceAccess &A);
  Match matchFrame(const RaceFrame &F, const RaceAccess &A);
  std::vector<AccessRef> onLines(StringRef File, unsigned First, unsigned Last,
                                 const RaceAccess &A) const;
  std::vector<uint32_t> meeting(const RaceReport &Report,
                                ArrayRef<Match> Sides);
  StringRef sourceOf(StringRef File);
  std::string namesOf(ArrayRef<uint32_t> Places) const;
  void fail(const RaceReport &Report, std::string Why);

  const Program &All;
  std::string Root;
  StringMap<std::vector<AccessRef>> ByFile;
  StringMap<FittingFile> Files; ///< by the log's names
  StringMap<std::unique_ptr<MemoryBuffer>> Sources;
  DenseMap<uint32_t, size_t> Known; ///< places, and where they are in Out
  RacePlaces Out;
};

} // namespace

Resolver::Resolver(const Program &All, StringRef Root) : All(All), Root(Root) {
  for (uint32_t Place = 0; Place != All.places(); ++Place)
    for (const auto &[Index, A] : enumerate(All.accesses(Place)))
      ByFile[All.fileOf(A)].push_back({Place, uint32_t(Index)});
}

StringRef Resolver::sourceOf(StringRef File) {
  auto [It, New] = Sources.try_emplace(File);
  if (New) {
    SmallString<256> Path(File);
    if (!sys::path::is_absolute(File)) {
      Path = Root;
      sys::path::append(Path, File);
    }
    if (sys::fs::is_regular_file(Path)) // a pipe would block
      if (auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true))
        It->second = std::move(*Buffer);
  }
  return It->second ? It->second->getBuffer() : StringRef();
}

std::string Resolver::namesOf(ArrayRef<uint32_t> Places) const {
  std::vector<std::string> Names;
  for (uint32_t Place : Places)
    Names.push_back("'" + All.placeId(Place).str() + "'");
  llvm::sort(Names);
  static constexpr size_t Shown = 4;
  if (Names.size() > Shown) {
    std::string More = std::to_string(Names.size() - Shown) + " more";
    Names.resize(Shown);
    Names.push_back(std::move(More));
  }
  std::string Last = std::move(Names.back());
  Names.pop_back();
  return Names.empty() ? Last : join(Names, ", ") + " and " + Last;
}

//===-- One access --------------------------------------------------------===//

std::vector<AccessRef> Resolver::onLines(StringRef File, unsigned First,
                                         unsigned Last,
                                         const RaceAccess &A) const {
  std::vector<AccessRef> Found;
  for (AccessRef R : ByFile.find(File)->second)
    if (First <= access(R).Line && access(R).Line <= Last)
      Found.push_back(R);
  auto IsWrite = [&](AccessRef R) { return access(R).Write; };
  if (A.Kind == RaceAccess::Read)
    erase_if(Found, IsWrite);
  // What is read and written is told by its write: "a += b" reads both.
  else if (A.Kind == RaceAccess::Write ||
           (A.Kind == RaceAccess::ReadWrite && any_of(Found, IsWrite)))
    erase_if(Found, [&](AccessRef R) { return !IsWrite(R); });
  return Found;
}

Resolver::FittingFile Resolver::fileOf(StringRef Named) {
  auto [It, New] = Files.try_emplace(Named);
  if (!New)
    return It->second;
  FittingFile &Out = It->second;
  unsigned Longest = 0;
  for (const auto &Each : ByFile) {
    unsigned Common = commonEnd(Each.first(), Named);
    if (Each.first() == Named)
      return Out = {Each.first(), 1};
    if (Common > Longest)
      Out = {Each.first(), 1};
    else if (Common && Common == Longest)
      ++Out.Fitting;
    Longest = std::max(Longest, Common);
  }
  return Out;
}

/// What a position of the log means, in the tree's records.
Match Resolver::matchFrame(const RaceFrame &F, const RaceAccess &A) {
  Match M;
  std::string At = F.File + ":" + std::to_string(F.Line);
  auto [File, Fitting] = fileOf(F.File);
  if (Fitting != 1) {
    M.Why = Fitting ? "several files of the tree could be '" + F.File + "'"
                    : "no unit accesses anything in '" + F.File + "'";
    return M;
  }
  M.Accesses = onLines(File, F.Line, F.Line, A);
  if (M.Accesses.empty()) {
    auto [First, Last] = statementAround(sourceOf(File), F.Line);
    M.Accesses = onLines(File, First, Last, A);
  }
  if (M.Accesses.empty()) {
    M.Why = "no access of that kind is known at " + At;
    return M;
  }
  // In a tree of another version something else stands there.
  if (!F.Function.empty()) {
    StringRef Other = All.functionName(access(M.Accesses.front()).Function);
    erase_if(M.Accesses, [&](AccessRef R) {
      return All.functionName(access(R).Function) != F.Function;
    });
    if (M.Accesses.empty())
      M.Why = (At + " is in '" + Other + "' here, not in '" + F.Function +
               "': is the log of this version?")
                  .str();
  }
  // Only a size that fits exactly tells accesses of one line apart: compilers
  // split and join the others.
  auto HasSize = [&](AccessRef R) {
    return All.placeBytes(R.Place) == A.Bytes;
  };
  if (any_of(M.Accesses, HasSize))
    erase_if(M.Accesses, [&](AccessRef R) { return !HasSize(R); });
  return M;
}

/// Innermost first: an access in a function that knows nothing of its place,
/// such as a list's helper, is recorded where that is called.
Match Resolver::match(const RaceAccess &A) {
  Match First;
  for (const RaceFrame &F : A.where()) {
    if (F.File.empty())
      continue;
    Match M = matchFrame(F, A);
    if (!M.Accesses.empty())
      return M;
    if (First.Why.empty())
      First = std::move(M);
  }
  if (First.Why.empty())
    First.Why = "it has addresses instead of files and lines";
  return First;
}

//===-- One report --------------------------------------------------------===//

void Resolver::fail(const RaceReport &Report, std::string Why) {
  auto Same = find_if(Out.Failures, [&](const RacePlaces::Failure &F) {
    return F.Functions == Report.Functions && F.Why == Why;
  });
  if (Same != Out.Failures.end())
    ++Same->Reports;
  else
    Out.Failures.push_back({Report.Line, Report.Functions, std::move(Why)});
}

/// Both accesses met at one address, so what both may be it is.
std::vector<uint32_t> Resolver::meeting(const RaceReport &Report,
                                        ArrayRef<Match> Sides) {
  std::vector<uint32_t> Places = Sides.front().places();
  if (Sides.size() > 1) {
    std::vector<uint32_t> One = Places, Other = Sides.back().places();
    erase_if(Places, [&](uint32_t P) { return !is_contained(Other, P); });
    if (Places.empty() && One.size() == 1 && Other.size() == 1)
      return {One.front(), Other.front()}; // one memory with two names
    if (Places.empty()) {
      fail(Report, "its accesses have no place in common: " + namesOf(One) +
                       " for one, " + namesOf(Other) + " for the other");
      return {};
    }
  }
  if (Places.size() > 1) {
    fail(Report, "it may be any of " + namesOf(Places));
    return {};
  }
  return Places;
}

void Resolver::add(const RaceReport &Report) {
  std::vector<Match> Sides;
  std::string Why;
  for (const RaceAccess &A : Report.Accesses)
    if (Match M = match(A); !M.Accesses.empty())
      Sides.push_back(std::move(M));
    else if (Why.empty())
      Why = M.Why;
  if (Sides.empty())
    return fail(Report, std::move(Why));
  for (uint32_t Place : meeting(Report, Sides)) {
    auto [It, New] = Known.try_emplace(Place, Out.Places.size());
    if (New)
      Out.Places.push_back({Place, Report.Line, {}, {}});
    RacePlace &P = Out.Places[It->second];
    auto Pair = find_if(P.Pairs, [&](const RacePlace::Pair &X) {
      return X.Functions == Report.Functions;
    });
    if (Pair == P.Pairs.end())
      Pair = P.Pairs.insert(Pair, {Report.Functions, 0});
    ++Pair->Reports;
    for (const Match &M : Sides)
      for (AccessRef R : M.Accesses)
        if (std::string By = All.functionName(access(R).Function).str();
            R.Place == Place && access(R).Write &&
            !is_contained(P.WrittenBy, By))
          P.WrittenBy.push_back(std::move(By));
  }
}

RacePlaces reread::placesOf(ArrayRef<RaceReport> Reports, const Program &All,
                            StringRef Root) {
  Resolver Resolve(All, Root);
  for (const RaceReport &Report : Reports)
    Resolve.add(Report);
  return Resolve.take();
}
