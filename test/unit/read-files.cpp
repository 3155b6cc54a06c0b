// What a unit has read is kept, and is noticed to have changed.
// RUN: rm -rf %t && mkdir %t
// RUN: %build_dir/test/unit/read-files %t | FileCheck %s
// CHECK: {{^}}log: a, b, missing{{$}}
// CHECK-NEXT: {{^}}same: 1{{$}}
// CHECK-NEXT: {{^}}larger: 0{{$}}
// CHECK-NEXT: {{^}}older: 0{{$}}
// CHECK-NEXT: {{^}}gone: 0{{$}}
// CHECK-NEXT: {{^}}missing: 0{{$}}
// CHECK-NEXT: {{^}}damaged list: 0{{$}}
// CHECK-NEXT: {{^}}a log that is full: 0{{$}}

#include "Tree/ReadFiles.h"
#include "llvm/Support/raw_ostream.h"
#include <filesystem>
#include <fstream>

using namespace llvm;
using namespace reread;
namespace fs = std::filesystem;

static std::string List;

static void say(StringRef What) {
  outs() << What << ": " << FilesNow().areAsIn(List) << '\n';
}

int main(int, char **Words) {
  fs::path Folder = Words[1], A = Folder / "a", B = Folder / "b";
  List = (Folder / "list").string();
  std::ofstream(A) << "a";
  std::ofstream(B) << "b";
  fs::file_time_type Then = fs::last_write_time(A);

  ReadFileLog Log;
  Log.clear();
  for (const fs::path &File : {A, B})
    Log.add(ReadFile::now(File.string()));
  Log.add(ReadFile::now(""));
  outs() << "log: ";
  for (const ReadFile &File : Log.files())
    outs() << (File.Name.empty()
                   ? "missing\n"
                   : fs::path(File.Name).filename().string() + ", ");

  std::vector<ReadFile> Files{ReadFile::now(A.string()),
                              ReadFile::now(B.string())};
  cantFail(saveReadFiles(List, Files));
  say("same");
  std::ofstream(A) << "ab";
  fs::last_write_time(A, Then);
  say("larger");
  std::ofstream(A) << "c";
  fs::last_write_time(A, Then - std::chrono::hours(1));
  say("older");
  fs::remove(A);
  say("gone");
  cantFail(saveReadFiles(List, Log.files()));
  say("missing");
  fs::resize_file(List, fs::file_size(List) - 1);
  say("damaged list");

  for (int I = 0; I != 300; ++I)
    Log.add({B.string() + std::string(64 << 10, 'x'), 1, 1});
  Files = {Log.files().back()};
  cantFail(saveReadFiles(List, Files));
  say("a log that is full");
}
