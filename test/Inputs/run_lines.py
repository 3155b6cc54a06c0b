"""Runs the RUN lines of a test with other options than they have.

For tests of tests: what a rule or a fact contributes is seen by leaving it out,
and some test must notice. bash stands in for lit, which takes no options.
"""

import re
import subprocess
import sys
import tempfile

CANNOT_RUN = re.compile(r"reread: (error|\d+ of \d+ unit)|\.yaml:\d+:\d+: error")


def run_lines(test):
    """The commands of a test, continued lines joined."""
    lines = re.findall(r"(?m)^// RUN:(.*)$", test.read_text())
    return re.sub(r"\\\n", " ", "\n".join(lines)).splitlines()


class Runner:
    """Knows the tool and the flags by their names in RUN lines."""

    def __init__(self, reread, flags):
        self.reread, self.flags = reread, flags
        self.folder = tempfile.TemporaryDirectory()

    def passes(self, test, options):
        """Whether all RUN lines succeed when `reread check` gets options."""
        lines = run_lines(test)
        if not lines:
            sys.exit(f"{test}: no RUN line")
        return all(self._succeeds(line, test, options) for line in lines)

    def _succeeds(self, line, test, options):
        check = " ".join([self.reread, "check", *options])
        for word, value in {"%reread check": check, "%s": str(test),
                            "%t": f"{self.folder.name}/t",
                            **self.flags}.items():
            line = re.sub(word + r"(?![\w-])", lambda _, v=value: v, line)
        done = subprocess.run(["bash", "-o", "pipefail", "-c", line], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        # A command that could not run proves nothing.
        if "%" in line or CANNOT_RUN.search(done.stdout):
            sys.exit(f"{test}: cannot run '{line}':\n{done.stdout}")
        return not done.returncode
