//===-- Shard.cpp - what became of one unit, in a file -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Shard.h"
#include "Packing.h"
#include "ShardFields.h"
#include "WholeFile.h"
#include "reread/Findings/Merge.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace reread {

constexpr StringLiteral Magic = "rereadS\n", EndMark = "\nSreader";
constexpr uint64_t FormatVersion = 8;
constexpr size_t TailSize = 24; ///< end mark, length, checksum
enum SectionNumber : unsigned {
  Strings,
  Names,
  Accesses,
  Candidates,
  OpenPairs,
  OfferedReads,
  Count
};

static Error damaged(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), What);
}

const std::string &toolIdentity() {
  static const std::string Identity = [] {
    std::string Text =
        REREAD_VERSION " with " + clang::getClangFullVersion() + ", program ";
    // Through /proc, as a program that was replaced while it runs has no name.
    auto Program = MemoryBuffer::getFile("/proc/self/exe", /*IsText=*/false,
                                         /*RequiresNullTerminator=*/false);
    if (Program)
      Text += utohexstr(xxh3_64bits((*Program)->getBuffer()));
    return Text;
  }();
  return Identity;
}

/// The same for candidates of two units that are the same in every word.
static uint64_t contentOf(const UnitCandidate &C, const UnitResult &Result) {
  // Numbers of the unit stand for what they mean.
  const auto &[What, Given, Place, Function, Object] = C;
  Bytes Text;
  Packer Pack(Packer::Inline);
  Pack.begin(Text);
  Pack(What, Result.Records.Places[Place].id(),
       Result.Records.Functions[Function].id(), Object);
  if (Given >= 0)
    Pack(Result.Given[Given]);
  // The largest numbers mean something to DenseSet.
  return xxh3_64bits(Text.str()) >> 1;
}

/// What Head packs, and then each of All with the key by which a reader knows
/// whether it wants it.
template <class T>
static void packKeyed(
    Packer &Pack, const std::vector<T> &All,
    function_ref<uint64_t(const T &)> KeyOf, Bytes &To,
    function_ref<void()> Head = [] {}) {
  std::vector<Bytes> Packed(All.size());
  for (auto [X, Text] : zip_equal(All, Packed)) {
    Pack.begin(Text);
    Pack(X);
  }
  Pack.begin(To);
  Head();
  Pack.length(All.size());
  for (auto [X, Text] : zip_equal(All, Packed)) {
    Pack(KeyOf(X));
    Pack.binary(Text);
  }
}

/// All that is looked at one by one.
static void packEvidence(Packer &Pack, const UnitResult &Result,
                         Bytes *Sections) {
  packKeyed<UnitCandidate>(
      Pack, Result.Candidates,
      [&](const UnitCandidate &C) { return contentOf(C, Result); },
      Sections[Candidates], [&] { factsOf(Pack, Result); });
  packKeyed<OpenPair>(
      Pack, Result.Open,
      [&](const OpenPair &O) { return meetingKey(Result, O); },
      Sections[OpenPairs]);
  packKeyed<OfferedRead>(
      Pack, Result.Offered,
      [&](const OfferedRead &R) { return meetingKey(Result, R); },
      Sections[OfferedReads]);
}

Error writeShard(StringRef Path, StringRef Digest, const UnitOutcome &Outcome,
                 unsigned Limit) {
  Bytes Sections[Count];
  Packer Pack(Packer::Numbered);
  Pack.begin(Sections[Names]);
  namesOf(Pack, Outcome.Result);
  Pack.begin(Sections[Accesses]);
  accessesOf(Pack, Outcome.Result);
  packEvidence(Pack, Outcome.Result, Sections);
  Pack.strings(Sections[Strings]);

  Bytes Whole(Magic);
  raw_svector_ostream OS(Whole);
  msgpack::Writer Out(OS);
  Out.write(FormatVersion);
  for (StringRef Text : {StringRef(toolIdentity()), Digest,
                         StringRef(Outcome.File), StringRef(Outcome.Error)})
    Out.write(Text);
  Out.write(uint64_t(Outcome.Fate));
  Out.write(uint64_t(Limit));
  for (const Bytes &Section : Sections) {
    SmallVector<uint8_t, 0> Packed;
    compression::zstd::compress(arrayRefFromStringRef(Section), Packed,
                                compression::zstd::BestSpeedCompression);
    Out.write(uint64_t(Section.size()));
    Out.write(MemoryBufferRef(toStringRef(Packed), ""));
  }
  uint64_t Checksum = xxh3_64bits(Whole.str());
  OS << EndMark;
  for (uint64_t Number :
       {uint64_t(Whole.size() - EndMark.size() + TailSize), Checksum}) {
    char Raw[8];
    support::endian::write64le(Raw, Number);
    OS.write(Raw, sizeof(Raw));
  }
  return writeWhole(Path, Whole);
}

Expected<Shard> Shard::open(StringRef Path) {
  Shard Result;
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return errorCodeToError(Buffer.getError());
  Result.Buffer = std::move(*Buffer);
  StringRef Text = Result.Buffer->getBuffer();
  if (!Text.starts_with(Magic))
    return damaged("it is not a shard");
  StringRef Tail = Text.take_back(TailSize);
  if (Text.size() < Magic.size() + TailSize || !Tail.starts_with(EndMark) ||
      support::endian::read64le(Tail.data() + 8) != Text.size())
    return damaged("it is cut short");

  Unpacker In(Text.drop_front(Magic.size()).drop_back(TailSize));
  if (In.number() != FormatVersion)
    return damaged("it is of another version of reread");
  Result.Head.Tool = In.text().str();
  Result.Head.Digest = In.text().str();
  Result.Head.File = In.text().str();
  Result.Head.Error = In.text().str();
  Result.Head.Fate = UnitFate(In.number());
  Result.Head.Limit = In.number();
  for (unsigned I = 0; I != Count; ++I) {
    uint64_t Size = In.number();
    Result.Sections.push_back({Size, In.binary()});
  }
  if (In.bad())
    return damaged("it is damaged");
  if (Result.Head.Tool != toolIdentity())
    return damaged("it is of another version of reread");
  return Result;
}

Error Shard::verify() const {
  StringRef Text = Buffer->getBuffer();
  if (xxh3_64bits(Text.drop_back(TailSize)) !=
      support::endian::read64le(Text.end() - 8))
    return damaged("it is damaged");
  return Error::success();
}

std::string Shard::checksum() const {
  return Buffer->getBuffer().take_back(8).str();
}

Error Shard::unpack(unsigned Section, SmallVectorImpl<uint8_t> &Out) const {
  const Packed &From = Sections[Section];
  // What was packed tells its size, and may lie.
  constexpr uint64_t MaxSize = uint64_t(1) << 32;
  if (From.Size > MaxSize)
    return damaged("it is damaged");
  return compression::zstd::decompress(arrayRefFromStringRef(From.Bytes), Out,
                                       From.Size);
}

/// A parameter, a function of the unit that has made it, or without number.
static bool fits(ObjectId Object, const UnitResult &Of) {
  return Object >= CallRecord::Current &&
         (Object < CallRecord::FirstMaker ||
          size_t(Object - CallRecord::FirstMaker) <
              Of.Records.Functions.size());
}

static bool fit(ArrayRef<ObjectId> Objects, const UnitResult &Of) {
  return all_of(Objects, [&](ObjectId Object) { return fits(Object, Of); });
}

Error Shard::readNames(std::vector<StringRef> &Table,
                       SmallVectorImpl<uint8_t> &Text, UnitResult &Out) const {
  if (Error E = unpack(Strings, Text))
    return E;
  Unpacker In(toStringRef(Text));
  Table.resize(In.length());
  for (StringRef &Entry : Table)
    Entry = In.text();
  SmallVector<uint8_t, 0> Raw;
  if (Error E = unpack(Names, Raw))
    return E;
  Unpacker Named(toStringRef(Raw), Table);
  namesOf(Named, Out);
  bool Fits = !In.bad() && !Named.bad() &&
              all_of(Out.Records.Functions, [&](const FunctionRecord &F) {
                return fit(F.Returned, Out);
              });
  return Fits ? Error::success() : damaged("it is damaged");
}

Error Shard::readRecords(UnitResult &Out) const {
  std::vector<StringRef> Table;
  SmallVector<uint8_t, 0> Text, Raw;
  if (Error E = readNames(Table, Text, Out))
    return E;
  if (Error E = unpack(Accesses, Raw))
    return E;
  Unpacker In(toStringRef(Raw), Table);
  accessesOf(In, Out);
  const UnitRecords &R = Out.Records;
  auto IsFunction = [&](uint32_t I) { return I < R.Functions.size(); };
  bool Fits = !In.bad() && all_of(R.Calls, [&](const CallRecord &C) {
    return IsFunction(C.Caller) && IsFunction(C.Callee) &&
           C.Held < R.LockSets.size() && fit(C.Arguments, Out);
  }) && all_of(R.Accesses, [&](const AccessRecord &A) {
    return IsFunction(A.Function) && A.Place < R.Places.size() &&
           A.Held < R.LockSets.size() && fits(A.Object, Out);
  });
  return Fits ? Error::success() : damaged("it is damaged");
}

static bool fits(const UnitCandidate &C, const UnitResult &Of) {
  return C.Place < Of.Records.Places.size() &&
         C.Function < Of.Records.Functions.size() && fits(C.Object, Of) &&
         C.Given >= -1 && C.Given < int(Of.Given.size());
}

static bool fits(const OpenPair &O, const UnitResult &Of) {
  return fits(O.Begun, Of) && O.Callee < Of.Records.Functions.size() &&
         !O.Begun.What.Second.Via.empty();
}

static bool fits(const OfferedRead &R, const UnitResult &Of) {
  return R.Function < Of.Records.Functions.size();
}

/// Those of a section whose keys are wanted.
template <class T>
static Error readKeyed(Unpacker &In, ArrayRef<StringRef> Table,
                       function_ref<bool(uint64_t)> IsWanted,
                       const UnitResult &Of, std::vector<T> &Out) {
  bool Fits = true;
  for (size_t Left = In.length(); Left && !In.bad() && Fits; --Left) {
    uint64_t Key = In.number();
    Unpacker One(In.binary(), Table);
    Fits = Key <= uint64_t(INT64_MAX);
    if (!Fits || !IsWanted(Key))
      continue;
    T &X = Out.emplace_back();
    One(X);
    Fits = !One.bad() && fits(X, Of);
  }
  return Fits && !In.bad() ? Error::success() : damaged("it is damaged");
}

Error Shard::readKeys(std::vector<uint64_t> &Open,
                      std::vector<uint64_t> &Offered) const {
  for (auto [Section, Keys] :
       {std::pair(OpenPairs, &Open), std::pair(OfferedReads, &Offered)}) {
    SmallVector<uint8_t, 0> Raw;
    if (Error E = unpack(Section, Raw))
      return E;
    Unpacker In(toStringRef(Raw));
    for (size_t Left = In.length(); Left && !In.bad(); --Left) {
      uint64_t Key = In.number();
      In.binary();
      if (Key > uint64_t(INT64_MAX))
        return damaged("it is damaged");
      Keys->push_back(Key);
    }
    if (In.bad())
      return damaged("it is damaged");
  }
  return Error::success();
}

Error Shard::readOffered(UnitResult &Out,
                         const DenseSet<uint64_t> &Wanted) const {
  std::vector<StringRef> Table;
  SmallVector<uint8_t, 0> Text, Raw;
  if (Error E = readNames(Table, Text, Out))
    return E;
  if (Error E = unpack(OfferedReads, Raw))
    return E;
  Unpacker In(toStringRef(Raw), Table);
  auto IsWanted = [&](uint64_t Key) { return Wanted.contains(Key); };
  return readKeyed(In, Table, IsWanted, Out, Out.Offered);
}

Error Shard::readCandidates(UnitResult &Out, DenseSet<uint64_t> &Known,
                            const DenseSet<uint64_t> &Wanted) const {
  std::vector<StringRef> Table;
  SmallVector<uint8_t, 0> Text, Raw;
  if (Error E = readNames(Table, Text, Out))
    return E;
  if (Error E = unpack(Candidates, Raw))
    return E;
  Unpacker In(toStringRef(Raw), Table);
  factsOf(In, Out);
  auto IsNew = [&](uint64_t Content) { return Known.insert(Content).second; };
  if (Error E = readKeyed(In, Table, IsNew, Out, Out.Candidates))
    return E;
  SmallVector<uint8_t, 0> RawOpen;
  if (Error E = unpack(OpenPairs, RawOpen))
    return E;
  Unpacker Open(toStringRef(RawOpen), Table);
  auto IsWanted = [&](uint64_t Key) { return Wanted.contains(Key); };
  return readKeyed(Open, Table, IsWanted, Out, Out.Open);
}

} // namespace reread
