"""Prints reread's findings in the analyzer's files: pieces.py FILE|FOLDER...

Reads HTML reports and plist files, of a folder those below it, into one form:
a line for the finding, and one for each step of its path, numbered. Of HTML the
numbers are those on the page.
"""

import html
import pathlib
import plistlib
import re
import sys

# What matters on a page, in the order of the page: the heading of a file, the
# number of a line, and a step below its line.
PAGE = re.compile(
    r'<h4 class=FileName>(?P<file>.*?)</h4>'
    r'|data-linenumber="(?P<line>\d+)"'
    r'|class="msg msg(?P<kind>\w+)".*?PathIndex\w*">(?P<number>\d+)</div></td>'
    r'(?P<text>.*?)</table>', re.S)


def base(name):
    return pathlib.PurePath(name).name


def read_html(path):
    page = path.read_text()
    about = {name: html.unescape(text) for name, text in
             re.findall(r"<!-- (\w+) (.*?) -->", page)}
    if about["BUGTYPE"] != "Double read":
        return
    file, line, steps = base(about["BUGFILE"]), "?", []
    for match in PAGE.finditer(page):
        if match["file"]:
            file = base(match["file"])
        elif match["line"]:
            line = match["line"]
        else:
            text = re.sub(r'<div class="PathNav">.*?</div>|<[^>]*>', "",
                          match["text"])
            steps.append((int(match["number"]), match["kind"], file, line,
                          html.unescape(text)))
    if len(steps) != int(about["BUGPATHLENGTH"]):
        sys.exit(f"{path}: {len(steps)} steps found, not "
                 f"{about['BUGPATHLENGTH']}")
    place = base(about["BUGFILE"]), int(about["BUGLINE"])
    yield place, about["FUNCTIONNAME"], about["BUGDESC"], sorted(steps)


def read_plist(path):
    report = plistlib.loads(path.read_bytes())
    for found in report["diagnostics"]:
        if not found["check_name"].startswith("reread."):
            continue

        def place(item):
            at = item["location"]
            return base(report["files"][at["file"]]), at["line"]

        steps = [(number, step["kind"].title(), *place(step), step["message"])
                 for number, step in enumerate(found["path"], 1)]
        if not found["issue_hash_content_of_line_in_context"]:
            sys.exit(f"{path}: a finding has no hash")
        about = f"[{found['check_name']}] {found['description']}"
        yield place(found), found["issue_context"], about, steps


def main():
    files = []
    for path in map(pathlib.Path, sys.argv[1:]):
        files += [path] if path.is_file() else [
            file for file in path.rglob("*")
            if file.suffix == ".plist" or file.name.startswith("report-")]
    findings = []
    for file in files:
        read = read_plist if file.suffix == ".plist" else read_html
        findings += read(file)
    for (file, line), function, text, steps in sorted(findings):
        print(f"{file}:{line} in {function}: {text}")
        for number, kind, file, line, step in steps:
            print(f"  {number} {kind} {file}:{line}: {step}")


if __name__ == "__main__":
    main()
