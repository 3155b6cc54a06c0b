//===-- Packing.h - values to MessagePack and back -----------------------===//
//
// Part of the reread project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strings are any bytes, as the names of files are: JSON could not hold them.
//
//===----------------------------------------------------------------------===//

#ifndef REREAD_TREE_PACKING_H
#define REREAD_TREE_PACKING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace reread {

using Bytes = llvm::SmallString<0>;

/// Writes values one after the other, structs by their fields().
class Packer {
public:
  enum StringForm { Numbered, Inline };

  /// Strings are numbers in a common table, or stand where they are used.
  explicit Packer(StringForm Form) : Form(Form) {}

  void begin(Bytes &To) {
    Stream = std::make_unique<llvm::raw_svector_ostream>(To);
    Out = std::make_unique<llvm::msgpack::Writer>(*Stream);
  }
  template <class... T> void operator()(const T &...X) { (item(X), ...); }
  void length(size_t N) { Out->writeArraySize(N); }
  void binary(llvm::StringRef Text) {
    Out->write(llvm::MemoryBufferRef(Text, ""));
  }
  /// The table.
  void strings(Bytes &To) {
    begin(To);
    Out->writeArraySize(Table.size());
    for (llvm::StringRef Text : Table)
      Out->write(Text);
  }

private:
  template <class T> void item(const T &X) {
    if constexpr (std::is_same_v<T, bool>)
      Out->write(X);
    else if constexpr (std::is_signed_v<T>)
      Out->write(int64_t(X));
    else if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>)
      Out->write(uint64_t(X));
    else
      fields(*this, X);
  }
  void item(const std::string &X) {
    if (Form == Inline)
      return Out->write(llvm::StringRef(X));
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
  template <class T> void item(const std::optional<T> &X) {
    Out->writeArraySize(X.has_value());
    if (X)
      item(*X);
  }

  StringForm Form;
  std::unique_ptr<llvm::raw_svector_ostream> Stream;
  std::unique_ptr<llvm::msgpack::Writer> Out;
  llvm::StringMap<uint32_t> Numbers;
  std::vector<llvm::StringRef> Table;
};

/// Reads what Packer wrote. After the first thing that does not fit, all else
/// reads as nothing.
class Unpacker {
public:
  /// Without a table, for strings that stand where they are used.
  explicit Unpacker(llvm::StringRef From)
      : In(From), Left(From.size()), Form(Packer::Inline) {}
  Unpacker(llvm::StringRef From, llvm::ArrayRef<llvm::StringRef> Table)
      : In(From), Left(From.size()), Form(Packer::Numbered), Table(Table) {}

  template <class... T> void operator()(T &...X) { (item(X), ...); }

  bool next(llvm::msgpack::Object &Object) {
    if (Bad)
      return false;
    auto Read = In.read(Object);
    Bad = !Read || !*Read;
    if (!Read)
      llvm::consumeError(Read.takeError());
    return !Bad;
  }
  llvm::StringRef text() {
    llvm::msgpack::Object O;
    if (next(O) && O.Kind == llvm::msgpack::Type::String)
      return O.Raw;
    Bad = true;
    return "";
  }
  llvm::StringRef binary() {
    llvm::msgpack::Object O;
    if (next(O) && O.Kind == llvm::msgpack::Type::Binary)
      return O.Raw;
    Bad = true;
    return "";
  }
  uint64_t number() {
    llvm::msgpack::Object O;
    if (next(O) && O.Kind == llvm::msgpack::Type::UInt)
      return O.UInt;
    if (!Bad && O.Kind == llvm::msgpack::Type::Int && O.Int >= 0)
      return O.Int;
    Bad = true;
    return 0;
  }
  /// Every element takes a byte at least, and none is in two arrays at once: so
  /// a few bytes cannot ask for more elements than there are bytes in all.
  size_t length() {
    llvm::msgpack::Object O;
    if (next(O) && O.Kind == llvm::msgpack::Type::Array && O.Length <= Left) {
      Left -= O.Length;
      return O.Length;
    }
    Bad = true;
    return 0;
  }
  bool bad() const { return Bad; }

private:
  template <class T> void item(T &X) {
    llvm::msgpack::Object O;
    if constexpr (std::is_same_v<T, bool>) {
      Bad |= !next(O) || O.Kind != llvm::msgpack::Type::Boolean;
      X = !Bad && O.Bool;
    } else if constexpr (std::is_signed_v<T>) {
      Bad |= !next(O) || (O.Kind != llvm::msgpack::Type::Int &&
                          O.Kind != llvm::msgpack::Type::UInt);
      X = Bad ? T() : T(O.Int);
    } else if constexpr (std::is_enum_v<T> || std::is_unsigned_v<T>) {
      X = T(number());
    } else {
      fields(*this, X);
    }
  }
  void item(std::string &X) {
    if (Form == Packer::Inline) {
      X = text().str();
      return;
    }
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
  template <class T> void item(std::optional<T> &X) {
    X.reset();
    if (length())
      item(X.emplace());
  }

  llvm::msgpack::Reader In;
  size_t Left;
  Packer::StringForm Form;
  llvm::ArrayRef<llvm::StringRef> Table;
  bool Bad = false;
};

} // namespace reread

#endif // REREAD_TREE_PACKING_H
