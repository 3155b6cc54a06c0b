"""Runs a command and compares its exit status: status.py STATUS COMMAND..."""

import subprocess
import sys

expected = int(sys.argv[1])
status = subprocess.run(sys.argv[2:]).returncode
if status != expected:
    sys.exit(f"status.py: expected exit status {expected}, got {status}")
