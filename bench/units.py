"""Commands of a compile database's units, run and measured."""

import os
import queue
import shlex
import subprocess
import tempfile
import threading
import time

# What would write into the build folder, or is for another analyser.
WITH_VALUE = {"-o", "-MF", "-MT", "-MQ"}
DROPPED = {"-c", "-MD", "-MMD", "-MP", "-Werror"}


def plain_command(entry, clang):
    """The unit's own flags, for this clang, without outputs and warnings."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    command = [clang, "-w"]
    words = iter(words[1:])
    for word in words:
        if word in WITH_VALUE:
            next(words)
        elif word not in DROPPED and not word.startswith(("-Wp,-M", "-fplugin")):
            command.append(word)
    return command


class Cost:
    """Of one way over all units: times in seconds, memory in MiB."""

    def __init__(self):
        self.wall = self.cpu = self.peak = 0
        self.failed = []

    def add(self, usage, name, status):
        self.cpu += usage.ru_utime + usage.ru_stime
        self.peak = max(self.peak, usage.ru_maxrss / 1024)
        if status:
            self.failed.append(name)


def run(command, directory):
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return usage, child.returncode, errors.read().decode(errors="replace")


def run_each(entries, jobs, command_of):
    """One process a unit, as a build would run them."""
    cost, waiting = Cost(), queue.SimpleQueue()
    lock = threading.Lock()
    for entry in entries:
        waiting.put(entry)

    def work():
        while True:
            try:
                entry = waiting.get_nowait()
            except queue.Empty:
                return
            usage, status, _ = run(command_of(entry), entry["directory"])
            with lock:
                cost.add(usage, entry["file"], status)

    start = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cost.wall = time.monotonic() - start
    return cost
