"""Does what a page of the documentation says: page.py PAGE

Writes the C snippets into the files that the line above them names, runs the sh
blocks, and compares what a block prints with the text block that follows it, if
there is one. All in the current folder, whose bin comes first in PATH.
"""

import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"(?:`(?P<name>[\w.-]+)`:\n\n)?"
                   r"```(?P<kind>\w+)\n(?P<body>.*?)```", re.S)


def main():
    blocks = list(BLOCK.finditer(pathlib.Path(sys.argv[1]).read_text()))
    for block in blocks:
        if block["kind"] == "c":
            pathlib.Path(block["name"]).write_text(block["body"])
    os.environ["PATH"] = f"{os.getcwd()}/bin:{os.environ['PATH']}"
    commands, count = "set -e\n", 0
    for block, following in zip(blocks, [*blocks[1:], None]):
        if block["kind"] != "sh":
            continue
        count += 1
        # What an earlier block sets, a later one may use.
        run = subprocess.run(
            ["bash", "-c", f"{{ {commands}}} >/dev/null 2>&1\n{block['body']}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(f"$ {block['body']}{run.stdout}", end="")
        if run.returncode:
            sys.exit(f"exit status {run.returncode}")
        if following and following["kind"] == "text" \
                and run.stdout != following["body"]:
            sys.exit(f"the page says:\n{following['body']}")
        commands += "".join(re.findall(r"(?m)^\w+=.*\n", block["body"]))
    print(f"{count} blocks")


if __name__ == "__main__":
    main()
