//===-- shard.cpp - shards whose sections are not what they should be -----===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "reread/Tree/Shard.h"
#include "Input.h"
#include "reread/Findings/Merge.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include <fstream>
#include <vector>

using namespace llvm;
using namespace reread;

namespace {
/// A good shard, taken apart: what is before the sections, and what is in them.
struct Parts {
  std::string Head;
  std::vector<SmallVector<uint8_t, 0>> Sections;
};
constexpr size_t MagicSize = 8, TailSize = 24, HeadItems = 7;
} // namespace

static const char Source[] =
    "struct s { __attribute__((annotate(\"reread::racy\"))) int *p; int l; };\n"
    "void lock(struct s *); int other(struct s *);\n"
    "static int *get(struct s *s) { return s->p; }\n"
    "int f(struct s *s) { return get(s) ? *s->p : other(s); }\n"
    "void g(struct s *s) { lock(s); s->p = 0; s->l = f(s); }\n";

static Parts goodShard() {
  MemoryFile Text(Source);
  CompileUnit Unit;
  Unit.File = Text.path();
  Unit.Directory = "/";
  Unit.Command = {"cc", "-x", "c", Unit.File};
  UnitOutcome Outcome = runUnit(Unit, Facts(), RunOptions());
  std::string Path = "/tmp/reread-fuzz-" + std::to_string(getpid());
  cantFail(writeShard(Path, "digest", Outcome));
  std::ifstream In(Path, std::ios::binary);
  std::string All((std::istreambuf_iterator<char>(In)), {});
  unlink(Path.c_str());

  Parts Result;
  msgpack::Reader Reader(
      StringRef(All).drop_front(MagicSize).drop_back(TailSize));
  msgpack::Object Item;
  raw_string_ostream OS(Result.Head);
  OS << All.substr(0, MagicSize);
  msgpack::Writer Out(OS);
  for (size_t I = 0; I != HeadItems; ++I) {
    cantFail(Reader.read(Item));
    if (Item.Kind == msgpack::Type::String)
      Out.write(Item.Raw);
    else
      Out.write(Item.Kind == msgpack::Type::Int ? uint64_t(Item.Int)
                                                : Item.UInt);
  }
  // Of each section, the size and the bytes.
  while (cantFail(Reader.read(Item)))
    if (Item.Kind == msgpack::Type::Binary) {
      Result.Sections.emplace_back();
      cantFail(compression::zstd::decompress(arrayRefFromStringRef(Item.Raw),
                                             Result.Sections.back(), 1 << 20));
    }
  return Result;
}

/// Every four bytes change one byte of a section, or cut it there.
static std::string changed(const Parts &Good, const uint8_t *Data,
                           size_t Size) {
  Parts Bad = Good;
  for (; Size >= 4; Data += 4, Size -= 4) {
    auto &Section = Bad.Sections[Data[0] % Bad.Sections.size()];
    if (Section.empty())
      continue;
    size_t At = (Data[1] << 8 | Data[2]) % Section.size();
    if (Data[0] & 0x80)
      Section.truncate(At);
    else
      Section[At] = Data[3];
  }
  std::string Text = Bad.Head;
  raw_string_ostream OS(Text);
  msgpack::Writer Out(OS);
  for (const auto &Section : Bad.Sections) {
    SmallVector<uint8_t, 0> Packed;
    compression::zstd::compress(Section, Packed);
    Out.write(uint64_t(Section.size()));
    Out.write(MemoryBufferRef(toStringRef(Packed), ""));
  }
  char Raw[16] = {};
  support::endian::write64le(Raw, Text.size() + TailSize);
  OS << "\nSreader" << StringRef(Raw, sizeof(Raw));
  return Text;
}

/// As a merge reads shards: it learns from all, then judges.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const Parts Good = goodShard();
  MemoryFile File(changed(Good, Data, Size));
  auto Opened = Shard::open(File.path());
  if (!Opened) {
    consumeError(Opened.takeError());
    return 0;
  }
  UnitResult Records, Candidates, Offered;
  std::vector<uint64_t> Open, Keys;
  DenseSet<uint64_t> Known, Wanted;
  consumeError(Opened->readKeys(Open, Keys));
  for (uint64_t Key : Keys)
    if (Key < ~uint64_t(1))
      Wanted.insert(Key);
  Merge All{MergeOptions()};
  Error Bad = Opened->readRecords(Records);
  if (!Bad)
    All.learn(Records.Records);
  consumeError(std::move(Bad));
  All.conclude();
  Bad = Opened->readOffered(Offered, Wanted);
  if (!Bad)
    All.offer(std::move(Offered));
  consumeError(std::move(Bad));
  Bad = Opened->readCandidates(Candidates, Known, Wanted);
  if (!Bad)
    All.judge(std::move(Candidates), Facts(), 0);
  consumeError(std::move(Bad));
  return 0;
}
