//===-- Shard.cpp - what became of one unit, in a file -------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Shard.h"
#include "ShardFields.h"
#include "WholeFile.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace reread {

constexpr StringLiteral Magic = "rereadS\n", EndMark = "\nSreader";
constexpr uint64_t FormatVersion = 1;
constexpr size_t TailSize = 24; ///< end mark, length, checksum
enum SectionNumber : unsigned { Strings, Names, Accesses, Candidates, Count };

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

namespace {
using Bytes = SmallString<0>;

/// Writes values one after the other; strings as numbers of a common table.
class Packer {
public:
  void begin(Bytes &To) {
    Stream = std::make_unique<raw_svector_ostream>(To);
    Out = std::make_unique<msgpack::Writer>(*Stream);
  }
  template <class... T> void operator()(const T &...X) { (item(X), ...); }
  void strings(Bytes &To) {
    begin(To);
    Out->writeArraySize(Table.size());
    for (StringRef Text : Table)
      Out->write(Text);
  }

private:
  template <class T> void item(const T &X) {
    if constexpr (std::is_same_v<T, bool>)
      Out->write(X);
    else if constexpr (std::is_same_v<T, int>)
      Out->write(int64_t(X));
    else if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>)
      Out->write(uint64_t(X));
    else
      fields(*this, X);
  }
  void item(const std::string &X) {
    auto [At, New] = Numbers.try_emplace(X, Table.size());
    if (New)
      Table.push_back(At->first());
    Out->write(uint64_t(At->second));
  }
  template <class T> void item(const std::vector<T> &X) {
    Out->writeArraySize(X.size());
    for (const T &Element : X)
      item(Element);
  }

  std::unique_ptr<raw_svector_ostream> Stream;
  std::unique_ptr<msgpack::Writer> Out;
  StringMap<uint32_t> Numbers;
  std::vector<StringRef> Table;
};

/// Reads what Packer wrote. After the first thing that does not fit, all else
/// reads as nothing.
class Unpacker {
public:
  Unpacker(StringRef From, ArrayRef<StringRef> Table = {})
      : In(From), Left(From.size()), Table(Table) {}
  template <class... T> void operator()(T &...X) { (item(X), ...); }

  bool next(msgpack::Object &Object) {
    if (Bad)
      return false;
    auto Read = In.read(Object);
    Bad = !Read || !*Read;
    if (!Read)
      consumeError(Read.takeError());
    return !Bad;
  }
  StringRef text() {
    msgpack::Object O;
    if (next(O) && O.Kind == msgpack::Type::String)
      return O.Raw;
    Bad = true;
    return "";
  }
  StringRef binary() {
    msgpack::Object O;
    if (next(O) && O.Kind == msgpack::Type::Binary)
      return O.Raw;
    Bad = true;
    return "";
  }
  uint64_t number() {
    msgpack::Object O;
    if (next(O) && O.Kind == msgpack::Type::UInt)
      return O.UInt;
    if (!Bad && O.Kind == msgpack::Type::Int && O.Int >= 0)
      return O.Int;
    Bad = true;
    return 0;
  }
  /// Every element takes a byte at least.
  size_t length() {
    msgpack::Object O;
    if (next(O) && O.Kind == msgpack::Type::Array && O.Length <= Left)
      return O.Length;
    Bad = true;
    return 0;
  }
  bool bad() const { return Bad; }

private:
  template <class T> void item(T &X) {
    msgpack::Object O;
    if constexpr (std::is_same_v<T, bool>) {
      Bad |= !next(O) || O.Kind != msgpack::Type::Boolean;
      X = !Bad && O.Bool;
    } else if constexpr (std::is_same_v<T, int>) {
      Bad |= !next(O) ||
             (O.Kind != msgpack::Type::Int && O.Kind != msgpack::Type::UInt);
      X = Bad ? 0 : int(O.Int);
    } else if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>) {
      X = T(number());
    } else {
      fields(*this, X);
    }
  }
  void item(std::string &X) {
    uint64_t Number = number();
    Bad |= Number >= Table.size();
    X = Bad ? "" : Table[Number];
  }
  template <class T> void item(std::vector<T> &X) {
    X.clear();
    X.resize(length());
    for (T &Element : X)
      item(Element);
  }

  msgpack::Reader In;
  size_t Left;
  ArrayRef<StringRef> Table;
  bool Bad = false;
};
} // namespace

Error writeShard(StringRef Path, StringRef Digest, const UnitOutcome &Outcome,
                 unsigned Limit) {
  Bytes Sections[Count];
  Packer Pack;
  Pack.begin(Sections[Names]);
  namesOf(Pack, Outcome.Result);
  Pack.begin(Sections[Accesses]);
  accessesOf(Pack, Outcome.Result);
  Pack.begin(Sections[Candidates]);
  candidatesOf(Pack, Outcome.Result);
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

Error Shard::unpack(unsigned Section, SmallVectorImpl<uint8_t> &Out) const {
  const Packed &From = Sections[Section];
  return compression::zstd::decompress(arrayRefFromStringRef(From.Bytes), Out,
                                       From.Size);
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
  if (In.bad() || Named.bad())
    return damaged("it is damaged");
  return Error::success();
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
           C.Held < R.LockSets.size();
  }) && all_of(R.Accesses, [&](const AccessRecord &A) {
    return IsFunction(A.Function) && A.Place < R.Places.size() &&
           A.Held < R.LockSets.size();
  });
  return Fits ? Error::success() : damaged("it is damaged");
}

Error Shard::readCandidates(UnitResult &Out) const {
  std::vector<StringRef> Table;
  SmallVector<uint8_t, 0> Text, Raw;
  if (Error E = readNames(Table, Text, Out))
    return E;
  if (Error E = unpack(Candidates, Raw))
    return E;
  Unpacker In(toStringRef(Raw), Table);
  candidatesOf(In, Out);
  bool Fits = !In.bad() && all_of(Out.Candidates, [&](const UnitCandidate &C) {
    return C.Place < Out.Records.Places.size() &&
           C.Function < Out.Records.Functions.size() && C.Given >= -1 &&
           C.Given < int(Out.Given.size());
  });
  return Fits ? Error::success() : damaged("it is damaged");
}

} // namespace reread
