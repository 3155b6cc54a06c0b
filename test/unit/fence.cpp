// What a fenced thread cannot do, and that its process still can.
// UNSUPPORTED: sanitized
// RUN: %build_dir/test/unit/fence %t | FileCheck %s
// CHECK: {{^}}{{held|no fence here}}{{$}}

#include "Tree/Fence.h"
#include <cstdio>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

static bool canWrite(const std::string &Path) {
  int File = open(Path.c_str(), O_WRONLY | O_CREAT, 0666);
  if (File >= 0)
    close(File);
  return File >= 0;
}

static bool canRun() {
  pid_t Child = fork();
  if (!Child) {
    execl("/bin/true", "true", nullptr);
    _exit(1);
  }
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) && !WEXITSTATUS(Status);
}

int main(int, char **Words) {
  std::string Path = Words[1];
  unlink(Path.c_str());
  rmdir((Path + ".d").c_str());
  if (syscall(SYS_landlock_create_ruleset, nullptr, 0,
              LANDLOCK_CREATE_RULESET_VERSION) < 1)
    return puts("no fence here") < 0;
  bool Held = false;
  std::thread([&] {
    reread::fenceThread();
    bool Reads = open("/proc/self/exe", O_RDONLY) >= 0;
    Held = Reads && !canWrite(Path) && mkdir((Path + ".d").c_str(), 0777) &&
           unlink(Words[0]) && !canRun();
  }).join();
  Held = Held && canWrite(Path) && canRun();
  puts(Held ? "held" : "broken");
}
